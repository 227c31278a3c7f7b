"""The seam between names of questions and names of the answer page's own fields."""

import re
from pathlib import Path

import participation
from surveys.xlsform.survey_rows import RESERVED

PAGE = Path(participation.__file__).parent / "templates" / "respond" / "question.html"


def test_no_question_can_take_the_name_of_a_field_of_the_answer_page():
    assert set(re.findall(r'name="([a-z_]+)"', PAGE.read_text())) <= RESERVED
