"""A hall that joins at once: every phone scans the code, joins, sees its board, hangs on its stream.

Reads one JSON object (:class:`Storm`) from standard input and prints one with the delays.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from dataclasses import dataclass, field

import uvloop


@dataclass(frozen=True)
class Storm:
    """So many phones within so many seconds, all from one address."""

    host: str
    port: int
    code: str
    board: str
    phones: int
    seconds: float


@dataclass
class Phone:
    """A browser of few words: one line for pages, one for its stream."""

    storm: Storm
    cookies: dict[str, str] = field(default_factory=dict)

    async def join(self) -> float:
        """Seconds from the code to the first words of the stream."""
        begun = time.monotonic()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.storm.port)
        page = await self.ask("GET", f"/b/{self.storm.code}")
        assert "/join" in page, page[:500]
        page = await self.ask("POST", f"/b/{self.storm.code}/de/join")
        since = re.search(r'data-since="(\d+)"', page)
        assert since, page[:500]
        _, stream = await asyncio.open_connection("127.0.0.1", self.storm.port)
        self.reader, self.writer, self.pages = _, stream, self.writer
        self.send("GET", f"/b/live/{self.storm.board}?since={since[1]}")
        assert (await self.reader.readline())[9:12] == b"200"
        await self.reader.readuntil(b"retry: ")
        return time.monotonic() - begun

    async def ask(self, method: str, path: str) -> str:
        """The page at the end of all redirects."""
        while True:
            self.send(method, path)
            status = int((await self.reader.readline())[9:12])
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
            length = re.search(r"content-length: (\d+)", head)
            body = await self.reader.readexactly(int(length[1])) if length else b""
            self.cookies |= dict(re.findall(r"set-cookie: ([^=]+)=([^;]+)", head))
            place = re.search(r"location: (\S+)", head)
            if not place:
                assert status == 200, (status, body[:300])
                return body.decode()
            method, path = "GET", place[1].replace(f"http://{self.storm.host}", "")

    def send(self, method: str, path: str) -> None:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n"
        self.writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {self.storm.host}\r\nAccept-Language: de\r\n"
            f"{form if method == 'POST' else ''}{f'Cookie: {held}' if held else 'DNT: 1'}\r\n\r\n".encode()
        )


async def main() -> None:
    """All of them, evenly spread over the time."""
    storm = Storm(**json.loads(sys.stdin.readline()))
    coming = []
    for _ in range(storm.phones):
        coming.append(asyncio.create_task(Phone(storm).join()))
        await asyncio.sleep(storm.seconds / storm.phones)
    delays = sorted(await asyncio.gather(*coming))
    print(json.dumps({"p95": delays[int(len(delays) * 0.95)] * 1000, "all": len(delays)}))  # noqa: T201 - the bench reads it


if __name__ == "__main__":
    uvloop.run(main())
