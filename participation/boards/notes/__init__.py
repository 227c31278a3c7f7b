"""Notes: written, moderated, grouped, discussed, read."""
