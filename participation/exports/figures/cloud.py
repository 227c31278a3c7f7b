"""A word cloud as PNG: for documents only, always beside a table of the same counts.

Arabic letters join and run from right to left. Where Pillow was built with raqm and finds fribidi
it does both itself and wants the plain text; elsewhere the text is shaped and turned around before
it is drawn. Which of both is found out when the picture is made. Runs in a job.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from participation.base.words.languages import direction

FONTS = Path(__file__).parents[1] / "fonts"
SIZE = (1600, 800)
MOST = 60
"""Words in the picture."""
COLOURS = ("#2044AA", "#007155", "#925400", "#9533BE", "#006B8C", "#131525")
"""Dark ones of the boards: at least 6:1 on white."""


def cloud(words: Mapping[str, int], language: str) -> bytes:
    """The picture of word → number of notes; the same words give the same picture.

    Args:
        words: at least one.
        language: of the words; decides font and direction.
    """
    from wordcloud import WordCloud  # noqa: PLC0415 - brings matplotlib; only jobs draw

    chosen = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    drawn = {shaped(word, language): number for word, number in chosen}
    order = {word: at for at, word in enumerate(drawn)}
    made = WordCloud(
        font_path=str(FONTS / _font(language)),
        width=SIZE[0],
        height=SIZE[1],
        background_color="white",
        prefer_horizontal=1.0,
        random_state=1,
        max_words=MOST,
        max_font_size=180,
        color_func=lambda word, **_more: COLOURS[order[word] % len(COLOURS)],
    ).generate_from_frequencies(drawn)
    out = io.BytesIO()
    made.to_image().save(out, "PNG", optimize=True)
    return out.getvalue()


def shaped(word: str, language: str) -> str:
    """``word`` as it must be handed to this machine's Pillow."""
    if direction(language) == "ltr" or pillow_shapes():
        return word
    from arabic_reshaper import reshape  # noqa: PLC0415 - only jobs draw
    from bidi.algorithm import get_display  # noqa: PLC0415

    return str(get_display(reshape(word)))


def pillow_shapes() -> bool:
    """Whether Pillow joins Arabic letters and sets their direction by itself."""
    from PIL import features  # noqa: PLC0415 - only jobs draw

    return bool(features.check("raqm") and features.check("fribidi"))


def _font(language: str) -> str:
    return "NotoSansArabic-Bold.ttf" if direction(language) == "rtl" else "NotoSans-Bold.ttf"
