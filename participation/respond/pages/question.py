"""One page of the questionnaire: shown, taken, and everything a person can do on it.

A browser alone is sent on to the next page; a page's script gets that page at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from participation.base.words.catalogues import gettext as _
from participation.respond.drafts.drafts import Draft
from participation.respond.drafts.secret import Secret
from participation.respond.pages import begin, finish, stops, visits
from participation.respond.pages.page_shell import ANCHOR, page_shell
from participation.respond.pages.visits import Visit
from participation.respond.questions import drawing, skeleton, words
from participation.respond.questions.fields import SEARCH, PageForm, field_name
from participation.respond.questions.progress import Progress, progress
from participation.respond.questions.skeleton import GapValues, Place
from surveys.expressions import truth
from surveys.instrument.answers import Value, defaults
from surveys.instrument.instrument import Page, Question, QuestionType, Text
from surveys.instrument.path import Path
from surveys.texts.flags import Flag, contact

ASIDE = frozenset({"back", "languages", "find"})
"""Ways off a page that keep what was typed, whether or not it is an answer yet."""


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Step:
    """One respondent on one page of the path."""

    visit: Visit
    secret: Secret
    draft: Draft
    path: Path
    index: int

    @property
    def page(self) -> Page:
        """The page, with the questions visible now."""
        return self.path.pages[self.index]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What stands above a page that is shown again."""

    problems: Mapping[str, str] = field(default_factory=dict)
    """Sentences by question."""
    asked: frozenset[str] = frozenset()
    """Questions whose remark was only a question: the next press keeps the answer."""
    old_page: bool = False


NOTHING = Remarks()


def show(visit: Visit, name: str) -> ResponseReturnValue:
    """The page, or where to go when the draft has no such page now."""
    step = _step(visit, name, to_change=False)
    if not isinstance(step, Step):
        return step
    return _draw(step, step.draft.typed, NOTHING)


def take(visit: Visit, name: str) -> ResponseReturnValue:
    """Takes what was posted; every way on leads to another address."""
    step = _step(visit, name, to_change=True)
    if not isinstance(step, Step):
        return step
    act = request.form.get("do", "next")
    form = PageForm(step.page.questions, request.form)
    if not step.secret.knows(request.form.get("token", "")):
        return _draw(step, _typed(step, form), Remarks(old_page=True)), HTTPStatus.CONFLICT
    if act == "skip":
        return _on(step, step.draft.without([q.name for q in step.page.questions]), act)
    if act == "next" and any(_typed(step, form)[k][0].strip() for k in _finds(step)):
        act = act if any(form.raw.values()) else "find"
    fine = form.check({**step.path.values}, step.visit.today)
    if act in ASIDE:
        return _aside(step, form, act)
    remarks = _remarks(step, form) if fine else _problems(step, form)
    if remarks.problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _draw(step, _typed(step, form), remarks), status
    return _on(step, step.draft.with_page(form.values, step.draft.at), act)


def _step(visit: Visit, name: str, *, to_change: bool) -> Step | ResponseReturnValue:
    if name not in visits.known_pages(visit.instrument):
        raise stops.UnknownPage(link=stops.to_the_start(visit.address()))
    draft = visit.draft(to_change=to_change)
    if visit.secret is None or draft is None:
        return _without_draft(visit)
    path = visit.path(draft)
    index = visits.page_of(path, name)
    if index is None:
        return redirect(_nearest(visit, path, name), 303)
    return Step(visit, visit.secret, draft, path, index)


def _without_draft(visit: Visit) -> ResponseReturnValue:
    if visit.secret is None and request.args.get("begun") == begin.BEGUN:
        raise stops.CookiesRefused(link=stops.start_again(visit.address()))
    if visit.was_sent():
        return redirect(visit.address("thanks"), 303)
    if visit.secret is None and request.method == "GET":
        return redirect(visit.address(), 303)
    raise stops.NothingHere(link=stops.start_again(visit.address()))


def _nearest(visit: Visit, path: Path, name: str) -> str:
    """The next page on the path behind one that is not on it."""
    numbers = {page.name: number for number, page in enumerate(visit.instrument.pages)}
    behind = (page for page in path.pages if numbers[page.name] > numbers[name])
    return _address(visit, next(behind, None))


def _address(visit: Visit, page: Page | None) -> str:
    return visit.address("last") if page is None else visit.address("ask", name=page.name)


def _on(step: Step, draft: Draft, act: str) -> ResponseReturnValue:
    path = step.visit.path(draft)
    following = None
    at = step.page.name
    if act != "stop":
        here = visits.page_of(path, step.page.name)
        if here is None:
            return redirect(_nearest(step.visit, path, step.page.name), 303)
        following = next(iter(path.pages[here + 1 :]), None)
        at = following.name if following else ""
    draft = replace(draft, at=at)
    step.visit.save(step.secret, draft)
    return _next(step, draft, path, following)


def _next(step: Step, draft: Draft, path: Path, following: Page | None) -> ResponseReturnValue:
    """The page that follows; ``None``: the last one, on which the answer is sent."""
    address = _address(step.visit, following)
    if not visits.by_script():
        return redirect(address, 303)
    if following is None:
        return finish.draw(step.visit, step.secret, draft), {visits.NEXT: address}
    there = Step(step.visit, step.secret, draft, path, path.pages.index(following))
    return _draw(there, {}, NOTHING), {visits.NEXT: address}


def _aside(step: Step, form: PageForm, act: str) -> ResponseReturnValue:
    typed = _typed(step, form)
    unread = {p.question.name for p in form.problems}
    draft = step.draft.with_page(form.values, step.page.name)
    kept = {k: v for k, v in typed.items() if k in unread or (k in _finds(step) and act == "find")}
    step.visit.save(step.secret, replace(draft, typed=kept))
    if act == "languages":
        return redirect(visits.chooser_address(step.visit, f"q/{step.page.name}"), 303)
    if act == "find":
        return redirect(_address(step.visit, step.page), 303)
    if step.index == 0:
        return redirect(step.visit.address(), 303)
    return redirect(_address(step.visit, step.path.pages[step.index - 1]), 303)


def _finds(step: Step) -> list[str]:
    return [SEARCH + q.name for q in step.page.questions if q.searchable]


def _typed(step: Step, form: PageForm) -> dict[str, list[str]]:
    """What was posted, as a page may show it again: without what no page may hold."""
    searches = {
        SEARCH + q.name: [request.form.get(f"find.{field_name(q.name)}", "")[:60]]
        for q in step.page.questions
        if q.searchable
    }
    return {
        name: [_UNPRINTABLE.sub("", part) for part in parts]
        for name, parts in (form.raw | searches).items()
    }


def _problems(step: Step, form: PageForm) -> Remarks:
    chain = step.visit.chain
    return Remarks({p.question.name: words.sentence(p, chain) for p in form.problems})


def _remarks(step: Step, form: PageForm) -> Remarks:
    """What is asked once and let go at the second press."""
    known = frozenset(request.form.getlist("again"))
    found: dict[str, str] = {}
    for question in form.questions:
        value = form.values.get(question.name)
        if value is None and _required(step, question):
            found[question.name] = words.reminder(question, step.visit.chain)
        elif question.type is QuestionType.TEXT and (recognised := _recognised(str(value or ""))):
            found[question.name] = words.recognisable(recognised)
    fresh = {name: sentence for name, sentence in found.items() if name not in known}
    return Remarks(fresh, frozenset(found))


def _required(step: Step, question: Question) -> bool:
    if question.required is None:
        return False
    return truth(question.required, step.path.values, today=step.visit.today)


def _recognised(text: str) -> Sequence[Flag]:
    return [flag for flag in contact(text) if flag is not Flag.LINK]


def _draw(step: Step, typed: Mapping[str, Sequence[str]], remarks: Remarks) -> str:
    visit, page = step.visit, step.page
    version = visit.wave.instrument_version_id
    kept = drawing.drawn(version, visit.language.tag, page.name)
    given = drawing.PageInput(_held(step), typed, step.secret.order, remarks.problems)
    filled = drawing.fill(page, kept, given)
    place = _place(progress(version, step.path, step.index))
    values = GapValues(step.secret.form_token, place, filled)
    if remarks == NOTHING and not any(item.search for item in filled):
        main = skeleton.filled(_plain_key(step, page), values, lambda empty: _render(step, empty))
    else:
        main = _render(step, values, remarks)
    head = _heading(visit, page).localized(visit.chain)
    title = _("Fehler: %(title)s") % {"title": head.plain} if remarks.problems else head
    return page_shell(visit, asking=True).page(title, main, place=place.words)


def _plain_key(step: Step, page: Page) -> tuple[object, ...]:
    """All that a page without remarks depends on, but for the person."""
    visit = step.visit
    names = tuple(question.name for question in page.questions)
    section = bool(page.section)
    return (visit.address(), visit.wave.instrument_version_id, page.name, names, section)


def _render(step: Step, values: GapValues, remarks: Remarks = NOTHING) -> str:
    visit, page = step.visit, step.page
    return render_template(
        "respond/question.html",
        visit=visit,
        page=page,
        head=drawing.rich(_heading(visit, page), visit.chain),
        alone=len(values.filled) == 1,
        filled=values.filled,
        section=_section(visit, page),
        place=values.place,
        sensitive=any(q.sensitive for q in page.questions),
        token=values.token,
        remarks=remarks,
        targets=[
            (item.first, drawing.rich(item.drawn.question.label, visit.chain, links=False))
            for item in values.filled
            if item.problem
        ],
        anchor=ANCHOR,
    )


def _held(step: Step) -> Mapping[str, Value]:
    """Answers, and on the page that is asked for the first time the questionnaire's defaults."""
    if step.draft.at != step.page.name:
        return step.draft.answers
    fresh = [q for q in step.page.questions if q.name not in step.draft.left_out]
    return {**defaults(fresh), **step.draft.answers}


def _place(at: Progress) -> Place:
    if at.last <= at.first:
        words = _("Frage %(n)d von %(total)d") % {"n": at.first, "total": at.total}
    else:
        words = _("Fragen %(n)d bis %(last)d von %(total)d") % {
            "n": at.first,
            "last": at.last,
            "total": at.total,
        }
    return Place(str(at.first), str(at.total), words)


def _heading(visit: Visit, page: Page) -> Text:
    if len(page.questions) == 1:
        return page.questions[0].label
    return page.heading or page.section or visit.instrument.title


def _section(visit: Visit, page: Page) -> tuple[Markup, Markup] | None:
    if not page.section:
        return None
    return (
        drawing.localized(page.section, visit.chain),
        drawing.rich(page.section_why, visit.chain),
    )
