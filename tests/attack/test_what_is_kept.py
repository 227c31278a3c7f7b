"""What the tables can hold at all, and what a browser and a wire are told: promises of docs/dpo."""

from dataclasses import replace

import pytest
from flask import Flask

from participation.access.models import Account, Passkey
from participation.access.sign_in import library
from participation.base.database import Base
from participation.base.settings import Settings, SettingsError
from participation.boards.models import Note, NoteTranslation, Participant
from participation.respond.models import Answer, Draft, FreeText, Letter, Receipt
from tests.support.client import CheckedClient

KEPT = {
    Answer: "id wave_id language channel mode too_fast hidden_filled answers",
    Participant: "id event_id secret_hash workshop_id blocked",
    Note: "id board_id column_id participant_id parent_id text language place tag state"
    " hidden_reason held source version seq cluster_id merged_into position written_at moderated card",
    Account: "id email name role language password active fs_uniquifier oidc_subject"
    " tf_totp_secret totp_counter mf_recovery_codes weekly_mail",
    Passkey: "id account_id credential_id public_key sign_count name created_at used_at",
}
"""Every column of them; one more is a promise to think about, in docs/dpo first."""


@pytest.mark.parametrize("model", KEPT)
def test_a_table_of_people_has_these_columns_and_no_other(model: type[Base]):
    assert set(model.__table__.columns.keys()) == set(KEPT[model].split())


def test_no_key_leads_from_what_respondents_said_to_anything_but_their_round(app: Flask):
    del app  # all tables are known by now
    for model in (Answer, FreeText, Letter, Receipt, Draft):
        leads = {key.column.table.name for key in model.__table__.foreign_keys}
        assert leads <= {"wave"}, model
    result = {"answer", "free_text", "letter", "receipt", "draft"}
    for table in Base.metadata.tables.values():
        assert not {key.column.table.name for key in table.foreign_keys} & result, table


def test_no_key_leads_from_people_in_a_hall_to_an_account(app: Flask):
    del app
    for model in (Participant, Note, NoteTranslation):
        leads = {key.column.table.name for key in model.__table__.foreign_keys}
        assert leads <= {
            "event",
            "workshop",
            "board",
            "board_column",
            "participant",
            "note",
            "cluster",
        }


def test_a_password_lies_as_argon2id(app: Flask):
    with app.app_context(), app.test_request_context():
        assert library.hash_password("wald-see-birke-27").startswith("$argon2id$")


def test_a_public_address_without_encryption_is_refused(settings: Settings):
    with pytest.raises(SettingsError, match="unencrypted"):
        replace(settings, public_url="http://vielstimmig.example").checked()


@pytest.mark.parametrize("path", ["/", "/de/", "/f/info/de/privacy", "/desk/sign-in", "/nowhere"])
def test_a_browser_is_told_to_load_nothing_from_elsewhere(client: CheckedClient, path: str):
    answer = client.get(path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy.pop("default-src") == "'none'"
    assert {source for sources in policy.values() for source in sources.split()} <= {
        "'self'",
        "'none'",
        "data:",
    }
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Content-Type-Options"] == "nosniff"
