"""The WSGI door: ``flask --app wsgi …`` and any WSGI server enter here."""

import gc

gc.disable()  # what a program loads stays; looking through it for rubbish is a sixth of its start

from participation import create_app  # noqa: E402  after the line above, which is about it

app = create_app()
gc.freeze()
gc.enable()
