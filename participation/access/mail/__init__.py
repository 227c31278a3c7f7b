"""Mail to staff, where the county names a server: one-time links, and that something waits."""
