from tests.support.environ import forget_county

forget_county()
