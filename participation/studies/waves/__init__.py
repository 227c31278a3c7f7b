"""Waves: planned, opened, closed; their languages, channels and codes."""
