"""The one room for PDF: typst, our fonts, the house's paper.

How to add a paper:

1. A template beside this file, ``summary.typ``. It begins with ``#import "house.typ": *`` and
   ``#show: paper`` (or ``#show: paper.with(foot: [#data.date])`` for a footer with the page's
   number). Text is in ``data`` and stays text: ``#data.heading``, never ``eval``. ``#said(words)``
   keeps line breaks; ``#speaking("ar")[#data.note]`` sets a passage in its language, script and
   direction (``#within`` a few words in a line); ``#latin[…]`` addresses, codes and numbers;
   ``#sign(data.sign, 60mm)`` a QR sign (put ``{"qr": address}`` into the data). Headings by ``=``
   or ``#heading``, pictures with ``alt``, decoration inside ``#pdf.artifact[…]``: the file is
   PDF/UA-1, or typst refuses it.
2. A maker in ``exports``: ``documents.register(app, Kind("summary", make, Permission.X))`` with
   ``make = lambda wanted: paper.pdf("summary.typ", wanted, title=…, language="de")``. It runs in
   a job's process, so there it may also load python-docx and the like; a DOCX gives its
   ``mimetype``.
3. A view in ``exports`` that gathers what is printed (the ``service`` of the slices below) and
   ends in ``return redirect(documents.order("summary", wanted, title=…, name=…, back=…), 303)``.
   The page it leads to waits and offers the file. Slices below link to the view by name:
   ``studies.desk_link("summaries.pdf", …)``.

What must never be stored, not even for a minute (codes), is set by :func:`pdf_unstored`.
"""

from __future__ import annotations

from participation.exports.paper.press import breakable, pdf, pictures, prints
from participation.exports.paper.unstored import pdf_unstored

__all__ = ["breakable", "pdf", "pdf_unstored", "pictures", "prints"]
