"""Alembic's entry: the engine comes from the application, the models from its slices."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from participation.database import Base, UTCDateTime


def render(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """A migration stays as it is when our own types move: it names what is stored."""
    del autogen
    return "sa.DateTime()" if kind == "type" and isinstance(item, UTCDateTime) else False


engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
