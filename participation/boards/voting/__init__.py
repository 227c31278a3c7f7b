"""Votes of phones, hands counted in the room, and what they add up to."""
