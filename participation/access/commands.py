"""Accounts and roles from a shell."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import Flask, current_app, url_for
from flask.cli import AppGroup, with_appcontext

from participation.access import accounts, audit
from participation.access.accounts import AccountInfo
from participation.access.audit import Action
from participation.access.models import Account
from participation.access.roles import markdown
from participation.base import database
from participation.base.web.security import Role

accounts_group = AppGroup("accounts", help="Staff accounts.")
roles_group = AppGroup("roles", help="Who may do what.")


@accounts_group.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", default="", help="How the person is called in lists.")
@with_appcontext
def invite(email: str, role: str, name: str) -> None:
    """Print a one-time link for a new account, or for one whose person is locked out."""
    now = datetime.now(UTC)
    with database.transaction():
        known = accounts.by_email(email)
        found = _mended(known, Role(role)) if known else None
        found = found or accounts.create(email, name or email, Role(role))
        token = accounts.new_link(found.id, now)
        audit.write(now, Action.ACCOUNT, found.name, f"flask accounts invite --role {role}")
    click.echo(_address(token))


def _mended(account: Account, role: Role) -> AccountInfo:
    accounts.change_role(account.id, role)
    return accounts.wake(account.id)


def _address(token: str) -> str:
    settings = current_app.config["SETTINGS"]
    with current_app.test_request_context(base_url=settings.public_url):
        return url_for("access.welcome", token=token, _external=True)


@roles_group.command("print")
@with_appcontext
def print_roles() -> None:
    """Print docs/roles.md."""
    click.echo(markdown(), nl=False)


def init_app(app: Flask) -> None:
    """Adds the commands."""
    app.cli.add_command(accounts_group)
    app.cli.add_command(roles_group)
