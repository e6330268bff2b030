"""One occupation of O*NET's database files (XLSX, CSV or tab-separated), with what it needs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.records import Asked, Occupation
from importers.columns import Columns, Variants, recognise
from importers.occupations.mapping import Onet
from importers.occupations.nearest import Titles
from importers.read import open_table
from importers.report import Progress, quiet
from tagging.errors import ImportFailed
from tagging.identity import derived_id, fold

_PARTS = {"skill": "Skills", "knowledge": "Knowledge"}
_TITLES = "Occupation Data"
_ENDINGS = (".xlsx", ".csv", ".txt")
_VERSION = re.compile(r"(\d{2})[._](\d)")
_TITLE_COLUMNS: Variants = {
    "code": ("O*NET-SOC Code",),
    "title": ("Title",),
    "description": ("Description",),
}
_COLUMNS: Variants = {
    "code": ("O*NET-SOC Code",),
    "element": ("Element ID",),
    "name": ("Element Name",),
    "scale": ("Scale ID",),
    "figure": ("Data Value",),
    "suppress": ("Recommend Suppress",),
    "irrelevant": ("Not Relevant",),
}
_ADDRESS = "https://www.onetonline.org/"


@dataclass
class _Element:
    """A skill or a field of knowledge, and what O*NET measured: importance 1-5, level 0-7."""

    id: str
    name: str
    kind: str
    importance: float | None = None
    level: float | None = None


def read_occupation(
    folder: Path, wanted: str, mapping: Onet, version: str = "", progress: Progress = quiet
) -> Occupation:
    """Return the occupation of this title or code, with the skills and knowledge that matter.

    `folder` holds 'Occupation Data', 'Skills' and 'Knowledge' as O*NET gives them. What O*NET
    recommends not to use, and what is below the mapping's least importance, is left out. Raises
    `ImportFailed` where a file is missing or no occupation has this title: it names the nearest.
    """
    code, title, description = _title(_file(folder, _TITLES), wanted)
    asks: list[Asked] = []
    for kind, name in _PARTS.items():
        found = _elements(_file(folder, name), code, kind, progress)
        asks += [_asked(one, mapping) for one in found if mapping.matters(one.importance or 0)]
    named = _VERSION.search(folder.name)
    return Occupation(
        id=derived_id("occupation", "O*NET", code),
        name=title,
        scheme="O*NET",
        code=code,
        uri=f"{_ADDRESS}link/summary/{code}",
        version=version or (f"{named[1]}.{named[2]}" if named else ""),
        description=description[:2000],
        asks=tuple(asks),
    )


def _file(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        raise ImportFailed(f"{folder.name} is no folder. Name the one that holds O*NET's files.")
    wanted = fold(name)
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _ENDINGS and fold(path.stem) == wanted:
            return path
    raise ImportFailed(
        f"{folder.name} holds no '{name}{_ENDINGS[0]}'. Download 'Skills', 'Knowledge' and "
        "'Occupation Data' of the O*NET database into one folder."
    )


def _title(path: Path, wanted: str) -> tuple[str, str, str]:
    titles = Titles(wanted)
    with open_table(path) as table:
        required = (("code",), ("title",))
        columns = recognise(table.columns, _TITLE_COLUMNS, required, path.name)
        for _, row in table.rows:
            code, title = columns.cell(row, "code"), columns.cell(row, "title")
            described = columns.cell(row, "description")
            record = {"preferredLabel": title, "code": code, "description": described}
            titles.add(title, [code], record)
    found = titles.found(path.name)
    return found["code"], found["preferredLabel"], found["description"]


def _elements(path: Path, code: str, kind: str, progress: Progress) -> Iterator[_Element]:
    found: dict[str, _Element] = {}
    with open_table(path) as table:
        required = (("code",), ("element",), ("name",), ("scale",), ("figure",))
        columns = recognise(table.columns, _COLUMNS, required, path.name)
        for number, row in table.rows:
            if number % 5000 == 0:
                progress(f"Reading {path.name}", number, max(number, 70_000))
            if columns.cell(row, "code") == code:
                _take(found, columns, row, kind, path.name)
            elif found:
                break  # an occupation's rows stand together
    progress(f"Reading {path.name}", 1, 1)
    yield from found.values()


def _take(
    found: dict[str, _Element], columns: Columns, row: Sequence[str], kind: str, file: str
) -> None:
    """Take in one figure, unless O*NET itself says that it should not be used."""
    key = columns.cell(row, "element")
    element = found.setdefault(key, _Element(key, columns.cell(row, "name"), kind))
    if "Y" in (columns.cell(row, "suppress"), columns.cell(row, "irrelevant")):
        return
    try:
        figure = float(columns.cell(row, "figure"))
    except ValueError:
        raise ImportFailed(
            f"{file}: the figure of '{element.name}' is no number. Download the file again."
        ) from None
    if columns.cell(row, "scale") == "IM":
        element.importance = figure
    elif columns.cell(row, "scale") == "LV":
        element.level = figure


def _asked(element: _Element, mapping: Onet) -> Asked:
    said = [f"importance {element.importance:g} of 5"]
    if element.level is not None:
        said.append(f"level {element.level:g} of 7")
    return Asked(
        id=derived_id("asked", "O*NET", element.id),
        label=element.name,
        kind=element.kind,
        level=mapping.level(element.level) if element.level is not None else 1,
        importance=mapping.importance(element.importance or 0),
        said=", ".join(said),
        uri=f"{_ADDRESS}find/descriptor/result/{element.id}",
    )
