"""What is missing, and what is meant to be."""
