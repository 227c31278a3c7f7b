"""Tests, figures, pictures, attackers: whatever is started here works on data that it made itself."""

from tests.support.environ import forget_county

forget_county()
