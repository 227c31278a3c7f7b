"""What it costs to look through a large board for notes that belong together.

Run: ``python -m tests.bench.suggesting``. A job does it when grouping begins, so these are seconds
that a facilitator waits. Notes are made of the demo's words, half of them with a translation.
"""

from __future__ import annotations

import random
import time

from participation.demo.fachtag import lines
from surveys.texts import Post, meaning
from surveys.texts.bundling import closeness, groups
from tests.bench.measure import Result, scaled

NOTES = 2000
BAR_S = 2.0
SHARE_TRANSLATED = 0.5


def board(size: int) -> list[Post]:
    """So many notes of five to twelve words."""
    draw, shown = random.Random(7), lines()
    made = []
    for number in range(size):
        one, other = draw.choices(shown, k=2)
        said = [*one.text.split(), *other.text.split()]
        draw.shuffle(said)
        translated = one.reading and draw.random() < SHARE_TRANSLATED
        readings = (one.reading,) if translated else ()
        text = " ".join(said[: draw.randint(5, 12)])
        made.append(Post(f"{number:04}", text, one.language, readings=readings))
    return made


def seconds(posts: list[Post], encoder: meaning.Encoder | None = None) -> float:
    """Seconds of CPU, of all threads."""
    begin = time.process_time()
    close = closeness(posts, encoder)
    assert groups(close)
    close.pairs(limit=3)
    return time.process_time() - begin


def main() -> None:
    """Measures and prints."""
    posts = board(NOTES)
    raw, fair = scaled(lambda: seconds(posts))
    print(Result("boards.suggest2000_s", fair, "s", BAR_S, raw).line())  # noqa: T201 - printing is what this program does
    encoder = meaning.load()
    raw, fair = scaled(lambda: seconds(posts, encoder), blocks=1)
    print(Result("boards.suggest2000_encoder_s", fair, "s", None, raw).line())  # noqa: T201 - as above


if __name__ == "__main__":
    main()
