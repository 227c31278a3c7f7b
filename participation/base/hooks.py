"""Calls that go upwards: what a module declares, and higher slices register.

A module that calls upwards declares a hook as a constant, with the type of what is registered
(``CLOSED = hooks.Every[Callable[[UUID], None]]("studies.closed")``). Higher slices register in
their ``init_app``. At the end of ``create_app`` the application's registry is frozen: from then on
nothing can be added, and a hook that needs one registration and has none has stopped the start.
``flask --app wsgi hooks print`` lists them all, as ``docs/architecture.md`` does.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType, UnionType
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_origin

from flask import Flask, current_app
from sqlalchemy.engine import Connection

T = TypeVar("T")
R = TypeVar("R")
KEY = "hooks"
"""Where Flask keeps the application's registry."""


class HookError(RuntimeError):
    """A mistake in how the application is put together; it does not start."""


class Given(NamedTuple):
    """One registration."""

    value: Any
    by: str
    """The module that registered."""


class Registry:
    """What the slices of one application registered."""

    def __init__(self) -> None:
        self.given: dict[Hook[Any, Any], list[Given]] = {}
        self.frozen: Mapping[Hook[Any, Any], Any] | None = None
        """What each hook hands to its caller; ``None`` while the application is put together."""


class Hook(ABC, Generic[T, R]):
    """A call that goes upwards: ``T`` is registered, the caller is handed ``R``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.declared_by = _caller(__name__, "typing")
        if name in DECLARED:
            raise HookError(f"{name}: two hooks have this name")
        DECLARED[name] = self

    def registered(self) -> R:
        """What the running application registered."""
        try:
            found: R = current_app.extensions[KEY].frozen[self]
        except (KeyError, TypeError) as error:
            raise HookError(f"{self.name}: called before the application was ready") from error
        return found

    def _add(self, app: Flask, value: object) -> None:
        registry: Registry = app.extensions[KEY]
        if registry.frozen is not None:
            raise HookError(f"{self.name}: registered after the application was put together")
        by = _caller(__name__, self.declared_by)
        registry.given.setdefault(self, []).append(Given(value, by))

    @abstractmethod
    def freeze(self, values: Sequence[Any]) -> R:
        """What the caller is handed, made once of all that was registered.

        Raises:
            HookError: too little or too much was registered.
        """

    def type(self) -> str:
        """The kind of the hook with the type of what is registered, as people read it.

        Raises:
            HookError: the hook was declared without a type.
        """
        declared = getattr(self, "__orig_class__", None)  # Python's own record of ``Every[…](…)``
        if declared is None:
            raise HookError(f"{self.name}: declared without the type of what is registered")
        return _named(declared)


DECLARED: dict[str, Hook[Any, Any]] = {}
"""Every hook by its name, once its module is loaded."""


class Every(Hook[T, tuple[T, ...]], Generic[T]):
    """Any number may register; the caller takes all, in the order of their registration."""

    def register(self, app: Flask, value: T) -> None:
        """Adds to what the caller takes."""
        self._add(app, value)

    def freeze(self, values: Sequence[Any]) -> tuple[T, ...]:
        """All of them."""
        return tuple(values)


class One(Hook[T, T], Generic[T]):
    """Exactly one must register."""

    def register(self, app: Flask, value: T) -> None:
        """States what the caller takes."""
        self._add(app, value)

    def freeze(self, values: Sequence[Any]) -> T:
        """The one."""
        if len(values) != 1:
            raise HookError(f"{self.name}: {len(values)} registered, and it takes exactly one")
        only: T = values[0]
        return only


class ByKey(Hook[T, Mapping[str, T]], Generic[T]):
    """One may register for each key; the caller takes them by their keys."""

    def register(self, app: Flask, key: str, value: T) -> None:
        """States what the caller finds under a key."""
        self._add(app, (key, value))

    def freeze(self, values: Sequence[Any]) -> Mapping[str, T]:
        """All of them by key."""
        found: dict[str, T] = {}
        for key, value in values:
            if key in found:
                raise HookError(f"{self.name}: {key!r} is registered twice")
            found[key] = value
        return MappingProxyType(found)


def init_app(app: Flask) -> None:
    """From now on slices can register."""
    app.extensions[KEY] = Registry()


def freeze(app: Flask) -> None:
    """Ends the registering.

    Raises:
        HookError: something is missing, there twice, or without a type.
    """
    registry: Registry = app.extensions[KEY]
    unknown = [hook.name for hook in registry.given if DECLARED.get(hook.name) is not hook]
    if unknown:
        raise HookError(f"{', '.join(unknown)}: registered, and declared nowhere")
    for hook in DECLARED.values():
        hook.type()
    registry.frozen = MappingProxyType(
        {
            hook: hook.freeze([given.value for given in registry.given.get(hook, ())])
            for hook in DECLARED.values()
        }
    )


class Row(NamedTuple):
    """A line of the list of hooks."""

    name: str
    type: str
    declared_by: str
    registered_by: tuple[str, ...]


def table(app: Flask) -> list[Row]:
    """All hooks by name: their types, who declares and who registers."""
    given = app.extensions[KEY].given
    return [
        Row(
            name,
            hook.type(),
            hook.declared_by,
            tuple(sorted({item.by for item in given.get(hook, ())})),
        )
        for name, hook in sorted(DECLARED.items())
    ]


def markdown(app: Flask) -> str:
    """The list as ``docs/architecture.md`` holds it."""
    lines = [
        f"| `{row.name}` | `{row.type}` | `{row.declared_by}` | "
        + ", ".join(f"`{module}`" for module in row.registered_by)
        + " |"
        for row in table(app)
    ]
    head = "| hook | type | declared by | registered by |"
    return "\n".join([head, "|---|---|---|---|", *lines, ""]).replace("`participation.", "`")


def _named(kind: Any) -> str:  # noqa: ANN401 - a type may be any object of ``typing``
    """A type without the modules of its parts: ``(UUID, Released) → None``."""
    if kind is ...:
        return "..."
    if isinstance(kind, list):  # what a Callable takes
        return ", ".join(map(_named, kind))
    origin, parts = get_origin(kind), [_named(part) for part in get_args(kind)]
    if origin is Callable:
        return f"({parts[0]}) → {parts[1]}"
    if origin is UnionType:
        return " or ".join(parts)
    name = "None" if kind is type(None) else getattr(origin or kind, "__name__", str(kind))
    return f"{name}[{', '.join(parts)}]" if parts else name


def _caller(*passed: str) -> str:
    """The module that called, past the functions of those named."""
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_name != "<module>":
        if frame.f_globals["__name__"] not in passed:
            break
        frame = frame.f_back
    return "" if frame is None else str(frame.f_globals["__name__"])


TICK = Every[Callable[[datetime], None]]("tick")
"""What a slice does every minute, in a transaction of its own."""
RESTORED = Every[Callable[[Connection], None]]("restored")
"""What a slice does in the restored tables before they count."""
