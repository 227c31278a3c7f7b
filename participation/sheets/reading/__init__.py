"""Any file that holds a table → a :class:`~participation.sheets.reading.cells.Book`.

Knows no database and no web; runs in a child process with limits (``apart.py``).
"""
