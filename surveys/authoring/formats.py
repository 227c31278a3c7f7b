"""A number and its format → what a person reads in the cell, as a German office program shows it.

Format codes as ECMA-376, part 1, 18.8.31 defines them. What nobody would write into a questionnaire
(fractions, powers, conditions) is shown as the plain number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  days of workbooks have no time zone
"""Day 0 of workbooks."""
_LOCALES_DAY = {"mm-dd-yy": "dd.mm.yyyy", "m/d/yy h:mm": "dd.mm.yyyy hh:mm"}
"""Formats 14 and 22 mean "as it is written here"."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_.|\*.'
    r"|(?P<code>y+|m+|d+|h+|s+|am/pm|a/p|\.0+)|(?P<sign>.)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[#0?,]*[#0?](?:\.[#0?]*)?")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(.)')
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_BRIEF_MONTHS = "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez"
_DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
_BRIEF_DAYS = "Mo Di Mi Do Fr Sa So"
_SECONDS_OF_HOUR = 3600


def shown(value: object, code: str) -> str | None:
    """The cell as a person reads it; None: its value is shown as it is."""
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, code)
    if isinstance(value, int | float) and abs(value) < 10**15:
        return _number(value, code)
    return None


def plain(value: object) -> str:
    """The value as conditions and names mean it: no ``.0``, ISO for days and times of day."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _number(value: float, code: str) -> str | None:
    sections = code.split(";")
    part = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", part)
    found = _NUMBER.search(bare)
    if found is None or re.search(r"general|e[+-]|/|@", bare, re.IGNORECASE):
        return None if isinstance(value, int) or value.is_integer() else _comma(f"{value:.15g}")
    if value < 0 and len(sections) > 1:
        value = abs(value)
    digits = _digits(value * 100 if "%" in bare else value, found[0])
    return _around(part, digits)


def _digits(value: float, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    sign, text = ("-", f"{-exact:f}") if exact < 0 else ("", f"{exact:f}")
    before, _, after = text.partition(".")
    before = before.zfill(whole.count("0")) if before != "0" or "0" in whole else ""
    needed = len(fraction.rstrip("#?"))
    while len(after) > needed and after.endswith("0"):
        after = after[:-1]
    if "," in whole.strip(","):
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", before)
    return sign + before + ("," + after if after else "")


def _around(part: str, digits: str) -> str:
    """The number among the words of its format."""
    out: list[str] = []
    at = 0
    done = False
    while at < len(part):
        run = _NUMBER.match(part, at)
        if run and not done:
            out.append(digits)
            at, done = run.end(), True
            continue
        found = _LITERAL.match(part, at)
        if found is None:
            break
        out.append(found[1] or found[2] or found[3] or _currency(found[0]))
        at = found.end()
    return "".join(out).strip()


def _currency(token: str) -> str:
    """``[$€-407]`` shows the sign, other brackets show nothing."""
    return token[2:-1].partition("-")[0] if token.startswith("[$") else ""


def _comma(text: str) -> str:
    return text.replace(".", ",")


def _moment(value: datetime | date | time | timedelta, code: str) -> str | None:
    moment = _as_datetime(value)
    code = _LOCALES_DAY.get(code.lower(), code).split(";")[0]
    tokens = list(_tokens(code))
    if not any(kind in ("code", "elapsed") for kind, _ in tokens):
        return None
    half = any(kind == "code" and word in ("am/pm", "a/p") for kind, word in tokens)
    return "".join(_said(tokens, at, moment, half=half) for at in range(len(tokens))).strip()


def _as_datetime(value: datetime | date | time | timedelta) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, timedelta):
        return EPOCH + value
    if isinstance(value, time):
        return datetime.combine(EPOCH.date(), value)
    return datetime.combine(value, time())


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    """Parts of a format: text, code, elapsed."""
    for found in _TOKEN.finditer(code):
        kind, word = found.lastgroup, found[found.lastgroup] if found.lastgroup else ""
        if kind == "bracket":
            if _ELAPSED.fullmatch(word):
                yield "elapsed", word.lower()
        elif kind == "code":
            yield "code", word.lower()
        elif kind is not None:
            yield "text", word


def _said(tokens: Sequence[tuple[str, str]], at: int, moment: datetime, *, half: bool) -> str:
    kind, word = tokens[at]
    if kind == "text":
        return word
    if kind == "elapsed":
        seconds = round((moment - EPOCH).total_seconds())
        size = {"h": _SECONDS_OF_HOUR, "m": 60, "s": 1}[word[0]]
        return str(seconds // size).zfill(len(word))
    if word[0] == "m" and _is_minute(tokens, at):
        return _padded(moment.minute, word)
    return _part(moment, word, half=half)


def _is_minute(tokens: Sequence[tuple[str, str]], at: int) -> bool:
    """``m`` behind hours or before seconds means minutes."""
    before = next((word for kind, word in reversed(tokens[:at]) if kind != "text"), "")
    after = next((word for kind, word in tokens[at + 1 :] if kind != "text"), "")
    return before[:1] == "h" or after[:1] == "s"


def _part(moment: datetime, word: str, *, half: bool) -> str:
    if word.startswith("."):
        return "," + f"{moment.microsecond:06}"[: len(word) - 1]
    if word[0] in "md" and len(word) > 2:  # noqa: PLR2004  mmm, ddd and longer are names
        return _name(moment, word)
    if word[0] == "y":
        return f"{moment.year:04}" if len(word) > 2 else f"{moment.year % 100:02}"  # noqa: PLR2004  yy
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    parts = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}
    if word[0] in parts:
        return _padded(parts[word[0]], word)
    return "AM" if moment.hour < 12 else "PM"  # noqa: PLR2004  noon


def _name(moment: datetime, word: str) -> str:
    brief = len(word) == 3  # noqa: PLR2004  mmm, ddd
    if word[0] == "d":
        return (_BRIEF_DAYS if brief else _DAYS).split()[moment.weekday()]
    name = (_BRIEF_MONTHS if brief else _MONTHS).split()[moment.month - 1]
    return name[:1] if len(word) == 5 else name  # noqa: PLR2004  mmmmm


def _padded(number: int, word: str) -> str:
    return str(number).zfill(min(len(word), 2))
