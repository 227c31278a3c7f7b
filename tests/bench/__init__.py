"""Figures of speed and size, each beside its bar: ``make bench``."""
