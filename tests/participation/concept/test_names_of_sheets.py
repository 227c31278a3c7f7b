"""Organisations that sheets name: made once, and what stands for them after a merger or a new name."""

import pytest
from flask import Flask

from participation.base import database
from participation.concept.intake.fields import lists
from participation.concept.intake.names import Names
from participation.organisations import saving
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText


def taken_in(*said: str) -> list[str]:
    """What the organisations that a sheet names are called after it was taken in."""
    names = Names(lists())
    keys = [names.body(name) for name in said]
    names.make()
    return [organisations.resolve([key])[key].name for key in keys]


@pytest.mark.parametrize("again", ["Jobcenter", "JOBCENTER", " Jobcenter "])
def test_a_sheet_that_names_a_merged_organisation_means_what_it_went_into(app: Flask, again: str):
    with app.app_context():
        with database.transaction():
            assert taken_in("Jobcenter") == ["Jobcenter"]
            into = saving.add(OrganisationText("Jobcenter Uckermark"))
            (gone,) = [body for body in organisations.every() if body.name == "Jobcenter"]
            saving.merge(gone.id, gone.revision, into)
        with database.transaction():
            assert taken_in(again, "Jugendamt", again) == [
                "Jobcenter Uckermark",
                "Jugendamt",
                "Jobcenter Uckermark",
            ]
        assert len(organisations.every()) == 2


def test_a_sheet_that_names_a_renamed_organisation_makes_one_of_the_old_name(app: Flask):
    with app.app_context():
        with database.transaction():
            taken_in("Jobcenter")
            (made,) = organisations.every()
            saving.edit(made.id, made.revision, OrganisationText("Jobcenter Nord"))
        with database.transaction():
            assert taken_in("Jobcenter") == ["Jobcenter"]
        assert {body.name for body in organisations.every()} == {"Jobcenter", "Jobcenter Nord"}
