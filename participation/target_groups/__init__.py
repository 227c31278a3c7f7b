"""Target groups: one list for goals, measures and waves."""

from __future__ import annotations

from participation.target_groups import models

__all__ = ["models"]
