"""The shipped server's door: ``uvicorn participation.asgi:app``.

Everything is handed to the Flask application in threads; live streams will be answered here.
"""

from __future__ import annotations

from a2wsgi import WSGIMiddleware

from participation import create_app

THREADS = 10

app = WSGIMiddleware(create_app(), workers=THREADS)  # type: ignore[arg-type]  # Flask is WSGI, its environ only wider
