"""The shipped application, and beside it an address that lists what the process has loaded.

For uvicorn alone; importing it makes an application.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from participation.asgi import app as shipped

LOADED = "/-loaded"


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http" or scope["path"] != LOADED:
        await shipped(scope, receive, send)  # type: ignore[arg-type]  # a2wsgi names the same dicts
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": json.dumps(sorted(sys.modules)).encode()})
