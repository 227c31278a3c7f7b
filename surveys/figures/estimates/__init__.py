"""Arithmetic on released counts: shares, differences, samples, indices."""
