"""A questionnaire whose questions depend on each other, for the tests of path and answers."""

import pytest
from small import choices, instrument, question

from surveys.expressions import parse


@pytest.fixture
def work():
    """Three questions: work decides over hours, hours over tired; and one calculation."""
    return instrument(
        question("work", "select_one", choices=choices("yes", "no")),
        question("hours", "integer", "${work} = 'yes'"),
        question("tired", "text", "${hours} > 40"),
        calculations=[question("days", "calculate", calculation=parse("${hours} div 8"))],
    )
