"""Draws a page of the questionnaire, and reads what was posted for it."""
