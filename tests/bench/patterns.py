"""What a pattern of 80 alternatives costs in a request: some 2,000 characters that fit to the last.

Alone: ``python -m tests.bench.patterns``.
"""

from __future__ import annotations

import sys
import time

from surveys.expressions.patterns import compile_pattern
from tests.bench.measure import Result, scaled

BAR_MS = 20.0
TIMES = 9
WORDS = [f"{chr(97 + number % 26)}{number}" for number in range(80)]


def block() -> float:
    """The first text of a process: nothing is known of the pattern yet."""
    compile_pattern.cache_clear()
    begin = time.process_time()
    assert compile_pattern(f"({'|'.join(WORDS)})*")("".join(WORDS * TIMES))
    return (time.process_time() - begin) * 1000


def main() -> None:
    """Measures and prints."""
    raw, fair = scaled(block)
    sys.stdout.write(Result("regex.alternatives_ms", fair, "ms", BAR_MS, raw).line() + "\n")


if __name__ == "__main__":
    main()
