"""``regex()`` in time that grows with pattern × text and no faster, whatever both are.

A backtracking engine can be made to hang by a pattern that a stranger wrote. Here the pattern
becomes a small machine that reads the text once and is in many states at the same time (Thompson,
"Regular expression search algorithm", 1968). Which states follow which is remembered, so a text is
mostly looked up; how many states there are is bounded when a workbook is read
(``docs/decisions/0020-patterns-of-our-own.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

MAX_PATTERN = 500
"""Characters of a pattern."""
MAX_STATES = 1_500
"""States of a machine; a counted repetition needs as many copies as it counts."""
MAX_REPEAT = 300
"""Largest count of a repetition."""
MAX_NESTING = 30
"""Groups inside groups."""
KNOWN_STEPS = 500
KNOWN_CHARACTERS = 256
"""What is remembered of a pattern, and of each of its steps."""


class PatternProblem(Exception):
    """A pattern that is none, or that we do not support."""


_Accepts = Callable[[str], bool]


@dataclass(slots=True, eq=False)
class _State:
    """Reads one character when ``accepts`` is set, else nothing; then goes to all of ``then``."""

    accepts: _Accepts | None = None
    then: list[_State] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of machine with one way in; ``last`` is the state that waits for what follows."""

    first: _State
    last: _State


_Make = Callable[[], _Part]


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> Callable[[str], bool]:
    """A test whether a whole text fits the pattern.

    Raises:
        PatternProblem: no pattern that we support.
    """
    if len(pattern) > MAX_PATTERN:
        raise PatternProblem(f"> {MAX_PATTERN}")
    parser = _Parser(pattern)
    machine = parser.whole()
    return _Reader(machine).fits


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits; an impossible pattern fits nothing (the check refuses it)."""
    try:
        return compile_pattern(pattern)(text)
    except PatternProblem:
        return False


class _Step:
    """All states in which a text may be after some characters."""

    def __init__(self, states: list[_State], last: _State) -> None:
        self.reading = [(s.accepts, s.then) for s in states if s.accepts is not None]
        self.whole = any(state is last for state in states)
        """Whether a text that ends here fits."""
        self.by_character: dict[str, _Step | None] = {}
        self.by_answer: dict[tuple[bool, ...], _Step | None] = {}


class _Reader:
    """Reads texts and remembers which step follows which; each is worked out once."""

    def __init__(self, machine: _Part) -> None:
        self.last = machine.last
        self.first = _Step(_reached([machine.first]), machine.last)
        self.steps: dict[frozenset[int], _Step] = {}

    def fits(self, text: str) -> bool:
        """Whether the whole text fits."""
        step = self.first
        for character in text:
            try:
                following = step.by_character[character]
            except KeyError:
                following = self._after(step, character)
            if following is None:
                return False
            step = following
        return step.whole

    def _after(self, step: _Step, character: str) -> _Step | None:
        # Characters that all states answer alike lead to the same step: a stranger's text of
        # ever new characters costs no more than asking each state once.
        answer = tuple(accepts(character) for accepts, _then in step.reading)
        if answer not in step.by_answer:
            if len(step.by_answer) >= KNOWN_STEPS:
                step.by_answer.clear()
            step.by_answer[answer] = self._step(step, answer)
        following = step.by_answer[answer]
        if len(step.by_character) < KNOWN_CHARACTERS:
            step.by_character[character] = following
        return following

    def _step(self, step: _Step, answer: tuple[bool, ...]) -> _Step | None:
        after = [
            s for (_, then), yes in zip(step.reading, answer, strict=True) if yes for s in then
        ]
        if not after:
            return None
        states = _reached(after)
        key = frozenset(map(id, states))
        if key not in self.steps:
            if len(self.steps) >= KNOWN_STEPS:
                self.steps.clear()
            self.steps[key] = _Step(states, self.last)
        return self.steps[key]


def _reached(states: Iterable[_State]) -> list[_State]:
    """These and all that can be reached from them without reading."""
    found: dict[int, _State] = {}
    waiting = list(states)
    while waiting:
        state = waiting.pop()
        if id(state) not in found:
            found[id(state)] = state
            if state.accepts is None:
                waiting.extend(state.then)
    return list(found.values())


_CLASSES: dict[str, _Accepts] = {
    "d": str.isdecimal,
    "w": lambda c: c.isalnum() or c == "_",
    "s": str.isspace,
}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}


class _Parser:
    """Reads a pattern from left to right; each piece is a recipe that can be built repeatedly."""

    def __init__(self, pattern: str) -> None:
        self.rest = list(reversed(pattern))
        self.states = 0
        self.depth = 0

    def whole(self) -> _Part:
        recipe = self.alternatives()
        if self.rest:
            raise PatternProblem(self.rest[-1])
        return recipe()

    def peek(self) -> str:
        return self.rest[-1] if self.rest else ""

    def take(self) -> str:
        if not self.rest:
            raise PatternProblem("…")
        return self.rest.pop()

    def alternatives(self) -> _Make:
        options = [self.sequence()]
        while self.peek() == "|":
            self.take()
            options.append(self.sequence())
        return options[0] if len(options) == 1 else lambda: self._either(options)

    def sequence(self) -> _Make:
        pieces: list[_Make] = []
        while self.peek() and self.peek() not in "|)":
            pieces.append(self.repeated())
        return lambda: self._chain(pieces)

    def repeated(self) -> _Make:
        piece = self.single()
        if self.peek() and self.peek() in "*+?{":
            least, most = self.counts()
            if self.peek() == "?":  # lazy: the same texts fit
                self.take()
            return lambda: self._repeat(piece, least, most)
        return piece

    def counts(self) -> tuple[int, int | None]:
        mark = self.take()
        if mark != "{":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[mark]
        inside = ""
        while self.peek() != "}":
            inside += self.take()
        self.take()
        low, comma, high = inside.partition(",")
        least = _count(low)
        most = None if comma and not high else _count(high) if comma else least
        if most is not None and most < least:
            raise PatternProblem(f"{{{inside}}}")
        return least, most

    def single(self) -> _Make:
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return self._reads(self.bracket())
        if character == "\\":
            return self._reads(self.escape())
        if character == ".":
            return self._reads(lambda c: c != "\n")
        if character in "^$":  # the whole text is meant anyway
            return lambda: self._chain([])
        if character in "*+?{":
            raise PatternProblem(character)
        return self._reads(character.__eq__)

    def group(self) -> _Make:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise PatternProblem("(((")
        if self.peek() == "?":
            self.take()
            if self.take() != ":":
                raise PatternProblem("(?")
        inside = self.alternatives()
        if self.take() != ")":
            raise PatternProblem("(")
        self.depth -= 1
        return inside

    def escape(self) -> _Accepts:
        character = self.take()
        if character.lower() in _CLASSES:
            inner = _CLASSES[character.lower()]
            return inner if character.islower() else lambda c: not inner(c)
        if character.isalnum() and character not in _CONTROLS:
            raise PatternProblem(f"\\{character}")
        return _CONTROLS.get(character, character).__eq__

    def bracket(self) -> _Accepts:
        negated = self.peek() == "^"
        if negated:
            self.take()
        tests = [self.member()]
        while self.peek() != "]":
            tests.append(self.member())
        self.take()
        if negated:
            return lambda c: not any(test(c) for test in tests)
        return lambda c: any(test(c) for test in tests)

    def member(self) -> _Accepts:
        first = self.take()
        if first == "\\":
            character = self.peek()
            if character.lower() in _CLASSES:
                return self.escape()
            first = _CONTROLS.get(self.take(), character)
        if self.peek() != "-" or len(self.rest) < 2 or self.rest[-2] == "]":  # noqa: PLR2004
            return first.__eq__
        self.take()
        last = self.take()
        last = self.take() if last == "\\" else last
        if last < first:
            raise PatternProblem(f"{first}-{last}")
        return lambda c: first <= c <= last

    def _state(self, accepts: _Accepts | None = None) -> _State:
        self.states += 1
        if self.states > MAX_STATES:
            raise PatternProblem(f"> {MAX_STATES}")
        return _State(accepts)

    def _reads(self, accepts: _Accepts) -> _Make:
        def make() -> _Part:
            first, last = self._state(accepts), self._state()
            first.then.append(last)
            return _Part(first, last)

        return make

    def _chain(self, pieces: list[_Make]) -> _Part:
        first = last = self._state()
        for piece in pieces:
            part = piece()
            last.then.append(part.first)
            last = part.last
        return _Part(first, last)

    def _either(self, options: list[_Make]) -> _Part:
        first, last = self._state(), self._state()
        for option in options:
            part = option()
            first.then.append(part.first)
            part.last.then.append(last)
        return _Part(first, last)

    def _repeat(self, piece: _Make, least: int, most: int | None) -> _Part:
        whole = self._chain([piece] * least)
        last = whole.last
        end = self._state()
        if most is None:
            loop = piece()
            last.then.extend((loop.first, end))
            loop.last.then.extend((loop.first, end))
            return _Part(whole.first, end)
        for _ in range(most - least):
            last.then.append(end)
            part = piece()
            last.then.append(part.first)
            last = part.last
        last.then.append(end)
        return _Part(whole.first, end)


def _count(text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(MAX_REPEAT))
    if not digits or int(text) > MAX_REPEAT:
        raise PatternProblem(f"{{{text}}}")
    return int(text)
