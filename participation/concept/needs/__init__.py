"""Needs, and the voices that each of them came from."""
