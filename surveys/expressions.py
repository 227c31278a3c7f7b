"""Conditions and calculations of a questionnaire: text → closed syntax tree → value."""

from __future__ import annotations

Expression = object
