"""What other slices may ask of summaries: results of workshops, and their releases."""

from __future__ import annotations

from participation.boards.events.feedback import address as feedback
from participation.boards.opinions.opinions import released as released_opinions
from participation.boards.summaries.agreement import AgreementLevel, agreements
from participation.boards.summaries.board_content import (
    HANDS,
    BoardContent,
    ColumnContent,
    NoteContent,
    OutcomeContent,
    PromptContent,
    Tally,
    ThemeContent,
    Translated,
    boards_of,
    content,
    seen,
)
from participation.boards.summaries.board_known import Compared, compare
from participation.boards.summaries.board_restore import Archived, must_take_boards, restore_board
from participation.boards.summaries.document import (
    Board,
    Decision,
    Edits,
    Quotation,
    Summary,
    Theme,
    ThemeEdit,
)
from participation.boards.summaries.sources import BoardSource, SourceKind, source
from participation.boards.summaries.summaries import (
    Draft,
    Listed,
    after_event,
    ask,
    draft,
    edit,
    of_code,
    of_event,
    of_workshop_code,
    on_trace,
    public_events,
    release,
    released,
)
from participation.boards.summaries.wording import (
    AGREEMENT_WORDINGS,
    FEW_WORDS,
    field_of,
    language_name,
    reading_for,
    top,
)

__all__ = [
    "AGREEMENT_WORDINGS",
    "FEW_WORDS",
    "HANDS",
    "AgreementLevel",
    "Archived",
    "Board",
    "BoardContent",
    "BoardSource",
    "ColumnContent",
    "Compared",
    "Decision",
    "Draft",
    "Edits",
    "Listed",
    "NoteContent",
    "OutcomeContent",
    "PromptContent",
    "Quotation",
    "SourceKind",
    "Summary",
    "Tally",
    "Theme",
    "ThemeContent",
    "ThemeEdit",
    "Translated",
    "after_event",
    "agreements",
    "ask",
    "boards_of",
    "compare",
    "content",
    "draft",
    "edit",
    "feedback",
    "field_of",
    "language_name",
    "must_take_boards",
    "of_code",
    "of_event",
    "of_workshop_code",
    "on_trace",
    "public_events",
    "reading_for",
    "release",
    "released",
    "released_opinions",
    "restore_board",
    "seen",
    "source",
    "top",
]
