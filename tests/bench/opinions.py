"""How often opinion groups are found where there are none, and where there are: decision 0016.

Run: ``python -m tests.bench.opinions``; some minutes. Bars are held by ``tests/surveys``, here
stand the figures behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from surveys.opinions import groups as opinions
from tests.support.opinions import Table, camps, crowd, noise

TABLES = 400
Make = Callable[[int], Table]


def measured(make: Make) -> str:
    """What is found in so many invented events, in percent."""
    found: Counter[str] = Counter()
    for seed in range(1000, 1000 + TABLES):
        result = opinions.find(make(seed))
        groups = isinstance(result, opinions.Found) and len(result.groups)
        found[f"{groups} groups" if groups else str(result)] += 1
    return ", ".join(f"{what} {100 * n / TABLES:.1f} %" for what, n in found.most_common())


def main() -> None:
    """Prints a line for each kind of event."""
    kinds: dict[str, Make] = {}
    for people, statements, kept in ((80, 7, 1.0), (80, 12, 1.0), (200, 12, 1.0), (200, 40, 0.5)):
        name = f"noise, {people} people, {statements} statements, {kept:.0%} voted"
        kinds[name] = partial(noise, people=people, statements=statements, kept=kept)
    for people, statements, leanings in ((100, 12, 1), (200, 30, 1), (150, 20, 2)):
        name = f"one crowd, {people} people, {statements} statements, {leanings} leanings"
        kinds[name] = partial(crowd, people=people, statements=statements, leanings=leanings)
    for sizes, statements, contested in (
        ((50, 40), 12, 8),
        ((120, 80), 20, 10),
        ((120, 20), 25, 15),
        ((80, 60, 40), 20, 14),
    ):
        name = f"camps of {sizes}, against each other in {contested} of {statements} statements"
        kinds[name] = partial(camps, sizes=sizes, statements=statements, contested=contested)
    for name, make in kinds.items():
        print(f"{name}: {measured(make)}", flush=True)  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
