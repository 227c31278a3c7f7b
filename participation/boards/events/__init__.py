"""Events and their workshops: planned, rehearsed, opened by links and codes, joined."""
