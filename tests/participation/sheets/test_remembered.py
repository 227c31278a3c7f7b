"""What is remembered of a county's sheets for two years is read by later versions."""

from datetime import date

from participation.sheets.meaning import mapping


def test_a_mapping_remembered_by_an_earlier_version_is_read_and_written_alike():
    kept = {
        "sources": {
            "title": [["c", "massnahme", ""]],
            "light": [["f", "status", ""], ["c", "stand 2024", "2024-12-31"]],
        },
        "down": True,
        "clears": False,
    }
    heads = {1: "Stand 2024", 4: "Maßnahme", 7: "Status"}
    columns = mapping.restored(kept, heads)
    assert (columns.down, columns.clears) == (True, False)
    assert columns.sources["title"] == (mapping.Source(4),)
    assert columns.sources["light"] == (
        mapping.Source(7, colour=True),
        mapping.Source(1, on=date(2024, 12, 31)),
    )
    assert mapping.stored(columns, heads) == kept
