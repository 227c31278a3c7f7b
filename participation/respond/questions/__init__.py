"""A page of the questionnaire, drawn."""
