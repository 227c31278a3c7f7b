"""Tables of the concept."""

from __future__ import annotations

from participation.concept.models.measures import (
    IntendedGap,
    Measure,
    MeasureNeed,
    MeasureOrganisation,
    MeasurePlace,
    MeasureTargetGroup,
    OrganisationBudget,
    OrganisationCapacity,
)
from participation.concept.models.needs import Need, NeedSource
from participation.concept.models.status import (
    MeasureAssignment,
    MeasureMetric,
    MetricValue,
    ProgressNote,
    StatusReport,
)
from participation.concept.models.tree import (
    Concept,
    ConceptStatement,
    Goal,
    GoalIndicator,
    GoalTargetGroup,
    ProposedWording,
)

__all__ = [
    "Concept",
    "ConceptStatement",
    "Goal",
    "GoalIndicator",
    "GoalTargetGroup",
    "IntendedGap",
    "Measure",
    "MeasureAssignment",
    "MeasureMetric",
    "MeasureNeed",
    "MeasureOrganisation",
    "MeasurePlace",
    "MeasureTargetGroup",
    "MetricValue",
    "Need",
    "NeedSource",
    "OrganisationBudget",
    "OrganisationCapacity",
    "ProgressNote",
    "ProposedWording",
    "StatusReport",
]
