"""What stands in the environment of whoever runs tests, figures or pictures."""

import os

MADE_HERE = {"TESTS_MADE_THESE_SETTINGS": "1"}
"""Beside settings that a test made for a program of ours below ``tests``."""


def forget_county() -> None:
    """Takes out every setting of an installation: a test never works on a county's own data.

    What a test hands to a program that it starts (``MADE_HERE``) stays.
    """
    if MADE_HERE.items() <= os.environ.items():
        return
    for name in [name for name in os.environ if name.startswith("VIELSTIMMIG_")]:
        del os.environ[name]
