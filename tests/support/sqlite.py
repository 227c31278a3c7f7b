"""Tests that need no second database."""

import pytest

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is the same on any database: its statements run on PostgreSQL in other tests, or none does."""
