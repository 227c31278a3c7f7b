"""Nothing of the staff's sign-in runs where people answer."""

from flask import Flask, g, request

from participation.base.web.security import public
from tests.support.staff import staff_client


def test_a_respondents_request_loads_neither_session_nor_account(app: Flask):
    seen = {}

    @app.get("/f/probe")
    @public
    def probe():
        seen.update(names=set(g.__dict__), cookies=dict(request.cookies))
        return "<!doctype html><title>x</title><h1>x</h1>"

    answer = staff_client(app).get("/f/probe")
    assert seen["cookies"] == {}
    assert not {"account", "_login_user", "identity", "connection"} & seen["names"]
    assert "Cookie" not in answer.headers.get("Vary", "")  # a session that was read says so
    assert "Set-Cookie" not in answer.headers


def test_the_sign_in_library_leaves_no_hook_in_the_application(app: Flask):
    hooks = (app.before_request_funcs, app.after_request_funcs, app.template_context_processors)
    owners = {function.__module__ for table in hooks for function in table.get(None, ())}
    assert not {name for name in owners if name.split(".")[0].startswith("flask_")} - {
        "flask_wtf.csrf"
    }
