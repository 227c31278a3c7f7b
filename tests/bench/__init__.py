"""Figures of speed and size, each beside its bar: ``make bench``."""

from tests.support.environ import forget_county

forget_county()
