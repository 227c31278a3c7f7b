"""Questionnaires and their versions: shipped, uploaded, checked."""
