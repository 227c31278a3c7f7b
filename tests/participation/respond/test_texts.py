"""Reading free texts: what may name somebody first, struck for ever, sorted, translated."""

import pytest

from participation.base import database
from participation.base.web.security import Role
from participation.respond import service
from participation.respond.answers import letterbox, review
from participation.respond.answers.letterbox import Payload
from participation.respond.answers.review import Choice
from participation.respond.answers.stored import texts as stored_texts
from participation.respond.desk import texts as pages
from participation.respond.drafts.secret import Secret
from participation.respond.models import TextState
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
IDENTIFYING = "Ruf mich an: 0170 1234567"
ARABIC = "نحتاج إلى دورة مسائية"


@pytest.fixture
def waiting(app, wave):
    """Twelve texts, one with a telephone number, one in Arabic."""
    with app.app_context():
        for number in range(12):
            text = {0: IDENTIFYING, 1: ARABIC}.get(number, f"Mehr Deutschkurse {number}")
            tag = "ar" if text == ARABIC else "de"
            sent = Payload({}, {"wish": text}, tag, "", too_fast=False, hidden_filled=False)
            with database.transaction() as connection:
                letterbox.send(connection, Secret.fresh(wave), sent)
        service.settle(wave)
    return wave


@pytest.fixture
def editor(app):
    return staff_client(app, Role.EDITOR)


def found(app, wave, text, state=TextState.WAITING):
    with app.app_context(), database.transaction():
        texts = service.pending_texts(wave, Choice(state))
        return next(item for item in texts if text in item.text)


def queue(editor, wave, **ask):
    parts = "&".join(f"{name}={value}" for name, value in ask.items())
    return editor.page(f"/desk/surveys/{wave}/texts?{parts}")


def press(editor, wave, do, **more):
    return editor.submit(queue(editor, wave), f"/desk/surveys/{wave}/texts", do=do, **more)


def released(app, wave):
    with app.app_context(), database.transaction():
        return {text for _question, _tag, text in stored_texts(wave)}


def test_what_may_name_somebody_stands_first_and_each_question_once(editor, waiting):
    page = queue(editor, waiting)
    assert page.text.index("vielleicht eine Telefonnummer") < page.text.index("Mehr Deutschkurse")
    heads = [head.text for head in page.root.iter("h2")]
    assert len(heads) == 3  # what may name somebody, the one question, the ticked
    assert [mark.text for mark in page.root.iter("mark")] == ["0170 1234567"]


def test_one_press_strikes_what_is_marked_and_releases_the_rest(app, editor, waiting):
    press(editor, waiting, f"strike:{found(app, waiting, IDENTIFYING).id}")
    assert released(app, waiting) == {"Ruf mich an: […]"}


@on_both
def test_texts_are_released_together_but_never_one_that_may_name_somebody(app, editor, waiting):
    with app.app_context(), database.transaction():
        everything = [str(text.id) for text in service.pending_texts(waiting)]
    press(editor, waiting, "release", text=everything)
    assert len(released(app, waiting)) == 11
    assert IDENTIFYING not in released(app, waiting)


@on_both
def test_a_text_is_redacted_translated_and_sorted_beside_its_original(app, editor, waiting):
    text_id = found(app, waiting, ARABIC).id
    page = editor.page(f"/desk/surveys/{waiting}/texts/{text_id}")
    assert "Vorschlag: Bildung" in page.text
    sent = {"text": "دورة مسائية", "translation": "Ein Abendkurs", "fields": ["education", "women"]}
    on = editor.submit(page, **sent, do="release")
    assert on.h1 == "Einen Text ansehen"  # the next one
    kept = found(app, waiting, "دورة", TextState.RELEASED)
    assert (kept.text, kept.translation) == ("دورة مسائية", "Ein Abendkurs")
    assert kept.fields == ("education", "women")
    shown = queue(editor, waiting, show="released", field="women")
    assert "Ein Abendkurs" in shown.text
    assert "Ein Abendkurs" not in queue(editor, waiting, show="released", field="work").text


@on_both
def test_a_field_is_given_to_all_that_are_ticked(app, editor, waiting):
    ids = [str(found(app, waiting, f"Deutschkurse {n}").id) for n in (4, 5)]
    press(editor, waiting, "field", text=ids, field="language")
    assert found(app, waiting, "Deutschkurse 4").fields == ("language",)
    press(editor, waiting, f"field:{ids[0]}:education")
    assert found(app, waiting, "Deutschkurse 4").fields == ("language", "education")
    assert found(app, waiting, "Deutschkurse 6").fields == ()


def test_who_comes_second_sees_both_versions_and_cannot_bring_back_what_was_struck(
    app, editor, waiting
):
    address = f"/desk/surveys/{waiting}/texts/{found(app, waiting, IDENTIFYING).id}"
    old = editor.page(address)
    editor.submit(editor.page(address), text="Ruf mich an", do="release")
    second = editor.submit(old, text="0170 1234567 anrufen", do="release")
    assert "inzwischen geändert" in second.text
    assert "0170 1234567 anrufen" in second.text
    assert second.fields()["text"] == "\nRuf mich an" or second.fields()["text"] == "Ruf mich an"
    assert released(app, waiting) == {"Ruf mich an"}


def test_a_text_decided_on_is_not_decided_again_from_an_old_queue(app, editor, waiting):
    text_id = found(app, waiting, "Deutschkurse 4").id
    page = queue(editor, waiting)
    press(editor, waiting, f"hold:{text_id}")
    again = editor.submit(page, f"/desk/surveys/{waiting}/texts", do=f"release:{text_id}")
    assert again.status == 409
    assert released(app, waiting) == set()


def test_an_empty_redaction_is_explained(app, editor, waiting):
    page = editor.page(f"/desk/surveys/{waiting}/texts/{found(app, waiting, IDENTIFYING).id}")
    assert "Bitte füllen Sie das Feld" in editor.submit(page, text=" ", do="release").text


def test_a_viewer_reads_no_texts(app, waiting):
    viewer = staff_client(app, Role.VIEWER)
    text_id = found(app, waiting, IDENTIFYING).id
    assert viewer.page(f"/desk/surveys/{waiting}/texts").status == 403
    assert viewer.page(f"/desk/surveys/{waiting}/texts/{text_id}").status == 403


@pytest.mark.parametrize("do", ["", "release:x", "eat:1", "field:x", "strike"])
def test_nonsense_is_refused(editor, waiting, do):
    assert press(editor, waiting, do).status == 404


@on_both
def test_more_than_many_are_not_counted_to_the_end(app, editor, waiting, monkeypatch):
    monkeypatch.setattr(review, "MANY", 9)
    monkeypatch.setattr(pages, "PAGE", 5)
    page = queue(editor, waiting)
    assert "Warten mehr als 9" in page.text
    assert ("Seite 1" in page.text, "Seite 1 von" in page.text) == (True, False)
    assert queue(editor, waiting, page=2).status == 200
    assert "Weiter" not in queue(editor, waiting, page=3).links()
    home = staff_client(app).page("/desk/home")
    assert "Mehr als 9 freie Texte ansehen: Kurze Probe" in home.links()
