"""Papers on order, and the one room for Word files."""
