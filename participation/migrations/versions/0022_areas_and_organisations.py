"""areas, organisations, and the links that go to organisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    _area()
    _organisation()
    _organisation_place()
    _organisation_entry()
    _organisation_link()


def _area() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=True),
        sa.Column("pictogram", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sa.UniqueConstraint("key", name="uq_area_key"),
    )


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("short", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("mailbox", sa.String(254), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["organisation.id"],
            name="fk_organisation_merged_into_organisation",
        ),
    )
    op.create_index("ix_organisation_merged_into", "organisation", ["merged_into"])


def _organisation_place() -> None:
    op.create_table(
        "organisation_place",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "place", name="pk_organisation_place"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_organisation_place_organisation_id_organisation",
            ondelete="CASCADE",
        ),
    )


def _organisation_entry() -> None:
    op.create_table(
        "organisation_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(60), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_entry"),
        sa.UniqueConstraint(
            "purpose",
            "subject_id",
            "organisation_id",
            "part",
            name="uq_organisation_entry_purpose_subject_id_organisation_id_part",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_organisation_entry_organisation_id_organisation",
        ),
    )
    op.create_index(
        "ix_organisation_entry_organisation_id", "organisation_entry", ["organisation_id"]
    )


def _organisation_link() -> None:
    op.create_table(
        "organisation_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_link"),
        sa.UniqueConstraint("token_hash", name="uq_organisation_link_token_hash"),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["organisation_entry.id"],
            name="fk_organisation_link_entry_id_organisation_entry",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_organisation_link_entry_id", "organisation_link", ["entry_id"])
    op.create_index("ix_organisation_link_ends_on", "organisation_link", ["ends_on"])


def downgrade() -> None:
    for table in (
        "organisation_link",
        "organisation_entry",
        "organisation_place",
        "organisation",
        "area",
    ):
        op.drop_table(table)
