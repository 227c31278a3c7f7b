"""Which notes represent a theme: proposed by a rule that is explained, swapped by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.texts.posts import Post
from surveys.texts.similar import ALIKE, central, scale

QUOTES = 3
"""Quotes proposed for one theme."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A proposed quote and why it was taken: ``dots`` (most voted) or ``central``."""

    id: str
    why: str


def quotes(
    posts: Sequence[Post], dots: Mapping[str, int] | None = None, limit: int = QUOTES
) -> tuple[Quote, ...]:
    """First the note with most dots, then those most like all the others of the theme.

    A note that nearly repeats one already taken is passed over while others are left.
    """
    measured = scale(posts)
    ranked = central(measured, posts)
    given = dots or {}
    voted = [post for post in ranked if given.get(post.id, 0) > 0]
    voted.sort(key=lambda post: -given[post.id])
    order = [(post, "dots") for post in voted[:1]] + [(post, "central") for post in ranked]
    taken: list[Quote] = []
    repeats: list[Quote] = []
    for post, why in order:
        if any(post.id == quote.id for quote in (*taken, *repeats)):
            continue
        twin = any(measured.score(post.id, quote.id) >= 2 * ALIKE for quote in taken)
        (repeats if twin else taken).append(Quote(post.id, why))
    return tuple((taken + repeats)[:limit])
