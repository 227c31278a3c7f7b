"""A form that lies open while the lists behind it change."""

from flask import Flask

from participation.base import database
from participation.concept import service
from participation.concept.service import MeasureText
from participation.concept.tree import goals, measures, reading
from participation.organisations import saving
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText
from participation.target_groups import service as target_groups
from tests.support.concept import TODAY
from tests.support.county import make_county
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@on_both
def test_bodies_merged_renamed_or_ended_while_a_form_is_open_are_saved_as_what_stands(app: Flask):
    with app.app_context():
        make_county()
    with app.app_context(), database.transaction():
        service.begin("Konzept")
        gone, into = organisations.add_all([OrganisationText("Altamt"), OrganisationText("Neuamt")])
        ending = saving.add(OrganisationText("Endamt"))
        text = MeasureText("Beratung", number="9", responsible=(gone, ending))
        key = measures.add(text, today=TODAY)
    client = staff_client(app)
    path = f"/desk/concept/measures/{key}/edit"
    page = client.page(path)
    with app.app_context(), database.transaction():
        saving.merge(gone, 1, into)
        saving.end(ending, 1, TODAY)
        saving.edit(into, 1, OrganisationText("Neues Amt"))
    saved = client.submit(page, path, title="Beratung am Abend")
    assert saved.h1.endswith("Beratung am Abend")
    assert "Neues Amt" in saved.text
    with app.app_context():
        held = reading.measure(key).said.responsible
        assert {body.name for body in organisations.resolve(held).values()} == {
            "Neues Amt",
            "Endamt",
        }


def test_an_ended_target_group_and_a_merged_measure_in_an_open_form_are_kept(app: Flask, small):
    with app.app_context(), database.transaction():
        group = target_groups.add_target_group({"de": "Eltern"})
        goal = goals.add_goal(service.GoalText("Neues Ziel", "work"))
    client = staff_client(app)
    path = f"/desk/concept/measures/{small.measure}/edit"
    page = client.page(path)
    with app.app_context(), database.transaction():
        target_groups.edit_target_group(group, 1, {"de": "Eltern"}, ended=True)
        goals.delete_goal(goal)
    saved = client.submit(page, path, target_groups=[group], goal=str(goal))
    assert "Das gibt es nicht mehr. Wählen Sie etwas anderes." in saved.text
    fields = saved.fields(path)
    assert fields["target_groups"] == group, "nothing typed is lost"
    kept = client.submit(saved, path, goal="")
    assert "Eltern" in kept.text
    lost = client.submit(client.page(path), path, places=["nirgendwo"], title="Neuer Titel")
    assert "Etwas davon gibt es nicht mehr." in lost.text
    assert client.submit(lost, path).h1.endswith("Neuer Titel")
