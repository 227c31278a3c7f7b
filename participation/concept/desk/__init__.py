"""Pages of the concept for staff."""
