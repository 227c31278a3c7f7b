"""What happens to an event by itself, and what is left once it is over."""
