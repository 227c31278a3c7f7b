"""A county that does not exist, with invented answers: ``python -m participation.demo``."""
