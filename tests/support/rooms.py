"""The table and the pictures of the rooms in ``docs/architecture.md``, made from the code itself.

A room's line is the first sentence of its package; its arrows are its imports. An arrow that
follows from others is left out, so that each picture is a way downwards. ``python -m
tests.support.rooms`` writes both anew.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.house import CHECKOUT, PACKAGES, Graph, imports, text

PAGE = Path("docs/architecture.md")
BEGIN, END = "<!-- python -m tests.support.rooms -->", "<!-- end of rooms -->"
LARGE = (
    "participation",
    "participation.boards",
    "participation.concept",
    "participation.respond",
    "participation.studies",
)
"""Packages whose rooms are drawn: the application, and its large slices; then the engine."""
UNDRAWN = frozenset({"participation.asgi", "participation.demo"})
"""What starts the others, and so sees all of them."""
ROLE = re.compile(r":\w+:`~?[\w.]*?(\w+)`")
"""A pointer of a docstring: of a page only its last word."""
Arrows = dict[str, set[str]]


def packages(root: Path = CHECKOUT) -> dict[str, str]:
    """Folder of each package → what its docstring says first."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("__init__.py")):
            said = (ast.get_docstring(ast.parse(text(path))) or "").split("\n", 1)[0]
            plain = ROLE.sub(r"`\1`", said).replace("``", "`")
            found[path.parent.relative_to(root).as_posix()] = plain
    return found


def table(root: Path = CHECKOUT) -> list[str]:
    """A line for each room."""
    lines = [f"| `{name}/` | {said} |" for name, said in packages(root).items()]
    return ["| room | what lives there |", "|---|---|", *lines]


def arrows(graph: Graph, package: str) -> Arrows:
    """Room of ``package`` → the other rooms that it imports; modules on top count as rooms."""
    depth = package.count(".") + 2
    here = f"{package}."
    found: Arrows = {}
    for name, seen in graph.items():
        if not name.startswith(here):
            continue
        room = ".".join(name.split(".")[:depth])
        aims = {".".join(m.split(".")[:depth]) for m in seen if m.startswith(here)}
        found.setdefault(room, set()).update(aims - {room})
    return {room: aims - UNDRAWN for room, aims in found.items() if room not in UNDRAWN}


def needed(found: Arrows) -> Iterator[tuple[str, str]]:
    """The arrows that do not follow from others."""
    below = {room: _below(found, room) for room in found}
    for room, aims in sorted(found.items()):
        for aim in sorted(aims):
            if not any(aim in below[other] for other in aims - {aim}):
                yield room, aim


def _below(found: Arrows, room: str) -> set[str]:
    reached, fresh = set[str](), set(found[room])
    while fresh:
        reached |= fresh
        fresh = {aim for name in fresh for aim in found[name]} - reached
    return reached


def picture(graph: Graph, package: str) -> list[str]:
    """The rooms of one package as a mermaid graph."""
    found = arrows(graph, package)
    boxes = [f"    {_key(room)}[{room.rpartition('.')[2]}]" for room in sorted(found)]
    lines = [f"    {_key(room)} --> {_key(aim)}" for room, aim in needed(found)]
    return ["", f"`{package}`", "", "```mermaid", "graph TD", *boxes, *lines, "```"]


def _key(room: str) -> str:
    """A name that is no word of mermaid's."""
    return f"{room.rpartition('.')[2]}_"


def written(root: Path = CHECKOUT) -> str:
    """What stands between the two comments."""
    graph = imports(root)
    drawn = [line for package in (*LARGE, "surveys") for line in picture(graph, package)]
    return "\n".join([*table(root), *drawn])


def drawn_on(page: str) -> str:
    """What a page holds between the two comments."""
    return page.partition(f"{BEGIN}\n")[2].partition(f"\n{END}")[0]


def renew(path: Path) -> None:
    """Writes the page anew."""
    page = text(path)
    before, begin, rest = page.partition(f"{BEGIN}\n")
    after = rest.partition(f"\n{END}")[2]
    path.write_text(f"{before}{begin}{written()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    renew(CHECKOUT / PAGE)
