"""The concept, for the slices above.

:func:`concept` reads all of it as frozen values with a constant number of statements; arithmetic
(shares, loads, budget, gaps) works on those values. A past day is told by :func:`states` and
:func:`tallies`. Every change takes the revision that its editor saw; a second editor is told.
"""

from __future__ import annotations

from participation.concept.gaps.due import asks_again, is_overdue, overdue
from participation.concept.gaps.gaps import GAP_NAMES, Gap, GapKind, gaps, intend
from participation.concept.light.info import HistoryInfo, NoteInfo, ReportInfo, StateInfo
from participation.concept.light.kinds import (
    LIGHT_MEANINGS,
    LIGHT_NAMES,
    NO_LIGHT,
    TrafficLight,
)
from participation.concept.light.reports import (
    ReportText,
    add_note,
    history,
    report,
    report_past,
    told_until,
)
from participation.concept.light.shares import Tally, shares, tally, tally_by
from participation.concept.light.states import days_to_tell, states, tallies, turning_days
from participation.concept.metrics.metrics import (
    METRIC_NAMES,
    MetricInfo,
    MetricKind,
    MetricText,
    ValueInfo,
    add_metric,
    delete_metric,
    drop_value,
    edit_metric,
    metric,
    metrics,
    set_value,
)
from participation.concept.money.budget import (
    BudgetAccount,
    BudgetLine,
    budget,
    running_out,
)
from participation.concept.money.effort import Load, loads, set_capacity
from participation.concept.needs.needs import (
    NeedInfo,
    NeedText,
    SourceInfo,
    add_source,
    delete,
    edit,
    make,
    need,
    needs,
    needs_of,
)
from participation.concept.tree.frame import (
    add_statement,
    begin,
    delete_statement,
    edit_frame,
    edit_statement,
)
from participation.concept.tree.goals import add_goal, add_goals, delete_goal, edit_goal
from participation.concept.tree.info import (
    Aim,
    ConceptInfo,
    GoalInfo,
    GoalText,
    MeasureInfo,
    MeasureText,
    StatementInfo,
)
from participation.concept.tree.kinds import (
    DIRECTION_NAMES,
    FINANCING_NAMES,
    ORIGIN_NAMES,
    STAGE_NAMES,
    STATEMENT_NAMES,
    Direction,
    Financing,
    Origin,
    Part,
    Stage,
    StatementKind,
)
from participation.concept.tree.measures import add as add_measure
from participation.concept.tree.measures import add_all as add_measures
from participation.concept.tree.measures import delete as delete_measure
from participation.concept.tree.measures import edit as edit_measure
from participation.concept.tree.measures import merge as merge_measure
from participation.concept.tree.measures import number_taken, set_stage
from participation.concept.tree.measures import strike as strike_measure
from participation.concept.tree.outline import AreaPart, GoalPart, parts
from participation.concept.tree.past import concept_on
from participation.concept.tree.public import (
    PublicConcept,
    PublicGoal,
    PublicMeasure,
    public_concept,
    shown_title,
)
from participation.concept.tree.reading import (
    concept,
    goal,
    goals,
    measure,
    measures,
)

__all__ = [
    "DIRECTION_NAMES",
    "FINANCING_NAMES",
    "GAP_NAMES",
    "LIGHT_MEANINGS",
    "LIGHT_NAMES",
    "METRIC_NAMES",
    "NO_LIGHT",
    "ORIGIN_NAMES",
    "STAGE_NAMES",
    "STATEMENT_NAMES",
    "Aim",
    "AreaPart",
    "BudgetAccount",
    "BudgetLine",
    "ConceptInfo",
    "Direction",
    "Financing",
    "Gap",
    "GapKind",
    "GoalInfo",
    "GoalPart",
    "GoalText",
    "HistoryInfo",
    "Load",
    "MeasureInfo",
    "MeasureText",
    "MetricInfo",
    "MetricKind",
    "MetricText",
    "NeedInfo",
    "NeedText",
    "NoteInfo",
    "Origin",
    "Part",
    "PublicConcept",
    "PublicGoal",
    "PublicMeasure",
    "ReportInfo",
    "ReportText",
    "SourceInfo",
    "Stage",
    "StateInfo",
    "StatementInfo",
    "StatementKind",
    "Tally",
    "TrafficLight",
    "ValueInfo",
    "add_goal",
    "add_goals",
    "add_measure",
    "add_measures",
    "add_metric",
    "add_note",
    "add_source",
    "add_statement",
    "asks_again",
    "begin",
    "budget",
    "concept",
    "concept_on",
    "days_to_tell",
    "delete",
    "delete_goal",
    "delete_measure",
    "delete_metric",
    "delete_statement",
    "drop_value",
    "edit",
    "edit_frame",
    "edit_goal",
    "edit_measure",
    "edit_metric",
    "edit_statement",
    "gaps",
    "goal",
    "goals",
    "history",
    "intend",
    "is_overdue",
    "loads",
    "make",
    "measure",
    "measures",
    "merge_measure",
    "metric",
    "metrics",
    "need",
    "needs",
    "needs_of",
    "number_taken",
    "overdue",
    "parts",
    "public_concept",
    "report",
    "report_past",
    "running_out",
    "set_capacity",
    "set_stage",
    "set_value",
    "shares",
    "shown_title",
    "states",
    "strike_measure",
    "tallies",
    "tally",
    "tally_by",
    "told_until",
    "turning_days",
]
