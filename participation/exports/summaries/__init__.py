"""A workshop's summary in every format, and its board to take along."""
