"""XLSForm workbook ↔ Instrument, through pyxform.

For jobs and commands: reading imports pyxform and lark, writing XlsxWriter. Importing this module
imports none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from surveys.authoring.problems import Problem
from surveys.authoring.sheets import FileRefused
from surveys.authoring.table import MAX_PROBLEMS
from surveys.instrument.instrument import Instrument

__all__ = ["ImportRefused", "Imported", "read", "write"]


@dataclass(frozen=True, slots=True)
class Imported:
    """A workbook that became an instrument."""

    instrument: Instrument
    notices: tuple[Problem, ...]
    """What was left out or assumed; nothing of it must be repaired."""


class ImportRefused(Exception):
    """The workbook cannot be used as it is; ``problems`` are all of them, by place."""

    def __init__(self, problems: tuple[Problem, ...], notices: tuple[Problem, ...] = ()) -> None:
        super().__init__("; ".join(f"{p.place} {p.message}" for p in problems[:3]))
        self.problems = problems
        self.notices = notices


def read(data: bytes, key: str = "form", unnamed_language: str = "de") -> Imported:
    """The instrument in an XLSX or XLS workbook or a CSV of pyxform's form.

    Args:
        data: the file.
        key: name for a form that has none (``form_id``), for instance the file's.
        unnamed_language: tag of texts whose column names no language, when the settings name no
            default either; a notice says so.

    Raises:
        ImportRefused: with all problems at once.
    """
    # pyxform costs a fifth of a second to import and never belongs into a serving process.
    from surveys.xlsform.build import build  # noqa: PLC0415
    from surveys.xlsform.reader import understand  # noqa: PLC0415
    from surveys.xlsform.through import convert  # noqa: PLC0415

    try:
        form = understand(data, unnamed_language)
    except FileRefused as refused:
        raise ImportRefused((refused.problem,)) from None
    findings = form.findings
    tree = None if findings.problems else convert(form)
    if tree is None:
        raise ImportRefused(_all(findings.problems), _all(findings.notices))
    return Imported(build(form, tree, key), _all(findings.notices))


def write(instrument: Instrument) -> bytes:
    """The instrument as an XLSX workbook; reading it again gives an equal one."""
    from surveys.xlsform.writer import workbook  # noqa: PLC0415  only jobs and commands load it

    return workbook(instrument)


def _all(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each once, in the workbook's order; beyond a limit only how many."""
    each = sorted(problems)
    if (more := len(each) - MAX_PROBLEMS) > 0:
        last = Problem(key="too_many_problems", params={"more": str(more)})
        return (*each[:MAX_PROBLEMS], last)
    return tuple(each)
