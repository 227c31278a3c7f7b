"""The one maker of chart files: PNG and SVG, drawn by the press that sets our papers.

How to add a kind of chart: a frozen value that says what is drawn and tells it in words (as
:class:`~participation.exports.charts.stacked.Stacked`), and a template in ``paper/charts``. What
papers show too is a function of such a template, so that a chart looks the same wherever it stands.
"""
