"""The legal and help pages: there for everybody, in every language, honest about gaps."""

import pytest

from participation.languages import LANGUAGES
from participation.site.pages import InfoPage
from tests.support.client import CheckedClient


@pytest.mark.parametrize("page", InfoPage)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_page_stands_in_each_language(client: CheckedClient, tag: str, page: str):
    found = client.page(f"/f/info/{tag}/{page}")
    assert found.status == 200
    assert (found.root.get("lang"), found.root.get("dir")) == (tag, LANGUAGES[tag].direction)
