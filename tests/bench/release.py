"""Releases of made-up waves of every size: seconds and memory of a fresh process.

40 questions (26 with five steps, 6 yes or no, 8 with 10 options), 30 places in 6 offices, three
definitions of groups. CPU seconds of rows → frame → release → bytes, imports included, and of a
second version after some answers went. Alone: ``python -m tests.bench.release``; one size:
``… release 5000``.
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

from surveys.instrument.instrument import (
    Choice,
    Instrument,
    InstrumentKind,
    Missing,
    Page,
    Question,
    QuestionType,
    Text,
)
from tests.bench.measure import Result, scaled

SIZES = {600: "600", 5_000: "5k", 20_000: "20k", 100_000: "100k"}
BAR_SECONDS = 15.0
BAR_MB = 600.0
BAR_SECOND = 1.5
"""So many times the first version a second one may take."""
SCALES, YES_NO, MULTIPLES, OPTIONS, PLACES, OFFICES = 26, 6, 8, 10, 30, 6
DEFINITIONS = ("migration_background_birth", "immigration_history_birth", "origin_group")
LEAVING = 20
"""Every so many-th answer is gone in the second version."""
CONTEXT = {
    "s_municipality": [f"p{at}" for at in range(PLACES)],
    "s_birth_self": ["germany", "abroad"],
    "s_birth_parents": ["both_germany", "one_abroad", "both_abroad"],
    "s_origin_group": ["eu", "ukraine", "resettler", "flight", "third_country", "germany"],
    "s_age": ["a18_24", "a25_34", "a35_49", "a50_64", "a65plus"],
    "s_gender": ["woman", "man", "diverse"],
}
STEPS = ["not_at_all", "little", "okay", "good", "very_good", "dont_know"]


def stored(number: int) -> Iterator[tuple[bytes, str]]:
    """Rows as a database hands them out: a key and JSON text, with 5 % gaps."""
    rng = random.Random(1)
    options = [f"o{at}" for at in range(OPTIONS)]
    single = {f"scale{at}": STEPS for at in range(SCALES)}
    single |= {f"yes{at}": ["yes", "no"] for at in range(YES_NO)} | CONTEXT
    for _ in range(number):
        answers: dict[str, object] = {}
        for name, choices in single.items():
            if (draw := rng.random()) > 0.05:
                answers[name] = choices[int(draw * len(choices))]
        for at in range(MULTIPLES):
            if rng.random() > 0.05:
                first = rng.randrange(OPTIONS - 3)
                answers[f"multiple{at}"] = options[first : first + 1 + rng.randrange(3)]
        yield rng.randbytes(16), json.dumps(answers)


def prepare(path: str, number: int) -> None:
    """Writes the rows once, so that making them up is not measured."""
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 (read line by line below)
        file.writelines(f"{key.hex()}\t{text}\n" for key, text in stored(number))


def child(path: str) -> None:
    """What a job does, twice; prints seconds and megabytes."""
    before = time.process_time()
    # A fresh process imports here, as a job does.
    from tests.bench.release_made import Wave  # noqa: PLC0415

    wave = Wave(instrument())
    first = wave.first(wave.answers(rows(path)))
    size = len(first.released.to_bytes())
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before = time.process_time()
    left = (row for at, row in enumerate(rows(path)) if at % LEAVING)
    second = wave.second(wave.answers(left), first)
    assert second is not None
    size += len(second.released.to_bytes())
    again = time.process_time() - before
    found = {"seconds": seconds, "mb": peak, "again": again, "bytes": size}
    sys.stdout.write(json.dumps(found | wave.rounded(first)))


def rows(path: str) -> Iterator[tuple[bytes, str]]:
    """What :func:`prepare` wrote."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 (as above)
        for line in file:
            key, text = line.split("\t", 1)
            yield bytes.fromhex(key), text


def instrument() -> Instrument:
    """The questionnaire."""
    one, several = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE
    options = _choices(*(f"o{at}" for at in range(OPTIONS)))
    asked = [
        *(Question(f"scale{at}", one, choices=_choices(*STEPS)) for at in range(SCALES)),
        *(Question(f"yes{at}", one, choices=_choices("yes", "no")) for at in range(YES_NO)),
        *(Question(f"multiple{at}", several, choices=options) for at in range(MULTIPLES)),
        *(Question(name, one, choices=_choices(*names)) for name, names in CONTEXT.items()),
    ]
    pages = tuple(Page(question.name, (question,)) for question in asked)
    text = Text({"de": "bench"})
    return Instrument("bench", "1", InstrumentKind.ANONYMOUS, text, text, ("de",), "de", pages)


def _choices(*names: str) -> tuple[Choice, ...]:
    missing = {"dont_know": Missing.DONT_KNOW}
    return tuple(Choice(n, Text({"de": n}), missing=missing.get(n)) for n in names)


def measure(number: int) -> Iterator[Result]:
    """Figures of one size."""
    found: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "answers")
        prepare(path, number)

        def run() -> float:
            command = [sys.executable, "-m", "tests.bench.release", "child", path]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found.append(json.loads(printed))
            return found[-1]["seconds"]

        raw, fair = scaled(run, 3)
    name = SIZES.get(number, str(number))
    yield Result(f"release.{name}_s", fair, "s", BAR_SECONDS, raw)
    times = statistics.median(one["again"] / one["seconds"] for one in found)
    yield Result(f"release.{name}_second_times", times, "times", BAR_SECOND)
    if number == max(SIZES):
        peak = statistics.median(one["mb"] for one in found)
        yield Result(f"release.{name}_mb", peak, "MB", BAR_MB)


def main() -> None:
    """Measures and prints."""
    for number in [int(size) for size in sys.argv[1:]] or SIZES:
        for result in measure(number):
            sys.stdout.write(result.line() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(sys.argv[2])
    else:
        main()
