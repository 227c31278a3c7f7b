"""Release of 100,000 made-up answers with 30 indicators: seconds and memory of a fresh process.

CPU seconds of rows → frame → release → bytes, imports included. Alone:
``python -m tests.bench.release_100k``.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Result, scaled

ANSWERS = 100_000
BAR_SECONDS = 15.0
BAR_MB = 500.0
SCALES = 22
MULTIPLES = 8
OPTIONS = 10
PLACES = 30


def stored() -> Iterator[tuple[bytes, str]]:
    """Rows as a database hands them out: a key and JSON text, with 5 % gaps."""
    rng = random.Random(1)
    steps = ["not_at_all", "little", "okay", "good", "very_good", "dont_know"]
    options = [f"o{at}" for at in range(OPTIONS)]
    context = {
        "s_municipality": [f"p{at}" for at in range(PLACES)],
        "s_birth_self": ["germany", "abroad"],
        "s_birth_parents": ["both_germany", "one_abroad", "both_abroad"],
        "s_origin_group": ["eu", "ukraine", "resettler", "flight", "third_country", "germany"],
        "s_age": ["a18_24", "a25_34", "a35_49", "a50_64", "a65plus"],
        "s_gender": ["woman", "man", "diverse"],
    }
    for _ in range(ANSWERS):
        answers: dict[str, object] = {}
        for at in range(SCALES):
            if (draw := rng.random()) > 0.05:
                answers[f"scale{at}"] = steps[int(draw * 6)]
        for at in range(MULTIPLES):
            if rng.random() > 0.05:
                first = rng.randrange(OPTIONS - 3)
                answers[f"multiple{at}"] = options[first : first + 1 + rng.randrange(3)]
        for name, choices in context.items():
            if (draw := rng.random()) > 0.05:
                answers[name] = choices[int(draw * len(choices))]
        yield rng.randbytes(16), json.dumps(answers)


def prepare(path: str) -> None:
    """Writes the rows once, so that making them up is not measured."""
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 (read line by line below)
        file.writelines(f"{key.hex()}\t{text}\n" for key, text in stored())


def child(path: str) -> None:
    """What a job does: rows → frame → release → bytes; prints seconds and megabytes."""
    from datetime import date  # noqa: PLC0415 (a fresh process imports here, as a job does)

    before = time.process_time()
    from surveys.figures.disclosure import release  # noqa: PLC0415
    from surveys.figures.frame import StoredAnswer, build  # noqa: PLC0415
    from surveys.figures.released import PlaceKind, PlaceNode, SampleKind, WaveMeta  # noqa: PLC0415

    instrument = _instrument()
    county = PlaceNode("county", PlaceKind.COUNTY, "County")
    offices = [PlaceNode(f"a{n}", PlaceKind.DISTRICT_OFFICE, "Amt", "county") for n in range(6)]
    towns = [PlaceNode(f"p{n}", PlaceKind.TOWN, "Town", f"a{n % 6}") for n in range(PLACES)]
    title = instrument.title
    day = date(2026, 5, 1)
    wave = WaveMeta(
        "w", "bench", "1", title, day, day, title, SampleKind.SELF_SELECTED, 10, ("de",)
    )
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        parts = (line.split("\t", 1) for line in file)
        frame = build(instrument, (StoredAnswer(bytes.fromhex(key), text) for key, text in parts))
    read = time.process_time() - before
    made = release(frame, wave, [county, *offices, *towns], b"x" * 32).to_bytes()
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "read": read, "mb": peak, "bytes": len(made)}))


def _instrument():
    from surveys.instrument.instrument import (  # noqa: PLC0415
        Choice,
        Instrument,
        InstrumentKind,
        Missing,
        Page,
        Question,
        QuestionType,
        Text,
    )

    def choices(*names: str) -> tuple[Choice, ...]:
        missing = {"dont_know": Missing.DONT_KNOW}
        return tuple(Choice(n, Text({"de": n}), missing=missing.get(n)) for n in names)

    one, several = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE
    steps = choices("not_at_all", "little", "okay", "good", "very_good", "dont_know")
    options = choices(*(f"o{at}" for at in range(OPTIONS)))
    asked = [
        *(Question(f"scale{at}", one, choices=steps) for at in range(SCALES)),
        *(Question(f"multiple{at}", several, choices=options) for at in range(MULTIPLES)),
    ]
    context = {
        "s_municipality": [f"p{at}" for at in range(PLACES)],
        "s_birth_self": ["germany", "abroad"],
        "s_birth_parents": ["both_germany", "one_abroad", "both_abroad"],
        "s_origin_group": ["eu", "ukraine", "resettler", "flight", "third_country", "germany"],
        "s_age": ["a18_24", "a25_34", "a35_49", "a50_64", "a65plus"],
        "s_gender": ["woman", "man", "diverse"],
    }
    asked += [Question(name, one, choices=choices(*names)) for name, names in context.items()]
    pages = tuple(Page(question.name, (question,)) for question in asked)
    text = Text({"de": "bench"})
    return Instrument("bench", "1", InstrumentKind.ANONYMOUS, text, text, ("de",), "de", pages)


def main() -> None:
    """Measures and prints."""
    megabytes: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "answers")
        prepare(path)

        def run() -> float:
            command = [sys.executable, "-m", "tests.bench.release_100k", path]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found = json.loads(printed)
            megabytes.append(found["mb"])
            return float(found["seconds"])

        raw, fair = scaled(run)
    peak = statistics.median(megabytes)
    for result in (
        Result("release.small_100k_s", fair, "s", BAR_SECONDS, raw),
        Result("release.small_100k_mb", peak, "MB", BAR_MB),
    ):
        sys.stdout.write(result.line() + "\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(sys.argv[1])
    else:
        main()
