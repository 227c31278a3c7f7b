"""What a sheet means: header, columns, words, values, and how it differs from what there is.

Pure: knows no database and no web. Pages use the parts that look at the first rows only.
"""
