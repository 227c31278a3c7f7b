"""How phones and walls show a board: names of phases, columns, notes, states and reactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.boards.base.kinds import Audience, NoteState, Phase, VoteKind
from participation.boards.base.localized import LocalizedText, pick
from participation.boards.notes import changes
from participation.boards.notes.writing import REACTIONS
from participation.boards.setup import columns

ALL_SEEN = 2**31 - 1
"""As the number since which nothing changed: only the board's own state is asked for."""
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a phone offers it."""

    key: str
    colour: int
    title: LocalizedText
    prompt: LocalizedText
    unchecked: bool


@dataclass(frozen=True, slots=True)
class Translation:
    """A note in another language."""

    lang: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ReactionButton:
    """A reaction that can be given."""

    kind: str
    word: str
    symbol: str
    number: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A note as a page shows it."""

    id: str
    text: str
    lang: str | None
    column: LocalizedText
    column_key: str
    colour: int
    version: int = 1
    translations: tuple[Translation, ...] = ()
    state: str = ""
    symbol: str = ""
    said: str = ""
    open: bool = False
    """Whether the visitor may change it or say something to it now."""
    answers: bool = False
    cluster: str = ""
    """Key of the cluster that an own note lies in."""
    lies: str = ""
    """Where an own note lies, or should in its author's eyes, in a sentence."""
    movable: bool = False
    """Whether its author may say now that it fits better elsewhere."""
    reactions: tuple[ReactionButton, ...] = ()
    replies: tuple[Paper, ...] = ()


def phase_name(phase: Phase) -> str:
    """The word for a phase."""
    return {
        Phase.COLLECT: _("Sammeln"),
        Phase.CLUSTER: _("Ordnen"),
        Phase.DISCUSS: _("Besprechen"),
        Phase.VOTE: _("Abstimmen"),
        Phase.RESULTS: _("Ergebnis"),
        Phase.CLOSED: _("Beendet"),
    }[phase]


def phase_sentence(phase: Phase, vote: VoteKind) -> str:
    """What people do now, for who comes late too."""
    voting = {
        VoteKind.DOTS: _("Geben Sie Punkte: Was ist Ihnen wichtig?"),
        VoteKind.RATING: _("Sagen Sie: Wie wichtig ist das?"),
        VoteKind.STATEMENTS: _("Sagen Sie zu jedem Satz, ob Sie zustimmen."),
    }
    return {
        Phase.COLLECT: _("Ein Gedanke pro Zettel."),
        Phase.CLUSTER: _("Die Zettel werden vorn geordnet. Schauen Sie an die Wand."),
        Phase.DISCUSS: _("Wir sprechen über die Zettel. Reden Sie mit."),
        Phase.VOTE: voting[vote],
        Phase.RESULTS: _("Das kam bei der Abstimmung heraus."),
        Phase.CLOSED: _("Dieser Workshop ist zu Ende. Danke, dass Sie dabei waren."),
    }[phase]


def state_words() -> dict[str, tuple[str, str]]:
    """Symbol and words by the state of an own note, those only a phone knows too."""
    return {
        "waiting": ("waiting", _("gespeichert, wird geprüft")),
        "busy": (
            "waiting",
            _("gespeichert. Die Moderation ist gerade beschäftigt. Ihr Zettel ist sicher."),
        ),
        "released": ("released", _("hängt an der Wand")),
        "hidden": ("hidden", _("von der Moderation ausgeblendet:")),
        "saved": ("saved", _("gespeichert")),
        "offline": ("offline", _("wartet auf Netz, bleibt auf diesem Gerät")),
        "failed": ("failed", _("nicht gespeichert")),
        "over": (
            "failed",
            _("nicht gespeichert: Das Sammeln ist zu Ende. Der Text bleibt auf diesem Gerät."),
        ),
    }


def lies(themes: Mapping[str, str], cluster: str, wished: str) -> str:
    """Where an own note lies, or where its author would rather have it; empty: in no cluster."""
    if wished in themes:
        return _("Sie meinen: passt besser zu „%(title)s“.") % {"title": _apart(themes[wished])}
    if cluster in themes:
        return _("Liegt jetzt bei „%(title)s“.") % {"title": _apart(themes[cluster])}
    return ""


def _apart(title: str) -> str:
    """A title that does not turn the sentence around it, whatever its script."""
    return f"\N{FIRST STRONG ISOLATE}{title}\N{POP DIRECTIONAL ISOLATE}"


def reaction_buttons(note: Document, mine: Iterable[str]) -> tuple[ReactionButton, ...]:
    """The reactions to a note."""
    words = {
        "heart": (_("Wichtig"), "like"),
        "think": (_("Interessant"), "ear"),
        "question": (_("Frage"), "question"),
    }
    counts = note.get("reactions", {})
    return tuple(
        ReactionButton(kind, *words[kind], counts.get(kind, 0), kind in set(mine))
        for kind in REACTIONS
    )


class Appearance:
    """The columns of a board in the language of the page, and how its notes look there."""

    def __init__(self, found: Sequence[Document]) -> None:
        self.columns = [_column(item) for item in found]
        self._by_key = {item.key: item for item in self.columns}

    def colour(self, key: str | None) -> int | None:
        """The colour of a column."""
        column = self._by_key.get(key or "")
        return column.colour if column else None

    def paper(self, note: Document, **more: Any) -> Paper:  # noqa: ANN401 - fields of Paper
        """A note of the changes or of one's own."""
        column = self._by_key.get(note["column"])
        return Paper(
            id=note["id"],
            text=note["text"],
            lang=note.get("lang"),
            column=column.title if column else LocalizedText("", languages.current().tag),
            column_key=note["column"],
            colour=column.colour if column else 1,
            version=note.get("v", 1),
            translations=tuple(_translations(note)),
            **more,
        )

    def own(self, note: Document, *, may_change: bool, **more: Any) -> Paper:  # noqa: ANN401 - fields of Paper
        """An own note with its state in words."""
        state = "busy" if note.get("busy") else str(note["state"])
        symbol, said = state_words()[state]
        if state == NoteState.HIDDEN:
            said = f"{said} {note.get('reason', '')}".strip()
            state = "hidden_by"
        return self.paper(note, state=state, symbol=symbol, said=said, open=may_change, **more)


def readable() -> list[Language]:
    """In which languages a reader may want a translation: that of the page, and German."""
    wanted = {tag.split("-")[0] for tag in languages.current().chain}
    return [item for item in LANGUAGES.values() if item.tag.split("-")[0] in wanted]


def of_board(board_id: UUID) -> Appearance:
    """How a board looks in the language of the page."""
    return Appearance(columns.shown(board_id))


def state_of(board_id: UUID, now: datetime) -> Document:
    """The board's own state and number, without its notes."""
    return changes.changes(board_id, ALL_SEEN, Audience.PARTICIPANT, now)


def _column(item: Document) -> Column:
    tag, text = pick(item["texts"], languages.current())
    text = text or {"title": item["key"], "prompt": ""}
    heading = LocalizedText(text["title"], tag)
    prompt = LocalizedText(text["prompt"], tag) if text["prompt"] else heading
    return Column(item["key"], item["colour"], heading, prompt, bool(text.get("unchecked")))


def _translations(note: Document) -> Iterable[Translation]:
    """Those the reader may want."""
    wanted = {item.tag: item.own_name for item in readable()}
    for item in note.get("translations", ()):
        tag = item["lang"]
        if tag in wanted and tag.split("-")[0] != note.get("lang"):
            yield Translation(tag, wanted[tag], item["text"])
