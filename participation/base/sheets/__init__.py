"""A county's own sheets taken in: one mechanism for whatever a slice lets be imported.

A slice says what it takes by a :class:`~participation.base.sheets.target.Target`.
"""
