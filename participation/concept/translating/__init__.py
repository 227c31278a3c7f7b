"""Texts of the concept in other languages: out and in as a sheet, read by somebody, then shown."""
