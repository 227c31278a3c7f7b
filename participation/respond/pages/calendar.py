"""The neutral page behind the quick exit: the calendar of this month."""

from __future__ import annotations

from calendar import Calendar
from datetime import UTC, datetime

from babel import dates
from flask import render_template
from flask.typing import ResponseReturnValue

from participation.base.web.templating import local_day
from participation.base.words.languages import Language


def show(language: Language) -> ResponseReturnValue:
    """This month; says nothing of where one came from."""
    today = local_day(datetime.now(UTC))
    first = language.locale.first_week_day
    long, short = (
        dates.get_day_names(width, "stand-alone", language.locale) for width in ("wide", "narrow")
    )
    title = dates.format_date(today, "LLLL y", locale=language.locale)
    return render_template(
        "respond/calendar.html",
        title=title,
        days=[(long[(first + day) % 7], short[(first + day) % 7]) for day in range(7)],
        weeks=Calendar(first).monthdayscalendar(today.year, today.month),
        today=today.day,
    )
