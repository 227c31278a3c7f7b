"""The WSGI door: ``flask --app wsgi …`` and any WSGI server enter here."""

from participation import create_app

app = create_app()
