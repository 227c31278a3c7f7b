"""The same release in every format."""

from __future__ import annotations

from participation.exports.csv_file import csv
from participation.exports.files import FORMATS, answer
from participation.exports.xlsx_file import xlsx

__all__ = ["FORMATS", "answer", "csv", "xlsx"]
