"""A county that ran version 0.1 is upgraded in the middle of use, and nobody notices."""

import json

import sqlalchemy as sa

from participation.base.jobs import Job
from participation.monitoring.models import Release
from participation.respond.models import Draft, Letter, Receipt
from surveys.figures.released import Released
from tests.participation.upgrade import loading, pages
from tests.support.letters import letters
from tests.support.staff import app_code, cheap_passwords, full_sign_in, sign_in

SENT = 21
"""Answers of then, the last of them still in the box."""


def rows(app, *columns):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.select(*columns)).all()


def number(app, model):
    return len(rows(app, model.__table__))


def test_every_page_says_what_it_said(app):
    assert dict(pages.page_texts(app)) == pages.kept("txt")


def test_what_is_taken_away_of_a_release_has_the_same_bytes(app):
    (kept,) = pages.kept("sha256").values()
    assert "".join(f"{name} {sha}\n" for name, sha in sorted(pages.hashes(app).items())) == kept
    ((document,),) = rows(app, Release.content)
    assert Released.load(document).to_bytes() == document


def test_phones_walls_and_facilitators_are_told_the_same_and_perhaps_more(app):
    result = dict(pages.heard(app))
    for name, text in pages.kept("json").items():
        assert less(json.loads(text), result[name]), name


def less(kept, now):
    """Whether ``now`` holds all that was kept, however much else."""
    if isinstance(kept, dict):
        return isinstance(now, dict) and all(
            key in now and less(each, now[key]) for key, each in kept.items()
        )
    if isinstance(kept, list):
        return len(kept) == len(now) and all(less(*pair) for pair in zip(kept, now, strict=True))
    return kept == now


def test_an_open_survey_is_answered_beside_a_letter_of_before(app, client):
    page = client.submit(client.page("/f/offen/ar/"), "begin")
    page = client.submit(page, "answer", need=["work"], do="next")
    page = client.submit(page, "answer", works="no", do="next")
    page = client.submit(page, "answer", s_municipality="seestadt", do="next")
    page = client.submit(page, "answer", wish="حافلة", do="next")
    client.submit(page, "answer", do="send")
    lying = {
        letter["language"]: letter for letter in letters(app) if "hours" not in letter["answers"]
    }
    before = [letter for letter in letters(app) if letter["answers"].get("hours") == SENT - 1]
    assert lying["ar"]["texts"] == {"wish": "حافلة"}
    assert before[0]["texts"] == {"wish": f"Wunsch {SENT - 1}"}
    assert (number(app, Letter), number(app, Receipt)) == (2, SENT + 1)


def test_a_draft_goes_on_where_it_was(app, client, memory):
    client.set_cookie("answers", memory["cookie"], path="/f/offen/")
    fields = {**memory["fields"], "works": "yes", "do": "next"}
    answer = client.post(memory["asked"], data=fields, headers={"X-Answer": "1"})
    page = client.page(answer.headers["X-Next"])
    assert page.h1 == "Wie viele Stunden?"
    page = client.submit(page, "answer", hours="20", do="next")
    page = client.submit(page, "answer", s_municipality="seestadt", do="next")
    page = client.submit(page, "answer", wish="", do="next")
    page = client.submit(page, "answer", do="send")
    assert page.h1 == "Fertig. Danke."
    assert number(app, Draft) == 0
    assert {
        "need": ["work", "home"],
        "works": "yes",
        "hours": 20,
        "s_municipality": "seestadt",
    } in [letter["answers"] for letter in letters(app)]


def test_a_printed_code_still_opens_its_survey(app, client, memory):
    without = client.submit(client.page("/f/codes/de/?code=aaaaa-aaaaa"), "begin")
    assert without.h1 != "Was brauchen Sie?"
    page = client.page(f"/f/codes/de/?code={memory['codes'][0]}")
    assert client.submit(page, "begin").h1 == "Was brauchen Sie?"
    assert number(app, Draft) == 2


def test_a_link_for_trying_out_still_opens_a_draft(client, memory):
    page = client.page(f"/f/entwurf/de/?probe={memory['probe']}")
    assert page.status == 200
    assert client.submit(page, "begin").h1 == "Was brauchen Sie?"


def test_jobs_that_waited_are_done(app, memory):
    waiting = [job for job in rows(app, Job.kind, Job.finished) if not job.finished]
    assert {job.kind for job in waiting} == {"document", "plan", "workshop_summary"}
    assert app.test_cli_runner().invoke(args=["jobs", "work"]).exit_code == 0
    assert [tuple(job) for job in rows(app, Job.finished, Job.error)] == [(True, None)] * len(
        rows(app, Job.id)
    )
    desk = app.test_client()
    sign_in(desk, memory["coordinator"])
    assert "Die Datei ist fertig." in desk.page(memory["paper"]).text
    plan = desk.page(f"/desk/figures/{memory['closed']}/publish")
    assert "Was brauchen Sie?" in plan.text
    app.config.update(JOBS_INLINE=True)
    desk.submit(plan)
    assert desk.get("/de/results/zu-ende").status_code == 200


def test_staff_sign_in_with_their_password_and_their_app(app, client):
    cheap_passwords(app)
    page = full_sign_in(app, client, "coordinator@kreis.example")
    assert page.response.request.path.startswith("/desk")
    assert page.status == 200
    assert app_code(app, "coordinator@kreis.example")


def test_no_row_of_any_table_is_lost(app):
    filled = {name: len(found) for name, found in loading.rows().items()}
    assert len(filled) > 40, "this is no empty county"
    with app.extensions["database"].connect() as connection:
        left = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
            for name in filled
        }
    assert left == filled
