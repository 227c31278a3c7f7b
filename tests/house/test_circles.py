"""No module needs itself, however long the way; imports for types alone count like all others."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest


def circle(*packages: str) -> list[str]:
    """The modules of a circle of imports, if there is one."""
    graph = grimp.build_graph(*packages, cache_dir=None)
    arrows = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_no_module_imports_itself_by_way_of_others():
    assert circle("surveys", "participation") == []


@pytest.mark.parametrize(
    "back",
    [
        "from planted.c import thing\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from planted import c\n",
        "def late():\n    import planted.c\n",
    ],
)
def test_a_circle_is_seen(back: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "planted"
    folder.mkdir()
    texts = {"__init__": "", "a": back, "b": "from planted import a\n", "c": "import planted.b\n"}
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert set(circle("planted")) == {"planted.a", "planted.b", "planted.c"}
