"""A robot that answers a questionnaire to its end, as its seed says."""

import random
from datetime import date, timedelta

from surveys.instrument.answers import AnswerProblem, read
from surveys.instrument.instrument import QuestionType
from surveys.instrument.path import walk

WORDS = ("1309-12345-12", "AB-CD", "AB-123", "eine Antwort", "42", "x")
DAY = date(2026, 5, 31)


def answer_all(instrument, seed):
    """The path after every page was seen once; raises when the way does not end."""
    dice = random.Random(seed)
    answers, seen = {}, set()
    for _ in range(len(instrument.pages) + 1):
        path = walk(instrument, answers, DAY)
        page = next((page for page in path.pages if page.name not in seen), None)
        if page is None:
            return path
        seen.add(page.name)
        for question in page.questions:
            if question.type.asks and (value := valid(question, path.values, dice)) is not None:
                answers[question.name] = value
    raise AssertionError("the questionnaire does not end")


def valid(question, values, dice):
    """A valid value, or None after some tries: every question may be left out."""
    for _ in range(20):
        try:
            return read(question, raw(question, dice), values)
        except AnswerProblem:
            continue
    return None


def raw(question, dice):
    """What a browser could send."""
    names = [choice.name for choice in question.choices]
    match question.type:
        case QuestionType.SELECT_ONE:
            return [dice.choice(names)]
        case QuestionType.SELECT_MULTIPLE:
            return dice.sample(names, dice.randint(0, min(3, len(names))))
        case QuestionType.DATE:
            return [(DAY - timedelta(days=dice.randint(-9, 9999))).isoformat()]
        case QuestionType.TEXT:
            return [dice.choice(WORDS)]
    return [str(dice.randint(0, 100))]
