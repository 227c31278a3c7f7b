"""Word lists: how many notes hold a word, per language.

A word is counted by its dictionary form (the lemma) and once per note, however often the note
says it. Only words that at least :data:`PEOPLE` different people wrote are listed: a rarer word
could point to who wrote it. Texts whose author nobody knows (cards typed in, files read in) count
as written by one and the same person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.texts.posts import Post, base, small, words
from surveys.texts.stops import stop_words

PEOPLE = 3
"""Different people who must have written a word before it is listed."""


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word and the number of notes that hold it."""

    word: str
    notes: int


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of one language, the most frequent first."""

    language: str
    notes: int
    """Notes in this language, also those that hold no listed word."""
    words: tuple[WordCount, ...]


def word_lists(posts: Iterable[Post], people: int = PEOPLE) -> tuple[WordList, ...]:
    """The word list of every language in ``posts``, the language of most notes first.

    Notes without a language are not counted: nothing safely says what their words are.
    """
    by_language: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if (language := base(post.language)) is not None:
            by_language[language].append(post)
    found = [_of_language(language, notes, people) for language, notes in by_language.items()]
    return tuple(sorted(found, key=lambda each: (-each.notes, each.language)))


def _of_language(language: str, posts: list[Post], people: int) -> WordList:
    notes: Counter[str] = Counter()
    authors: defaultdict[str, set[str | None]] = defaultdict(set)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        lemmas = set(_lemmas(post.text, language))
        for key in {small(lemma, language) for lemma in lemmas}:
            notes[key] += 1
            authors[key].add(post.author)
        for lemma in lemmas:
            spellings[small(lemma, language)][lemma] += 1
    listed = [key for key in notes if len(authors[key]) >= people]
    listed.sort(key=lambda key: (-notes[key], key))
    counts = tuple(WordCount(_usual(spellings[key]), notes[key]) for key in listed)
    return WordList(language, len(posts), counts)


def _lemmas(text: str, language: str) -> list[str]:
    stops = stop_words(language)
    kept = [word for word in words(text, language) if small(word, language) not in stops]
    lemmas = [_lemma(word, language) for word in kept]
    return [lemma for lemma in lemmas if small(lemma, language) not in stops]


def _lemma(word: str, language: str) -> str:
    import simplemma  # noqa: PLC0415 - loads a dictionary a language; only jobs count words

    try:
        # The frugal dictionaries take 80 MB for our seven languages, the others 500.
        return simplemma.lemmatize(word, lang=language, low_memory=True)
    except ValueError:  # no dictionary of this language
        return word


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
