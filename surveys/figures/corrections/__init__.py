"""Versions after the first: whose numbers are new, what is remembered, what is left out."""
