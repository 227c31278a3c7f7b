"""Boards made from templates: columns, prompts, languages."""
