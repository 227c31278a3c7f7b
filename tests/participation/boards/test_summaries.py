"""What a workshop came to: counted, corrected, released."""

from collections import defaultdict
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from participation.base import database
from participation.base.errors import Conflict
from participation.base.releases import load
from participation.boards.base.audit import Acting
from participation.boards.base.kinds import BoardRole, Phase
from participation.boards.closing import archiving
from participation.boards.leading import phases
from participation.boards.summaries import summaries
from participation.boards.summaries.agreement import (
    AgreementLevel,
    agreement_level,
    agreements,
    whole_percents,
)
from participation.boards.summaries.document import (
    REST,
    Board,
    Count,
    Edits,
    Sources,
    Statement,
    Summary,
    Theme,
    ThemeEdit,
    Votes,
)
from participation.boards.summaries.wording import top
from surveys.instrument.instrument import Text
from tests.support.boards import make_hall
from tests.support.summaries import BUS, KITA, NOTES, NOW, hold


def counted(**board):
    held = hold(**board)
    summaries.count(held.hall.workshop)
    return held, summaries.draft(held.hall.workshop)


def test_notes_are_counted_by_column_and_theme_and_the_rest_is_kept(app: Flask):
    with app.app_context():
        (board,) = counted()[1].summary().boards
        assert [(c.key, c.notes, c.rest) for c in board.columns] == [
            ("needs", 5, 0),
            ("ideas", 2, 1),
        ]
        assert [(t.title.strings.get("de"), t.notes) for t in board.themes] == [
            (BUS, 4),
            (KITA, 2),
            (None, 1),
        ]
        assert [(c.column, c.notes) for c in board.themes[0].columns] == [
            ("needs", 3),
            ("ideas", 1),
        ]
        assert board.themes[-1].rest
        assert sum(theme.notes for theme in board.themes) == board.notes == len(NOTES)


def test_dots_are_exact_with_their_voters_and_hands_stand_apart(app: Flask):
    with app.app_context():
        bus, kita, _rest = counted()[1].summary().boards[0].themes
        assert (bus.votes.phones.dots, bus.votes.voters, bus.votes.hands.dots) == (7, 4, 0)
        assert (kita.votes.phones.dots, kita.votes.voters, kita.votes.hands.dots) == (1, 1, 12)


def test_paper_is_told_apart_and_decisions_stand_at_their_theme(app: Flask):
    with app.app_context():
        (board,) = counted()[1].summary().boards
        assert (board.sources.phone, board.sources.paper, board.sources.others) == (6, 1, 1)
        assert [(d.who, d.until) for d in board.themes[0].decisions] == [("Verkehrsamt", "Herbst")]
        assert board.decisions == ()


def test_only_words_of_three_people_are_listed(app: Flask):
    with app.app_context():
        (german,) = counted()[1].summary().words
        assert (german.language, [(w.word, w.notes) for w in german.words]) == ("de", [("Bus", 3)])


def test_a_summary_never_says_who_wrote_and_holds_no_place(app: Flask):
    with app.app_context():
        _held, draft = counted()
        content = draft.summary().to_bytes().decode()
        assert "participant" not in content
        assert load(Summary, content.encode()) == draft.summary()


def test_quotes_are_proposed_verbatim_and_can_be_swapped(app: Flask):
    with app.app_context():
        held, draft = counted()
        proposed = draft.summary().boards[0].themes[0].quotes
        assert all(quote.text in held.notes for quote in proposed)
        arabic = held.notes[NOTES[3][1]]
        edits = Edits(
            Text({"de": "Gut war es."}), (ThemeEdit(str(held.themes[BUS]), quotes=(str(arabic),)),)
        )
        summaries.edit(held.hall.workshop, draft.revision, edits)
        (quote,) = summaries.draft(held.hall.workshop).summary().boards[0].themes[0].quotes
        assert (quote.text, quote.language) == (NOTES[3][1], "ar")
        assert [reading.text for reading in quote.readings] == ["Wir brauchen einen Bus am Abend"]


def test_what_staff_wrote_survives_a_new_count_and_two_editors_notice(app: Flask):
    with app.app_context():
        held, draft = counted()
        summaries.edit(held.hall.workshop, draft.revision, Edits(Text({"de": "Mein Text"})))
        summaries.count(held.hall.workshop)
        assert summaries.draft(held.hall.workshop).edits.text == Text({"de": "Mein Text"})
        with pytest.raises(Conflict):
            summaries.edit(held.hall.workshop, draft.revision, Edits())


def test_a_release_is_frozen_and_a_correction_is_a_new_version(app: Flask):
    with app.app_context():
        held, draft = counted()
        workshop = held.hall.workshop
        assert summaries.released(workshop) is None
        with database.transaction():
            assert summaries.release(workshop, "Frau Kern") == 1
        with pytest.raises(Conflict):
            summaries.release(workshop, "Frau Kern")
        database.rollback()
        with database.transaction():
            summaries.edit(workshop, draft.revision, Edits(Text({"de": "Berichtigt"})))
            assert summaries.release(workshop, "Herr Blum") == 2
        assert (summaries.released(workshop, 1).text, summaries.released(workshop).text) == (
            Text({}),
            Text({"de": "Berichtigt"}),
        )
        assert [(v.number, v.released_by) for v in summaries.draft(workshop).versions] == [
            (2, "Herr Blum"),
            (1, "Frau Kern"),
        ]


def test_nothing_uncounted_is_released(app: Flask):
    with app.app_context():
        hall = make_hall()
        with pytest.raises(Conflict):
            summaries.release(hall.workshop, "Frau Kern")


def test_archiving_has_counted_what_nobody_ended(app: Flask):
    with app.app_context():
        held = hold()
        with database.transaction():
            archiving.archive(held.hall.event, NOW.date())
        assert summaries.draft(held.hall.workshop).summary().notes == len(NOTES)
        assert [listed.counted for listed in summaries.of_event(held.hall.event)] == [True]


def test_the_end_of_a_workshop_has_its_summary_made(app: Flask):
    with app.app_context():
        held = hold()
        by = Acting(held.hall.board, BoardRole.FACILITATOR, NOW)
        with database.transaction():
            phases.set_phase(by, Phase.CLOSED, None)
        assert summaries.draft(held.hall.workshop).summary().notes == len(NOTES)


def test_agreement_is_sorted_into_what_all_want_and_what_divides(app: Flask):
    with app.app_context():
        (board,) = counted(vote_kind="statements")[1].summary().boards
        found = agreements(board.statements)
        assert [(a.statement.text.strings["de"], a.level) for a in found] == [
            (BUS, AgreementLevel.ALL_FOR),
            (KITA, AgreementLevel.TOO_FEW),
        ]
        assert found[0].percent == (100, 0, 0)


COUNTS = st.integers(0, 9)


def theme(key: str, notes: int, dots: int, hands: int) -> Theme:
    votes = Votes(Count(dots), voters=1, hands=Count(hands))
    return Theme(key, Text({}), None, Text({}), notes, (), 0, 0, votes, 0, (), ())


def board_of(*themes: Theme) -> Board:
    sources = Sources(0, 0, 0, 0)
    return Board("b", "dots", 3, 0, sources, (), themes, (), ())


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), max_size=6), COUNTS)
def test_themes_with_most_dots_stand_first_then_most_notes_and_the_rest_last(counts, rest):
    named = [theme(str(at), notes, dots, hands) for at, (notes, dots, hands) in enumerate(counts)]
    last = theme(REST, rest, 99, 0)
    weights = [(t.votes.phones.dots, t.notes) for t in top(board_of(last, *named))[:-1]]
    assert weights == sorted(weights, reverse=True)
    assert top(board_of(last, *named))[-1] is last


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), max_size=8))
def test_statements_are_ordered_by_those_who_said_yes_or_no_alone(counts):
    found = agreements(
        Statement(Text({}), Votes(Count(agree=a, disagree=d, passed=p))) for a, d, p in counts
    )
    by_level: dict[AgreementLevel, list[Fraction]] = defaultdict(list)
    for each in found:
        said = each.statement.votes.phones
        by_level[each.level].append(Fraction(said.agree, max(1, said.agree + said.disagree)))
    assert all(shares == sorted(shares, reverse=True) for shares in by_level.values())


@pytest.mark.parametrize(
    ("agree", "disagree", "expected"),
    [
        (4, 1, "all_for"),
        (1, 4, "all_against"),
        (3, 2, "most_for"),
        (2, 3, "most_against"),
        (5, 5, "divided"),
        (4, 0, "too_few"),
        (59, 41, "divided"),
    ],
)
def test_the_rule_of_agreement(agree, disagree, expected):
    assert agreement_level(agree, disagree) == expected


@given(st.tuples(*[st.integers(0, 500)] * 3))
def test_percents_add_up(counts):
    found = whole_percents(*counts)
    assert sum(found) == (100 if sum(counts) else 0)
    assert all(
        abs(part - 100 * n / max(1, sum(counts))) < 1 for part, n in zip(found, counts, strict=True)
    )
