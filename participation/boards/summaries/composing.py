"""Facts and edits → the summary that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from participation.boards.base.kinds import Source, VoteKind
from participation.boards.summaries.document import (
    REST,
    Board,
    BoardFacts,
    Column,
    ColumnCount,
    Edits,
    Facts,
    NoteFacts,
    Quotation,
    Sources,
    Statement,
    Summary,
    Theme,
    ThemeFacts,
    Votes,
)
from surveys.instrument.instrument import Text


def compose(facts: Facts, edits: Edits, version: int = 0) -> Summary:
    """The summary of a workshop; ``version`` 0 is a draft."""
    return Summary(
        version=version,
        event=facts.event,
        workshop=facts.workshop,
        day=facts.day,
        place=facts.place,
        room=facts.room,
        people=facts.people,
        text=edits.text,
        boards=tuple(_board(board, edits) for board in facts.boards),
        words=facts.words,
    )


def _board(facts: BoardFacts, edits: Edits) -> Board:
    return Board(
        key=facts.key,
        vote_kind=facts.vote_kind,
        dots=facts.dots,
        notes=len(facts.notes),
        sources=_sources(facts.notes),
        columns=tuple(
            Column(
                column.key,
                column.colour,
                column.title,
                column.prompt,
                notes=sum(note.column == column.key for note in facts.notes),
                rest=sum(n.column == column.key and n.theme == REST for n in facts.notes),
            )
            for column in facts.columns
        ),
        themes=tuple(_theme(theme, facts, edits) for theme in facts.themes),
        statements=_statements(facts, edits),
        decisions=tuple(d for d in facts.decisions if d.theme is None),
    )


def _sources(notes: Iterable[NoteFacts]) -> Sources:
    sources = Counter(note.source for note in notes)
    return Sources(
        sources[Source.PHONE], sources[Source.PAPER], sources[Source.SPOKEN], sources[Source.IMPORT]
    )


def edit_key(board: str, theme: str) -> str:
    """By which an edit names a theme; the rest of each board has its own."""
    return f"{REST}:{board}" if theme == REST else theme


def _theme(facts: ThemeFacts, board: BoardFacts, edits: Edits) -> Theme:
    edit = edits.of(edit_key(board.key, facts.key))
    notes = [note for note in board.notes if note.theme == facts.key]
    by_id = {note.id: note for note in notes}
    chosen = facts.proposed if edit.quotes is None else edit.quotes
    columns = Counter(note.column for note in notes)
    return Theme(
        key=facts.key,
        title=_title(facts, edit.title),
        field=facts.field,
        text=edit.text,
        notes=len(notes),
        columns=tuple(
            ColumnCount(column.key, columns[column.key])
            for column in board.columns
            if columns[column.key]
        ),
        not_by_phone=sum(note.source != Source.PHONE for note in notes),
        replies=sum(note.replies for note in notes),
        votes=facts.votes,
        note_dots=sum(note.votes.phones.dots for note in notes),
        quotes=tuple(_quotation(by_id[key]) for key in chosen if key in by_id),
        decisions=tuple(d for d in board.decisions if d.theme == facts.key),
    )


def _title(facts: ThemeFacts, own: Text) -> Text:
    title = {"de": facts.title} if facts.title else {}
    return Text(title | {tag: words for tag, words in own.strings.items() if words})


def _quotation(note: NoteFacts) -> Quotation:
    return Quotation(note.id, note.text, note.language, note.readings)


def _statements(board: BoardFacts, edits: Edits) -> tuple[Statement, ...]:
    """What people agreed or disagreed with, what weighs most first."""
    if board.vote_kind != VoteKind.STATEMENTS:
        return ()
    themes = [
        Statement(_title(theme, edits.of(theme.key).title), theme.votes)
        for theme in board.themes
        if _said(theme.votes)
    ]
    notes = [Statement(_words(note), note.votes) for note in board.notes if _said(note.votes)]
    found = themes + notes
    if any(each.votes.rank for each in found):
        found = sorted((s for s in found if s.votes.rank), key=lambda each: each.votes.rank)
    return tuple(found)


def _said(votes: Votes) -> bool:
    return votes.phones.opinions + votes.hands.opinions > 0


def _words(note: NoteFacts) -> Text:
    readings = {reading.language: reading.text for reading in note.readings}
    return Text(readings | {note.language or "de": note.text})
