"""Role profiles from ESCO and O*NET: read as they come, mapped as documented."""

import csv
import io
import zipfile
from collections.abc import Mapping as Map
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.occupations import esco, onet
from importers.occupations.mapping import SHIPPED, read_mapping
from tagging.errors import ImportFailed
from tests.conftest import shared_data

MAPPING = read_mapping()
SEA = "http://example.org/occupation/sea"
ESCO: Map[str, tuple[tuple[str, ...], ...]] = {
    "occupations_en.csv": (
        ("conceptUri", "preferredLabel", "altLabels", "status", "description", "code"),
        (SEA, "fishing master", "skipper\nboat master", "released", "Sails out.", "8350.1"),
        ("http://example.org/occupation/shore", "fish cook", "boat master", "released", "", ""),
        ("http://example.org/occupation/old", "sail maker", "", "obsolete", "", ""),
    ),
    "occupationSkillRelations.csv": (
        ("occupationUri", "relationType", "skillType", "skillUri"),
        (SEA, "essential", "knowledge", "http://example.org/skill/weather"),
        (SEA, "optional", "skill/competence", "http://example.org/skill/nets"),
        ("http://example.org/occupation/shore", "essential", "", "http://example.org/skill/frying"),
    ),
    "skills_en.csv": (
        ("conceptUri", "preferredLabel"),
        ("http://example.org/skill/weather", "weather at sea"),
        ("http://example.org/skill/nets", "mend nets"),
        ("http://example.org/skill/frying", "fry"),
    ),
}


def download(folder: Path, **without: bool) -> Path:
    """A small download of ESCO's shape, perhaps without some of its files."""
    path = folder / "esco_v1.1.1_en.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in ESCO.items():
            if not without.get(name.split(".")[0]):
                text = io.StringIO()
                csv.writer(text).writerows(rows)
                archive.writestr(f"ESCO dataset/{name}", text.getvalue())
    return path


def test_an_occupation_comes_with_what_it_needs(tmp_path: Path) -> None:
    found = esco.read_occupation(download(tmp_path), "Skipper", MAPPING.esco)
    assert (found.name, found.scheme, found.code, found.uri) == (
        "fishing master", "ESCO", "8350.1", SEA,
    )  # fmt: skip
    assert (found.version, found.description) == ("1.1.1", "Sails out.")
    assert [(one.label, one.kind, one.level, one.importance) for one in found.asks] == [
        ("weather at sea", "essential knowledge", 3, 1.0),
        ("mend nets", "optional skill", 2, 0.4),
    ]
    by_address = esco.read_occupation(download(tmp_path), SEA, MAPPING.esco, "1.2")
    assert (by_address.id, by_address.version) == (found.id, "1.2")


def test_what_cannot_be_found_is_said_with_the_nearest(tmp_path: Path) -> None:
    path = download(tmp_path)
    with pytest.raises(ImportFailed, match=r"no occupation 'fishing mastr'.*fishing master"):
        esco.read_occupation(path, "fishing mastr", MAPPING.esco)
    with pytest.raises(ImportFailed, match=r"Several occupations.*fish cook; fishing master"):
        esco.read_occupation(path, "boat master", MAPPING.esco)
    with pytest.raises(ImportFailed, match="no occupation"):
        esco.read_occupation(path, "sail maker", MAPPING.esco)
    with pytest.raises(ImportFailed, match="no occupation ''"):
        esco.read_occupation(path, "", MAPPING.esco)


@pytest.mark.parametrize("part", ["occupations_en", "occupationSkillRelations", "skills_en"])
def test_a_download_without_a_part_says_what_is_missing(tmp_path: Path, part: str) -> None:
    with pytest.raises(ImportFailed, match="Download ESCO again"):
        esco.read_occupation(download(tmp_path, **{part: True}), SEA, MAPPING.esco)


def test_other_files_end_in_words(tmp_path: Path) -> None:
    path = tmp_path / "not.zip"
    path.write_bytes(b"PK\3\4 and no more")
    with pytest.raises(ImportFailed):
        esco.read_occupation(path, SEA, MAPPING.esco)
    with pytest.raises(ImportFailed, match="no folder"):
        onet.read_occupation(path, "x", MAPPING.onet)
    with pytest.raises(ImportFailed, match=r"holds no 'Occupation Data.xlsx'"):
        onet.read_occupation(tmp_path, "x", MAPPING.onet)


TITLES = (
    ("O*NET-SOC Code", "Title", "Description"),
    ("45-1.00", "Fishers", "Fish."),
    ("45-2.00", "Hunters", "Hunt."),
)
HEAD = (
    "O*NET-SOC Code", "Title", "Element ID", "Element Name", "Scale ID", "Data Value",
    "Recommend Suppress", "Not Relevant",
)  # fmt: skip


def measured(code: str, element: str, importance: str, level: str, *marks: str) -> list[list[str]]:
    suppress, irrelevant = marks or ("N", "N")
    name = element.title()
    return [
        [code, "", element, name, "IM", importance, suppress, "n/a"],
        [code, "", element, name, "LV", level, "N", irrelevant],
    ]


def folder_of(path: Path, *skills: list[list[str]]) -> Path:
    folder = path / "db_29_0_text"
    folder.mkdir(exist_ok=True)
    tables = {
        "Occupation Data": TITLES,
        "Skills": (HEAD, *(row for rows in skills for row in rows)),
        "Knowledge": (HEAD, *measured("45-1.00", "weather", "5", "6.5")),
    }
    for name, rows in tables.items():
        with (folder / f"{name}.txt").open("w", newline="") as file:
            csv.writer(file, delimiter="\t").writerows(rows)
    return folder


def test_onets_figures_become_levels_and_importance(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        measured("45-1.00", "nets", "4", "3.5"),
        measured("45-1.00", "poetry", "2.99", "3"),
        measured("45-1.00", "doubtful", "4", "3", "Y", "N"),
        measured("45-1.00", "odd", "4", "0", "N", "Y"),
        measured("45-2.00", "traps", "5", "5"),
    )
    for wanted in ("fishers", "45-1.00"):
        found = onet.read_occupation(folder, wanted, MAPPING.onet)
        assert (found.name, found.code, found.version) == ("Fishers", "45-1.00", "29.0")
        assert found.uri == "https://www.onetonline.org/link/summary/45-1.00"
        asked = [(a.label, a.kind, a.level, a.importance, a.said) for a in found.asks]
        assert asked == [
            ("Nets", "skill", 3, 0.75, "importance 4 of 5, level 3.5 of 7"),
            ("Odd", "skill", 1, 0.75, "importance 4 of 5"),
            ("Weather", "knowledge", 5, 1.0, "importance 5 of 5, level 6.5 of 7"),
        ]
    with pytest.raises(ImportFailed, match=r"The nearest are: Fishers"):
        onet.read_occupation(folder, "fisher", MAPPING.onet)


def test_a_figure_that_is_none_is_said(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, measured("45-1.00", "nets", "four", "3"))
    with pytest.raises(ImportFailed, match="'Nets' is no number"):
        onet.read_occupation(folder, "Fishers", MAPPING.onet)


@given(st.floats(1, 5), st.floats(1, 5), st.floats(0, 7), st.floats(0, 7))
def test_what_is_more_there_is_never_less_here(a: float, b: float, c: float, d: float) -> None:
    mapping = MAPPING.onet
    low, high = sorted((a, b))
    assert 0 <= mapping.importance(low) <= mapping.importance(high) <= 1
    less, more = sorted((c, d))
    assert 1 <= mapping.level(less) <= mapping.level(more) <= 5
    assert not mapping.matters(low) or mapping.matters(high)


def test_the_ends_of_the_scales_meet() -> None:
    assert (MAPPING.onet.importance(1), MAPPING.onet.importance(5)) == (0, 1)
    assert (MAPPING.onet.level(0), MAPPING.onet.level(7)) == (1, 5)
    assert MAPPING.esco.of("essential") == (3, 1.0)
    assert MAPPING.esco.of("optional") == (2, 0.4)


def test_a_mapping_of_ones_own_changes_what_it_names_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[esco]\nessential_level = 4\noptional = false\n")
    mine = read_mapping(path)
    assert mine.esco.of("essential") == (4, 1.0)
    assert mine.onet == MAPPING.onet
    found = esco.read_occupation(download(tmp_path), SEA, mine.esco)
    assert [one.label for one in found.asks] == ["weather at sea"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[esco", "cannot be read as a mapping"),
        ("[isco]\nlevel = 1", "The parts are esco and onet"),
        ("[esco]\nlevel = 1", "sets 'level' in esco"),
        ("[esco]\nessential_level = 'high'", "is not a number"),
        ("[esco]\nessential_level = true", "is not a number"),
        ("[esco]\noptional = 1", "is not a number"),
        ("[esco]\nessential_level = 6", "a level is from 1 to 5"),
        ("[esco]\noptional_importance = 0", "above 0"),
        ("[onet]\nlevel_begins = [1, 2, 3]", "four figures that rise"),
        ("[onet]\nlevel_begins = [4, 3, 2, 1]", "four figures that rise"),
        ("[onet]\nimportance_from = 5", "below importance_to"),
    ],
)
def test_a_mapping_that_cannot_be_says_why(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ImportFailed, match=said):
        read_mapping(path)


def test_every_figure_of_the_shipped_mapping_is_explained() -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    assert sum(line.startswith("#") for line in lines) >= 10


def test_escos_career_guidance_advisor() -> None:
    path = shared_data("data", "esco", "esco_v1.1.1_en.zip")
    found = esco.read_occupation(path, "career guidance advisor", MAPPING.esco)
    assert (found.name, found.code, len(found.asks)) == ("career guidance advisor", "2423.1", 56)
    kinds = {one.label: one.kind for one in found.asks}
    assert kinds["counselling methods"] == "essential knowledge"
    assert all(one.uri.startswith("http://data.europa.eu/esco/skill/") for one in found.asks)
    with pytest.raises(ImportFailed, match="The nearest are: career guidance advisor"):
        esco.read_occupation(path, "carreer guidence adviser", MAPPING.esco)


def test_onets_career_counsellor() -> None:
    folder = shared_data("data", "onet")
    title = "Educational, Guidance, and Career Counselors and Advisors"
    found = onet.read_occupation(folder, title, MAPPING.onet, "29.0")
    assert (found.code, found.version, len(found.asks)) == ("21-1012.00", "29.0", 25)
    by_name = {one.label: one for one in found.asks}
    assert by_name["Active Listening"].importance == 0.84
    assert by_name["Therapy and Counseling"].kind == "knowledge"
    assert min(one.importance for one in found.asks) >= 0.5
