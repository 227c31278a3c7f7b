import pytest

from surveys.codec import CodecProblem, dumps, loads


def test_an_instrument_survives_the_round_trip(work):
    assert loads(dumps(work)) == work


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format":2}', '{"format":1,"key":"x"}'])
def test_what_is_no_instrument_is_refused(text):
    with pytest.raises(CodecProblem):
        loads(text)
