"""Effort, capacity, budget."""
