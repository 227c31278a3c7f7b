from tests.support.client import CheckedClient


def test_an_unknown_address_gets_a_page_that_says_what_to_do(client: CheckedClient):
    page = client.page("/gibt-es-nicht")
    assert page.status == 404
    assert "Prüfen Sie die Adresse" in page.text


def test_a_foreign_host_name_is_sent_to_the_public_address(client: CheckedClient):
    answer = client.get("/", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.location) == (307, "http://localhost/")
