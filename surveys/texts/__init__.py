"""Open answers and notes: which words, which notes alike, which field of action.

Everything here can be explained to the people in the room: a word is listed because so many notes
hold it, two notes are alike because they share pieces of words, a field is suggested because a
word stands in a table. The same notes give the same result on every machine.
"""

from __future__ import annotations

from surveys.texts.counting import PEOPLE, WordCount, WordList, word_lists
from surveys.texts.fields import (
    FIELDS,
    Field,
    FieldKind,
    FieldSuggestion,
    suggest_field,
    suggest_fields,
)
from surveys.texts.posts import Post
from surveys.texts.quotes import Quote, quotes
from surveys.texts.similar import (
    ALIKE,
    Alike,
    nearest,
)

__all__ = [
    "ALIKE",
    "FIELDS",
    "PEOPLE",
    "Alike",
    "Field",
    "FieldKind",
    "FieldSuggestion",
    "Post",
    "Quote",
    "WordCount",
    "WordList",
    "nearest",
    "quotes",
    "suggest_field",
    "suggest_fields",
    "word_lists",
]
