"""The frozen questionnaire, the way through it, and answers to it."""
