"""The concept, for the slices above.

:func:`concept` reads all of it as frozen values with a constant number of statements; arithmetic
(shares, loads, budget, gaps) works on those values. A past day is told by :func:`states` and
:func:`tallies`. Every change takes the revision that its editor saw; a second editor is told.
"""

from __future__ import annotations

from participation.concept.gaps.due import asks_again, is_overdue, overdue
from participation.concept.light.info import HistoryInfo
from participation.concept.light.kinds import LIGHT_MEANINGS, LIGHT_NAMES, NO_LIGHT, TrafficLight
from participation.concept.light.reports import ReportText, add_note, histories_until, report
from participation.concept.light.shares import Tally, tally, tally_by
from participation.concept.light.states import reporting_days, states, tallies, turning_days
from participation.concept.metrics.metrics import (
    METRIC_NAMES,
    MetricInfo,
    MetricKind,
    MetricText,
    ValueInfo,
    add_metric,
    metrics,
    set_value,
)
from participation.concept.money.budget import BudgetAccount, budget, running_out
from participation.concept.money.effort import set_capacity
from participation.concept.needs.needs import NeedText, make, needs
from participation.concept.tree.framework import add_statement, begin, edit_framework
from participation.concept.tree.goals import add_goals
from participation.concept.tree.info import (
    ConceptInfo,
    GoalInfo,
    GoalText,
    MeasureInfo,
    MeasureText,
)
from participation.concept.tree.kinds import (
    DIRECTION_NAMES,
    FINANCING_NAMES,
    STAGE_NAMES,
    STATEMENT_NAMES,
    Financing,
    Origin,
    Stage,
    StatementKind,
)
from participation.concept.tree.measures import add_all as add_measures
from participation.concept.tree.measures import merge as merge_measure
from participation.concept.tree.outline import AreaPart, GoalPart, parts
from participation.concept.tree.past import concept_on
from participation.concept.tree.public import (
    PublicConcept,
    PublicGoal,
    PublicMeasure,
    public_concept,
    shown_title,
)
from participation.concept.tree.reading import concept

__all__ = [
    "DIRECTION_NAMES",
    "FINANCING_NAMES",
    "LIGHT_MEANINGS",
    "LIGHT_NAMES",
    "METRIC_NAMES",
    "NO_LIGHT",
    "STAGE_NAMES",
    "STATEMENT_NAMES",
    "AreaPart",
    "BudgetAccount",
    "ConceptInfo",
    "Financing",
    "GoalInfo",
    "GoalPart",
    "GoalText",
    "HistoryInfo",
    "MeasureInfo",
    "MeasureText",
    "MetricInfo",
    "MetricKind",
    "MetricText",
    "NeedText",
    "Origin",
    "PublicConcept",
    "PublicGoal",
    "PublicMeasure",
    "ReportText",
    "Stage",
    "StatementKind",
    "Tally",
    "TrafficLight",
    "ValueInfo",
    "add_goals",
    "add_measures",
    "add_metric",
    "add_note",
    "add_statement",
    "asks_again",
    "begin",
    "budget",
    "concept",
    "concept_on",
    "edit_framework",
    "histories_until",
    "is_overdue",
    "make",
    "merge_measure",
    "metrics",
    "needs",
    "overdue",
    "parts",
    "public_concept",
    "report",
    "reporting_days",
    "running_out",
    "set_capacity",
    "set_value",
    "shown_title",
    "states",
    "tallies",
    "tally",
    "tally_by",
    "turning_days",
]
