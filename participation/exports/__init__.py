"""Released figures as files."""
