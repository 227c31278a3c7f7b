"""``make attack``: waves of 60, 200 and 600 people, attacked by who reads what everybody reads.

``python -m tests.attack.reader 60 40`` attacks forty waves of 60. Ends with 1 when anybody's
answer, tick or gap is determined.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from participation.base.settings import Settings

WAVES = ((60, 40), (200, 10), (600, 3))


def main(arguments: list[str]) -> int:
    """Attacks, prints a line a wave, and whether anybody is determined."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "surveys"))
    from tests.attack.reader import attack, waves  # noqa: PLC0415 - from the folder named above
    from tests.support.server import workshop  # noqa: PLC0415 - as above

    wanted = [(int(arguments[0]), int(arguments[1]))] if len(arguments) > 1 else WAVES
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder), public_url="http://localhost")
        with workshop(settings) as app:
            waves.prepare()
            for count, number in wanted:
                for seed in range(number):
                    found = attack.attacked(app, seed, count)
                    lost += found.determined
                    sys.stdout.write(f"{count} {seed} {found.line()}\n")
                    sys.stdout.flush()
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
