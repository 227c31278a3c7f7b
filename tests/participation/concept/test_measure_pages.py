"""A measure at the desk: written, changed by two, released, struck out, merged, deleted."""

from dataclasses import replace

import pytest
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.service import MeasureText, NeedText, Origin, Stage
from participation.concept.tree import measures, reading
from participation.organisations import saving
from participation.organisations.service import OrganisationText
from tests.support.concept import TODAY
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
DESK = "/desk/concept"


def known(app: Flask, key):
    with app.app_context():
        return reading.measure(key)


@on_both
def test_a_measure_added_in_practice_is_marked(app: Flask, small):
    """Check K3 of the needs: added later, and marked so."""
    client = staff_client(app)
    form = client.page(f"{DESK}/measures/new?goal={small.goal}")
    assert form.fields()["origin"] == "added"
    page = client.submit(
        form,
        title="Sprachtreff im Dorf",
        responsible=[str(small.body)],
        hours="1.200",
        euro="3.000 €",
        deadline="31.12.2028",
        places=["birkenhain"],
        financing=["own", "eu"],
    )
    assert page.h1 == "Sprachtreff im Dorf"
    assert "Sozialamt (SozA)" in page.text
    assert "1.200 Stunden im Jahr" in page.text
    assert "3.000 Euro im Jahr" in page.text
    assert "ergänzt" in page.text
    overview = client.page(DESK).text
    assert "3 Maßnahmen (0 + 3 ergänzt)" in overview


@on_both
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Bitte füllen Sie das Feld"),
        ({"hours": "viele"}, "Schreiben Sie eine Zahl"),
        ({"euro": "-5"}, "Schreiben Sie eine ganze Zahl ab 0"),
        ({"euro": "9" * 400}, "Schreiben Sie eine Zahl"),
        ({"deadline": "31.02.2028"}, "Diesen Tag gibt es nicht"),
        ({"deadline": "bald"}, "Diesen Tag gibt es nicht"),
        ({"deadline": "2028-12-31", "ongoing": "y"}, "Wählen Sie eines"),
        ({"first_year": "27"}, "Schreiben Sie ein Jahr"),
        ({"first_year": "bald"}, "Schreiben Sie eine Zahl"),
        ({"last_year": "²"}, "Schreiben Sie eine Zahl"),
        ({"last_year": "1" + ".000" * 110}, "Schreiben Sie eine ganze Zahl ab 0"),
        ({"first_year": "2029", "last_year": "2028"}, "liegt vor dem ersten"),
        ({"number": "1.1"}, "Diese Nummer hat schon eine andere Maßnahme"),
        ({"public_sentence": "x" * 201}, "200"),
    ],
)
def test_bad_input_gets_a_sentence_at_the_field_and_nothing_typed_is_lost(
    app: Flask, small, wrong, sentence
):
    client = staff_client(app)
    form = client.page(f"{DESK}/measures/{small.single}/edit")
    typed = {"text": "Viel Mühe steckt in diesem Text.", **wrong}
    page = client.submit(form, **typed)
    assert page.status == 400
    assert sentence in page.text
    kept = page.fields()
    assert kept["text"].strip() == typed["text"]
    for name, value in wrong.items():
        assert kept[name] == value
    assert known(app, small.single).said.text == ""


def test_strange_ids_are_refused_and_break_nothing(app: Flask, small):
    client = staff_client(app)
    form = client.page(f"{DESK}/measures/{small.single}/edit")
    for name in ("goal", "area", "responsible", "places", "needs", "financing", "origin"):
        assert client.submit(form, **{name: "nonsense"}).status == 400
    for strange in ("9" * 40, "²", "", "-1"):
        answer = client.submit(form, revision=strange, text="Nicht verloren")
        assert (answer.status, answer.fields()["text"].strip()) == (409, "Nicht verloren")
    nobody = "00000000-0000-0000-0000-000000000000"
    for path in ("measures/{}", "measures/{}/edit", "measures/{}/light", "goals/{}", "metrics/{}"):
        assert client.page(f"{DESK}/{path.format(nobody)}").status == 404


@on_both
def test_the_second_of_two_editors_sees_both_and_chooses(app: Flask, small):
    client = staff_client(app)
    mine = client.page(f"{DESK}/measures/{small.measure}/edit")
    with app.app_context(), database.transaction():
        found = reading.measure(small.measure)
        said = replace(found.said, title="Beratung am Morgen", responsible=(small.body,))
        measures.edit(found.id, found.revision, said, today=TODAY, decides=True)
    both = client.submit(mine, title="Beratung am Sonntag", text="Auch sonntags.")
    assert both.status == 409
    for word in ("Beratung am Morgen", "Beratung am Sonntag", "Sozialamt (SozA)", "Auch sonntags."):
        assert word in both.text
    assert known(app, small.measure).said.title == "Beratung am Morgen"
    assert client.page(both.links()["Die gespeicherte Fassung behalten"]).h1.endswith("am Morgen")
    client.submit(both)
    assert known(app, small.measure).said.title == "Beratung am Sonntag"


@on_both
def test_a_light_that_is_set_meanwhile_takes_nothing_from_who_writes(app: Flask, small):
    client = staff_client(app)
    form = client.page(f"{DESK}/measures/{small.measure}/edit")
    light = client.page(f"{DESK}/measures/{small.measure}/light")
    assert client.submit(light, light="green", reason="Läuft.").status == 200
    assert client.submit(form, title="Beratung am Sonntag").status == 200
    assert known(app, small.measure).status.light == "green"


def test_an_editor_drafts_and_never_decides(app: Flask, small):
    editor = staff_client(app, Role.EDITOR)
    page = editor.page(f"{DESK}/measures/{small.measure}")
    assert "Freigeben" not in page.text
    assert "Ampel setzen" not in page.text
    assert editor.page(f"{DESK}/measures/{small.measure}/light").status == 403
    token = editor.page(f"{DESK}/measures/{small.measure}/note").fields()["csrf_token"]
    for path, sent in (
        (f"measures/{small.measure}/stage", {"stage": "released"}),
        (f"measures/{small.measure}/decide", {"act": "strike", "revision": "1"}),
        ("release", {}),
    ):
        answer = editor.post(f"{DESK}/{path}", data={"csrf_token": token, **sent})
        assert answer.status_code in {400, 403}, path
    found = known(app, small.measure)
    assert (found.stage, found.counts) == (Stage.DRAFT, True)


def test_what_an_editor_changes_after_its_release_waits_again(app: Flask, small):
    coordinator = staff_client(app)
    page = coordinator.page(f"{DESK}/measures/{small.measure}")
    coordinator.post(
        f"{DESK}/measures/{small.measure}/stage",
        data={"csrf_token": page.fields()["csrf_token"], "stage": "released", "revision": "1"},
    )
    assert known(app, small.measure).stage is Stage.RELEASED
    editor = staff_client(app, Role.EDITOR)
    form = editor.page(f"{DESK}/measures/{small.measure}/edit")
    assert "wartet sie wieder auf die Koordination" in form.text
    editor.submit(form, title="Neu gefasst")
    assert known(app, small.measure).stage is Stage.EDITING


def test_a_viewer_reads_and_changes_nothing(app: Flask, small):
    viewer = staff_client(app, Role.VIEWER)
    assert "Beratung am Abend" in viewer.page(DESK).text
    page = viewer.page(f"{DESK}/measures/{small.measure}")
    assert page.status == 200
    assert "Maßnahme ändern" not in page.text
    for path in ("lights", "gaps", "money"):
        assert viewer.page(f"{DESK}/{path}").status == 200
    for path in (f"measures/{small.measure}/edit", "measures/new", "frame", "goals/new"):
        assert viewer.page(f"{DESK}/{path}").status == 403


@on_both
def test_a_measure_that_answers_a_need_is_released_with_its_sentence_only(app: Flask, small):
    with app.app_context(), database.transaction():
        need = service.make(NeedText("Busse am Abend"))
        found = reading.measure(small.measure)
        said = replace(found.said, needs=(need,))
        measures.edit(found.id, found.revision, said, today=TODAY, decides=True)
    client = staff_client(app)
    token = client.page(f"{DESK}/measures/{small.measure}/note").fields()["csrf_token"]
    stage = f"{DESK}/measures/{small.measure}/stage"
    sent = {"csrf_token": token, "stage": "released"}
    assert client.post(stage, data=sent).status_code == 400
    client.submit(client.page(f"{DESK}/frame"), f"{DESK}/release")
    assert known(app, small.measure).stage is Stage.DRAFT
    assert known(app, small.single).stage is Stage.RELEASED
    form = client.page(f"{DESK}/measures/{small.measure}/edit")
    assert "Busse am Abend" in form.text
    client.submit(form, public_sentence="Seit Mai fährt abends ein Bus.", needs=[str(need)])
    sent["revision"] = str(known(app, small.measure).revision)
    client.post(stage, data=sent)
    assert known(app, small.measure).stage is Stage.RELEASED
    form = client.page(f"{DESK}/measures/{small.measure}/edit")
    empty = client.submit(form, public_sentence=" ", needs=[str(need)], title="Anders")
    assert empty.status == 400
    assert "Schreiben Sie zuerst den öffentlichen Satz." in empty.text
    assert empty.fields()["title"] == "Anders"
    assert client.submit(form, public_sentence=" ", needs=[]).status == 200


@on_both
def test_merged_and_struck_measures_no_longer_count_and_keep_their_history(app: Flask, small):
    client = staff_client(app)
    merge = client.page(f"{DESK}/measures/{small.single}/merge")
    page = client.submit(merge, into=str(small.measure))
    assert "Aufgegangen in:" in page.text
    assert "1 Maßnahme" in client.page(DESK).text
    token = page.fields()["csrf_token"]
    decide = f"{DESK}/measures/{small.single}/decide"
    revision = str(known(app, small.single).revision)
    client.post(decide, data={"csrf_token": token, "act": "apart", "revision": revision})
    assert known(app, small.single).counts
    stale = client.post(decide, data={"csrf_token": token, "act": "strike", "revision": revision})
    assert stale.status_code == 409
    assert known(app, small.single).counts
    revision = str(known(app, small.single).revision)
    client.post(decide, data={"csrf_token": token, "act": "strike", "revision": revision})
    assert not known(app, small.single).counts
    assert "gestrichen am" in client.page(f"{DESK}/measures/{small.single}").text


def test_a_merge_leads_in_no_circle(app: Flask, small):
    with app.app_context(), database.transaction():
        service.merge_measure(small.single, 1, small.measure, today=TODAY)
    client = staff_client(app)
    merge = client.page(f"{DESK}/measures/{small.measure}/merge")
    answer = client.submit(merge, into=str(small.single))
    assert answer.status == 400
    assert known(app, small.measure).counts


@on_both
def test_only_a_draft_without_a_light_is_deleted(app: Flask, small):
    client = staff_client(app)
    light = client.page(f"{DESK}/measures/{small.measure}/light")
    client.submit(light, light="yellow", reason="Begonnen.")
    kept = client.submit(client.page(f"{DESK}/measures/{small.measure}/delete"))
    assert kept.status == 400
    assert "Streichen Sie die Maßnahme" in kept.text
    gone = client.submit(client.page(f"{DESK}/measures/{small.single}/delete"))
    assert "Ein Fest im Park" not in gone.text


def test_a_body_renamed_merged_and_gone_is_told_by_what_stands_for_it(app: Flask, small):
    with app.app_context(), database.transaction():
        found = reading.measure(small.measure)
        said = replace(found.said, responsible=(small.body,))
        measures.edit(found.id, found.revision, said, today=TODAY, decides=True)
        other = saving.add(OrganisationText("Amt für Teilhabe"))
        saving.merge(small.body, 1, other)
    client = staff_client(app)
    page = client.page(f"{DESK}/measures/{small.measure}")
    assert "Amt für Teilhabe" in page.text
    assert "Sozialamt" not in page.text
    assert client.page(f"{DESK}/measures/{small.measure}/edit").fields()["responsible"] == str(
        other
    )
    assert "Beratung am Abend" in client.page(f"{DESK}?body={other}").text
    with app.app_context(), database.transaction():
        saving.end(other, 1, TODAY)
    assert "gibt es nicht mehr" in client.page(f"{DESK}/measures/{small.measure}").text
    form = client.page(f"{DESK}/measures/{small.measure}/edit")
    assert client.submit(form).status == 200
    assert known(app, small.measure).said.responsible == (other,)


def test_every_act_stands_in_the_audit_by_number_and_without_contents(app: Flask, small):
    client = staff_client(app)
    client.submit(client.page(f"{DESK}/measures/{small.measure}/edit"), title="Geheimer Titel")
    light = client.page(f"{DESK}/measures/{small.measure}/light")
    client.submit(light, light="red", reason="Geheimer Grund")
    client.submit(client.page(f"{DESK}/measures/{small.measure}/note"), text="Geheime Notiz")
    log = client.page("/desk/audit").text
    for act in ("Maßnahme geändert", "Ampel gesetzt", "Notiz geschrieben", "Maßnahme 1.1"):
        assert act in log
    assert "Geheim" not in log


@on_both
@pytest.mark.usefixtures("small")
def test_measures_in_bulk_keep_their_order_and_refuse_a_number_twice(app: Flask):
    with app.app_context(), database.transaction():
        said = [MeasureText(f"M{n}", number=f"9.{n}", origin=Origin.ORIGINAL) for n in range(30)]
        keys = service.add_measures(said, today=TODAY)
        assert [m.id for m in reading.measures(reading.goals())][-30:] == keys
        with pytest.raises(Conflict):
            service.add_measures([MeasureText("x", number="9.3")], today=TODAY)
        assert len(reading.measures(reading.goals())) == 32
