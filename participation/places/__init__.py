"""The county and its tree of places, and the texts that only the county can fill."""
