"""The shipped questionnaires as their files hold them: rows of cells, nothing compiled."""

import csv
from dataclasses import dataclass
from pathlib import Path

import surveys

FOLDER = Path(surveys.__file__).parent / "library"
RESPONDENTS = ("needs", "belonging")
ALL = (*RESPONDENTS, "volunteers", "fachtag", "actors", "offers")
EIGHT = ("de", "en", "de-simple", "ar", "uk", "ru", "fa", "tr")


@dataclass(frozen=True)
class Sheets:
    key: str
    survey: list[dict[str, str]]
    choices: list[dict[str, str]]
    settings: list[dict[str, str]]

    @property
    def languages(self):
        return tuple(tag(h) for h in self.survey[0] if h.startswith("label::"))

    @property
    def questions(self):
        return [r for r in self.survey if not r["type"].startswith(("begin", "end", "calculate"))]

    @property
    def names(self):
        return [row["name"] for row in self.questions]

    @property
    def lists(self):
        found = {}
        for row in self.choices:
            found.setdefault(row["list_name"], []).append(row)
        return found

    def row(self, name):
        return next(row for row in self.survey if row["name"] == name)

    def choices_of(self, name):
        return self.lists[self.row(name)["type"].split()[1]]

    def texts(self, language):
        """Every text of that language with the place where it stands."""
        for sheet in (self.survey, self.choices, self.settings):
            for row in sheet:
                for header, text in row.items():
                    if "::" in header and tag(header) == language and text:
                        yield f"{row.get('name')} {header}", text


def tag(header):
    return header.rpartition("(")[2].rstrip(")")


def sheets(key):
    parts, sheet, header = {}, "", []
    with (FOLDER / f"{key}.csv").open(encoding="utf-8", newline="") as file:
        for name, *cells in csv.reader(file):
            if name:
                sheet, header = name, []
                parts[sheet] = []
            elif not header:
                header = cells
            else:
                parts[sheet].append(dict(zip(header, cells, strict=True)))
    return Sheets(key, **parts)
