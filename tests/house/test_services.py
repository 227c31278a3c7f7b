"""What a slice offers others is what others need: its ``service`` names nothing else."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.support.house import CHECKOUT, module, plant, sources, text

Trees = Mapping[str, ast.Module]


def trees(root: Path) -> Trees:
    return {module(root, path): ast.parse(text(path)) for path in sources(root)}


def is_service(name: str) -> bool:
    """``participation.<slice>.service``, or a module of it where it is a folder."""
    parts = name.split(".")
    return parts[0] == "participation" and parts[2:3] == ["service"]


def offered(tree: ast.Module) -> set[str]:
    """Names in ``__all__``."""
    return {
        str(ast.literal_eval(item))
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for item in getattr(node.value, "elts", ())
    }


def taken(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Service and name for all that a module takes of a service, by import or by attribute."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for item in node.names:
                known[item.asname or item.name] = f"{node.module}.{item.name}"
                yield node.module, item.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield known.get(node.value.id, ""), node.attr


def unneeded(root: Path) -> list[str]:
    """Names that a service offers and no other slice takes."""
    house = trees(root)
    needed = defaultdict[str, set[str]](set)
    for name, tree in house.items():
        for service, item in taken(tree):
            if is_service(service) and name.split(".")[1:2] != service.split(".")[1:2]:
                needed[service].add(item)
    return [
        f"{name}: {item}"
        for name, tree in sorted(house.items())
        if is_service(name)
        for item in sorted(offered(tree) - needed[name])
    ]


def silent(root: Path) -> list[str]:
    """Services that do not say what they offer."""
    house = trees(root)
    return [
        name
        for name, tree in sorted(house.items())
        if is_service(name)
        and not offered(tree)
        and not any(other.startswith(f"{name}.") for other in house)
    ]


def test_a_service_offers_nothing_that_no_other_slice_needs():
    assert sum(is_service(name) for name in trees(CHECKOUT)) > 8
    assert unneeded(CHECKOUT) == []


def test_every_service_says_what_it_offers():
    assert silent(CHECKOUT) == []


def test_what_nobody_needs_is_found_though_its_own_slice_uses_it(root: Path):
    plant(root, "participation/later/service.py", '__all__ = ["here", "there", "nowhere"]')
    plant(root, "participation/later/views.py", "from participation.later.service import here")
    plant(
        root,
        "participation/desk/deep/er/user.py",
        "def use():\n"
        "    from participation.later import service as later\n"
        "    return later.there()",
    )
    assert unneeded(root) == [
        "participation.later.service: here",
        "participation.later.service: nowhere",
    ]


def test_a_service_that_says_nothing_is_found(root: Path):
    plant(root, "participation/later/service/deep/boards.py", "def anything(): pass")
    assert silent(root) == ["participation.later.service.deep.boards"]
