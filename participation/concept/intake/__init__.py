"""The county's own sheet of measures taken into the concept, and the concept as such a sheet."""
