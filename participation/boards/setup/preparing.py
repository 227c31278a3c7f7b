"""Boards made from templates, and their prompts: a draft until a person has read it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from participation.base import database
from participation.base.words import languages
from participation.boards.base.errors import BadChoice, Refusal, UnknownBoard
from participation.boards.base.kinds import Layout, NoteState, Phase
from participation.boards.base.sequence import step
from participation.boards.models import Board, BoardColumn, Event, Note, Prompt, Workshop
from participation.boards.setup import library
from surveys.texts import clean

COLOURS = 6
LONGEST_TITLE, LONGEST_PROMPT = 60, 160


@dataclass(frozen=True, slots=True)
class BoardInfo:
    """A board as staff prepare it."""

    id: uuid.UUID
    workshop_id: uuid.UUID
    template: str
    layout: Layout
    phase: Phase
    queue: bool
    notes: int
    active: bool
    """Whether people write on it now."""

    @property
    def name(self) -> str:
        """What it was made from, in the language of the page."""
        known = library.templates().get(self.template)
        return known.called(languages.current()) if known else self.template


@dataclass(frozen=True, slots=True)
class PromptInfo:
    """Title and question of one column in one language."""

    column: str
    title: str
    prompt: str
    released_by: str | None


def add_board(workshop_id: uuid.UUID, template: str) -> uuid.UUID:
    """A board from a template; the first one of a workshop is the one people write on.

    Raises:
        BadChoice: there is no such template.
    """
    chosen = library.templates().get(template)
    if chosen is None:
        raise BadChoice(Refusal.UNKNOWN_TEMPLATE)
    board_id = uuid.uuid4()
    _put_board(board_id, workshop_id, template, chosen.layout)
    for position, column in enumerate(chosen.columns):
        _put_column(board_id, position, column)
    database.connection().execute(
        sa.update(Workshop)
        .where(Workshop.id == workshop_id, Workshop.active_board.is_(None))
        .values(active_board=board_id)
    )
    return board_id


def _put_board(board_id: uuid.UUID, workshop_id: uuid.UUID, template: str, layout: Layout) -> None:
    last = sa.select(sa.func.count(Board.id)).where(Board.workshop_id == workshop_id)
    database.connection().execute(
        sa.insert(Board).values(
            id=board_id,
            workshop_id=workshop_id,
            position=last.scalar_subquery(),
            template=template,
            layout=layout,
        )
    )


def _put_column(board_id: uuid.UUID, position: int, column: library.TemplateColumn) -> None:
    column_id = uuid.uuid4()
    connection = database.connection()
    connection.execute(
        sa.insert(BoardColumn).values(
            id=column_id,
            board_id=board_id,
            position=position,
            key=column.key,
            colour=position % COLOURS + 1,
        )
    )
    prompts = [
        {
            "column_id": column_id,
            "language": tag,
            "title": words.title,
            "prompt": words.prompt,
            "released_by": library.SHIPPED if tag == "de" else None,
        }
        for tag, words in column.texts.items()
    ]
    connection.execute(sa.insert(Prompt), prompts)


def boards(workshop_id: uuid.UUID) -> tuple[BoardInfo, ...]:
    """The boards of a workshop, in order."""
    notes = (
        sa.select(sa.func.count(Note.id))
        .where(Note.board_id == Board.id, Note.state != NoteState.DELETED)
        .correlate(Board)
        .scalar_subquery()
    )
    query = (
        sa.select(
            Board.id,
            Board.workshop_id,
            Board.template,
            Board.layout,
            Board.phase,
            Board.queue,
            notes.label("notes"),
            (Workshop.active_board == Board.id).label("active"),
        )
        .join(Workshop, Workshop.id == Board.workshop_id)
        .where(Board.workshop_id == workshop_id)
        .order_by(Board.position, Board.id)
    )
    return tuple(
        BoardInfo(
            row.id,
            row.workshop_id,
            row.template,
            Layout(row.layout),
            Phase(row.phase),
            row.queue,
            row.notes,
            bool(row.active),
        )
        for row in database.connection().execute(query)
    )


def board(board_id: uuid.UUID) -> BoardInfo:
    """One board.

    Raises:
        UnknownBoard: there is none.
    """
    query = sa.select(Board.workshop_id).where(Board.id == board_id)
    workshop_id = database.connection().execute(query).scalar()
    if workshop_id is None:
        raise UnknownBoard
    return next(item for item in boards(workshop_id) if item.id == board_id)


def activate(board_id: uuid.UUID) -> None:
    """Makes this the board on which the workshop's people write."""
    found = board(board_id)
    database.connection().execute(
        sa.update(Workshop).where(Workshop.id == found.workshop_id).values(active_board=board_id)
    )
    for other in boards(found.workshop_id):
        step(other.id)


def arrange(board_id: uuid.UUID, layout: Layout) -> None:
    """How the board lies on a large screen."""
    step(board_id)
    database.connection().execute(
        sa.update(Board).where(Board.id == board_id).values(layout=layout)
    )


def delete_board(board_id: uuid.UUID) -> None:
    """Throws a board away with all that hangs on it; people write on the first one left."""
    found = board(board_id)
    connection = database.connection()
    connection.execute(sa.delete(Board).where(Board.id == board_id))
    left = boards(found.workshop_id)
    if found.active:
        connection.execute(
            sa.update(Workshop)
            .where(Workshop.id == found.workshop_id)
            .values(active_board=left[0].id if left else None)
        )


def prompts(board_id: uuid.UUID, tag: str) -> tuple[PromptInfo, ...]:
    """Titles and questions of a board in one language, a row per column; empty where none is."""
    said = sa.and_(Prompt.column_id == BoardColumn.id, Prompt.language == tag)
    query = (
        sa.select(BoardColumn.key, Prompt.title, Prompt.prompt, Prompt.released_by)
        .join(Prompt, said, isouter=True)
        .where(BoardColumn.board_id == board_id)
        .order_by(BoardColumn.position, BoardColumn.key)
    )
    return tuple(
        PromptInfo(row.key, row.title or "", row.prompt or "", row.released_by)
        for row in database.connection().execute(query)
    )


def released_languages(board_ids: list[uuid.UUID]) -> dict[uuid.UUID, frozenset[str]]:
    """By board, the languages in which every prompt is released."""
    query = (
        sa.select(
            BoardColumn.board_id,
            Prompt.language,
            sa.func.count(Prompt.released_by).label("released"),
            sa.func.count().label("said"),
        )
        .join(Prompt, Prompt.column_id == BoardColumn.id)
        .where(BoardColumn.board_id.in_(board_ids))
        .group_by(BoardColumn.board_id, Prompt.language)
    )
    columns = (
        sa.select(BoardColumn.board_id, sa.func.count())
        .where(BoardColumn.board_id.in_(board_ids))
        .group_by(BoardColumn.board_id)
    )
    connection = database.connection()
    whole = {row[0]: row[1] for row in connection.execute(columns)}
    found: dict[uuid.UUID, set[str]] = {board_id: set() for board_id in board_ids}
    for row in connection.execute(query):
        if row.released == whole[row.board_id]:
            found[row.board_id].add(row.language)
    return {board_id: frozenset(tags) for board_id, tags in found.items()}


def save_prompts(
    board_id: uuid.UUID, tag: str, said: dict[str, tuple[str, str]], released_by: str | None
) -> int:
    """Writes the prompts of a board in one language.

    A German prompt that changes takes the release of its translations away: they say what it
    said before.

    Args:
        board_id: the board.
        tag: the language.
        said: title and question by key of the column.
        released_by: who has read them and stands for them; None keeps them drafts.

    Returns:
        How many translations lost their release.

    Raises:
        BadChoice: a title is empty, or a text is too long.
    """
    words = {key: fitting(*pair) for key, pair in said.items()}
    locked = step(board_id)
    connection = database.connection()
    before = {item.column: (item.title, item.prompt) for item in prompts(board_id, tag)}
    columns = sa.select(BoardColumn.key, BoardColumn.id).where(BoardColumn.board_id == board_id)
    outdated = 0
    for key, column_id in connection.execute(columns).all():
        if key in words:
            _save_prompt(column_id, tag, words[key], released_by)
            if tag == "de" and before[key] != words[key]:
                outdated += _take_release(column_id)
    connection.execute(sa.update(Board).where(Board.id == board_id).values(layout_seq=locked.seq))
    return outdated


def fitting(title: str, prompt: str) -> tuple[str, str]:
    """Title and question of a column as they are stored.

    Raises:
        BadChoice: the title is empty, or a text is too long.
    """
    texts = clean.clean(title), clean.clean(prompt)
    if not clean.visible(texts[0]):
        raise BadChoice(Refusal.COLUMN_WITHOUT_TITLE)
    if len(texts[0]) > LONGEST_TITLE or len(texts[1]) > LONGEST_PROMPT:
        raise BadChoice(Refusal.PROMPT_TOO_LONG)
    return texts


def _save_prompt(
    column_id: uuid.UUID, tag: str, words: tuple[str, str], released_by: str | None
) -> None:
    connection = database.connection()
    same = sa.and_(Prompt.column_id == column_id, Prompt.language == tag)
    connection.execute(sa.delete(Prompt).where(same))
    connection.execute(
        sa.insert(Prompt).values(
            column_id=column_id,
            language=tag,
            title=words[0],
            prompt=words[1],
            released_by=released_by,
        )
    )


def send_columns_anew(event_id: uuid.UUID) -> None:
    """Sends the columns of every board of an event anew: what is shown of them has changed."""
    query = (
        sa.select(Board.id)
        .join(Workshop, Workshop.id == Board.workshop_id)
        .join(Event, Event.id == Workshop.event_id)
        .where(Event.id == event_id)
    )
    connection = database.connection()
    for board_id in list(connection.execute(query).scalars()):
        locked = step(board_id)
        connection.execute(
            sa.update(Board).where(Board.id == board_id).values(layout_seq=locked.seq)
        )


def _take_release(column_id: uuid.UUID) -> int:
    done = database.connection().execute(
        sa.update(Prompt)
        .where(
            Prompt.column_id == column_id,
            Prompt.language != "de",
            Prompt.released_by.is_not(None),
        )
        .values(released_by=None)
    )
    return done.rowcount
