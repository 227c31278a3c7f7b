"""The survey engine: instruments, answers, figures. Knows no web framework and no database."""
