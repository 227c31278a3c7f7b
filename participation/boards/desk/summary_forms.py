"""What staff type into the page of a summary: read into edits, never lost."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from participation.base.desk.forms import without_nul
from participation.base.words.catalogues import gettext as _
from participation.boards.summaries.composing import edit_key
from participation.boards.summaries.document import Edits, Facts, ThemeEdit
from surveys.instrument.instrument import Text

LONGEST: Mapping[str, int] = {"text": 4000, "title": 120}
"""Characters of a text and of a theme's title."""
MOST_QUOTES = 8
Typed = MultiDict[str, str]


def read(typed: Typed, facts: Facts, edits: Edits, language: str) -> Edits:
    """The edits with what was typed for one language; other languages stay."""
    keys = [edit_key(board.key, theme.key) for board in facts.boards for theme in board.themes]
    proposed = {
        edit_key(board.key, theme.key): theme.proposed
        for board in facts.boards
        for theme in board.themes
    }
    themes = []
    for key in keys:
        before = edits.of(key)
        chosen = before.quotes
        if f"quotes-{key}" in typed:  # the page for other languages shows none to choose
            ticked = tuple(dict.fromkeys(typed.getlist(f"quote-{key}")))[:MOST_QUOTES]
            chosen = None if set(ticked) == set(proposed[key]) else ticked
        themes.append(
            ThemeEdit(
                key,
                _with(before.title, language, typed.get(f"title-{key}", "")),
                _with(before.text, language, typed.get(f"text-{key}", "")),
                chosen,
            )
        )
    gone = [edit for edit in edits.themes if edit.theme not in keys]
    return Edits(_with(edits.text, language, typed.get("text", "")), (*themes, *gone))


def problems(typed: Typed) -> list[tuple[str, str]]:
    """``(field id, sentence)`` for every text that is too long."""
    found = []
    for name, words in typed.items():
        longest = LONGEST["title"] if name.startswith("title-") else LONGEST["text"]
        over = len(words) - longest
        if over > 0:
            found.append((name, _("Dieser Text ist %(n)d Zeichen zu lang.") % {"n": over}))
    return found


def _with(text: Text, language: str, words: str) -> Text:
    clean = str(without_nul(words)).strip().replace("\r\n", "\n")
    rest = {tag: said for tag, said in text.strings.items() if tag != language}
    return Text(rest | {language: clean} if clean else rest)
