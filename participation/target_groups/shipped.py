"""Target groups that most counties name, in every language of the interface; as data beside it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

SHIPPED = Path(__file__).with_suffix(".csv")


def shipped_target_groups() -> Mapping[str, Mapping[str, str]]:
    """Titles by language of each, by its name in the list; begin with those that are needed."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {
            row.pop("name"): {tag: title for tag, title in row.items() if title}
            for row in csv.DictReader(file, delimiter=";")
        }
