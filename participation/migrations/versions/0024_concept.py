"""the concept: frame, goals, measures, lights, metrics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    _concept()
    _concept_statement()
    _target_group()
    _goal()
    _goal_indicator()
    _goal_target_group()
    _measure()
    _measure_organisation()
    _measure_place()
    _measure_target_group()
    _measure_need()
    _organisation_capacity()
    _intended_gap()
    _status_report()
    _progress_note()
    _measure_standing()
    _measure_metric()
    _metric_value()


def _concept() -> None:
    op.create_table(
        "concept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_concept"),
    )


def _concept_statement() -> None:
    op.create_table(
        "concept_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_concept_statement"),
    )


def _target_group() -> None:
    op.create_table(
        "target_group",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_target_group"),
    )


def _goal() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(40), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_goal"),
        sa.ForeignKeyConstraint(["parent_id"], ["goal.id"], name="fk_goal_parent_id_goal"),
    )
    op.create_index("ix_goal_parent_id", "goal", ["parent_id"])


def _goal_indicator() -> None:
    op.create_table(
        "goal_indicator",
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.String(120), nullable=False),
        sa.Column("direction", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("goal_id", "indicator", name="pk_goal_indicator"),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name="fk_goal_indicator_goal_id_goal", ondelete="CASCADE"
        ),
    )


def _goal_target_group() -> None:
    op.create_table(
        "goal_target_group",
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("target_group", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("goal_id", "target_group", name="pk_goal_target_group"),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name="fk_goal_target_group_goal_id_goal", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_group"],
            ["target_group.key"],
            name="fk_goal_target_group_target_group_target_group",
        ),
    )


def _measure() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(20), nullable=True),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("area", sa.String(40), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("ongoing", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("euro", sa.Integer(), nullable=True),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("financing", sa.JSON(), nullable=False),
        sa.Column("funding_ends_on", sa.Date(), nullable=True),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("quick_win", sa.Boolean(), nullable=False),
        sa.Column("focus", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(12), nullable=False),
        sa.Column("public_sentence", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("touched_on", sa.Date(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measure"),
        sa.UniqueConstraint("number", name="uq_measure_number"),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name="fk_measure_goal_id_goal"),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["measure.id"], name="fk_measure_merged_into_measure"
        ),
    )
    op.create_index("ix_measure_goal_id", "measure", ["goal_id"])
    op.create_index("ix_measure_merged_into", "measure", ["merged_into"])


def _measure_organisation() -> None:
    op.create_table(
        "measure_organisation",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("measure_id", "organisation_id", name="pk_measure_organisation"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_measure_organisation_measure_id_measure",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_measure_organisation_organisation_id_organisation",
        ),
    )
    op.create_index(
        "ix_measure_organisation_organisation_id", "measure_organisation", ["organisation_id"]
    )


def _measure_place() -> None:
    op.create_table(
        "measure_place",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("measure_id", "place", name="pk_measure_place"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_measure_place_measure_id_measure",
            ondelete="CASCADE",
        ),
    )


def _measure_target_group() -> None:
    op.create_table(
        "measure_target_group",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("target_group", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("measure_id", "target_group", name="pk_measure_target_group"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_measure_target_group_measure_id_measure",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target_group"],
            ["target_group.key"],
            name="fk_measure_target_group_target_group_target_group",
        ),
    )


def _measure_need() -> None:
    op.create_table(
        "measure_need",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("measure_id", "need_id", name="pk_measure_need"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_measure_need_measure_id_measure",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name="fk_measure_need_need_id_need", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_measure_need_need_id", "measure_need", ["need_id"])


def _organisation_capacity() -> None:
    op.create_table(
        "organisation_capacity",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_organisation_capacity"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_organisation_capacity_organisation_id_organisation",
        ),
    )


def _intended_gap() -> None:
    op.create_table(
        "intended_gap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intended_gap"),
        sa.UniqueConstraint("kind", "subject", name="uq_intended_gap_kind_subject"),
    )


def _status_report() -> None:
    op.create_table(
        "status_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("light", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_status_report"),
        sa.UniqueConstraint("measure_id", "number", name="uq_status_report_measure_id_number"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_status_report_measure_id_measure",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_status_report_shown_from", "status_report", ["shown_from"])


def _progress_note() -> None:
    op.create_table(
        "progress_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_progress_note"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_progress_note_measure_id_measure",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_progress_note_measure_id", "progress_note", ["measure_id"])


def _measure_standing() -> None:
    op.create_table(
        "measure_standing",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("area", sa.String(40), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("measure_id", "since", name="pk_measure_standing"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_measure_standing_measure_id_measure",
            ondelete="CASCADE",
        ),
    )


def _measure_metric() -> None:
    op.create_table(
        "measure_metric",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measure_metric"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name="fk_measure_metric_measure_id_measure",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_measure_metric_measure_id", "measure_metric", ["measure_id"])


def _metric_value() -> None:
    op.create_table(
        "metric_value",
        sa.Column("metric_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("metric_id", "day", name="pk_metric_value"),
        sa.ForeignKeyConstraint(
            ["metric_id"],
            ["measure_metric.id"],
            name="fk_metric_value_metric_id_measure_metric",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    for table in (
        "metric_value",
        "measure_metric",
        "measure_standing",
        "progress_note",
        "status_report",
        "intended_gap",
        "organisation_capacity",
        "measure_need",
        "measure_target_group",
        "measure_place",
        "measure_organisation",
        "measure",
        "goal_target_group",
        "goal_indicator",
        "goal",
        "target_group",
        "concept_statement",
        "concept",
    ):
        op.drop_table(table)
