"""The same release in every format."""

from __future__ import annotations

from participation.exports.figures.csv_file import csv
from participation.exports.figures.files import FORMATS, answer
from participation.exports.figures.xlsx_file import xlsx

__all__ = ["FORMATS", "answer", "csv", "xlsx"]
