"""The same release in every format."""

from __future__ import annotations

from participation.exports.csv_file import csv
from participation.exports.downloads import csv_answer, xlsx_answer
from participation.exports.xlsx_file import xlsx

__all__ = ["csv", "csv_answer", "xlsx", "xlsx_answer"]
