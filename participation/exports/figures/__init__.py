"""A release as files: CSV, workbook, cloud of words."""
