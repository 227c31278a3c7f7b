"""On which databases a test runs: on both, if it says nothing; the nearest mark counts."""

import pytest

on_sqlite = pytest.mark.databases("sqlite")
"""For what is the same on any database: its statements run on PostgreSQL in other tests, or none does."""
on_both = pytest.mark.databases("sqlite", "postgres")
"""For tests of a file of the former kind whose statements no other test sends to PostgreSQL."""
