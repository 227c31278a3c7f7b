"""Opinion groups of an event: found, looked at, released."""
