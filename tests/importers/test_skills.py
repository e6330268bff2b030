"""Skills from files: one's own vocabulary, and ESCO as it comes."""

import zipfile
from pathlib import Path

import pytest

from graph import schema, skills
from graph.database import Database
from graph.ids import derived_id
from graph.records import Skill, SkillStatus
from importers.esco import read_esco
from importers.report import Report, Tally
from importers.skills import import_skills
from tagging.errors import ImportFailed
from tagging.permissions import OPERATOR
from tests.conftest import shared_data

OWN = """\
Code;Preferred label;Synonyms;Description;Status;Parent;See also;ESCO URI
eng;Engineering;;;formal;;;
cad;CAD;computer-aided design|CAD drawing;Drawing with software;;Engineering;welding;http://x.example/cad
;Welding;joining metal;;proposed;eng;;
"""
WELDING = derived_id("skill", "welding")


def load(db: Database, path: Path, text: str, *, dry_run: bool = False) -> Report:
    path.write_text(text, encoding="utf-8")
    return import_skills(db, OPERATOR, path, dry_run=dry_run)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected_rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test's file goes."""
    return tmp_path / "skills.csv"


def test_ones_own_vocabulary_is_loaded_with_its_links(db: Database, file: Path) -> None:
    assert counts(load(db, file, OWN)) == (3, 0, 0, 0)
    cad = skills.get(db, "cad")
    assert cad is not None
    assert cad.alternative_labels == ("computer-aided design", "CAD drawing")
    assert (cad.broader, cad.related) == (("eng",), (WELDING,))
    assert (cad.definition, cad.matches) == ("Drawing with software", ("http://x.example/cad",))
    assert skills.get(db, WELDING).status is SkillStatus.PROPOSED  # type: ignore[union-attr]


def test_rehearsals_and_second_runs_change_nothing(db: Database, file: Path) -> None:
    empty = schema.checksum(db)
    assert counts(load(db, file, OWN, dry_run=True)) == (3, 0, 0, 0)
    assert schema.checksum(db) == empty
    load(db, file, OWN)
    assert counts(load(db, file, OWN)) == (0, 0, 3, 0)


def test_a_file_adds_labels_and_links_and_takes_none_away(db: Database, file: Path) -> None:
    load(db, file, OWN)
    assert counts(load(db, file, "code,label,synonyms\ncad,CAD design,draughting\n")) == (
        0,
        1,
        0,
        0,
    )
    cad = skills.get(db, "cad")
    assert cad is not None
    assert cad.label == "CAD design"
    assert set(cad.alternative_labels) == {
        "computer-aided design",
        "CAD drawing",
        "CAD",
        "draughting",
    }
    assert (cad.broader, cad.definition) == (("eng",), "Drawing with software")


def test_a_row_without_an_id_means_the_skill_of_its_label(db: Database, file: Path) -> None:
    load(db, file, OWN)
    assert counts(load(db, file, "Label;Synonyms\ncad;drafting\n")) == (0, 1, 0, 0)
    cad = skills.get(db, "cad")
    assert cad is not None
    assert "drafting" in cad.alternative_labels


def test_a_retired_skill_stays_retired(db: Database, file: Path) -> None:
    old = Skill("cad", "CAD", status=SkillStatus.RETIRED)
    db.transact(lambda tx: skills.save(tx, [old]))
    load(db, file, OWN)
    assert skills.get(db, "cad").status is SkillStatus.RETIRED  # type: ignore[union-attr]


def test_rows_that_cannot_be_used_say_why(db: Database, file: Path) -> None:
    text = (
        "label,status,parent,description\n"
        " ,formal,,\n"
        f"{'x' * 201},,,\n"
        "Welding,odd,,\n"
        "Welding,,Metalwork,\n"
        "welding,,,\n"
        f"Riveting,,,{'y' * 5000}\n"
        "Bending,,,,more\n"
    )
    report = load(db, file, text)
    assert counts(report) == (1, 0, 0, 6)
    assert [(one.row, one.column) for one in report.rejected] == [
        (2, "label"),
        (3, "label"),
        (4, "status"),
        (5, "parent"),
        (6, "label"),
        (7, "description"),
        (8, "label"),
    ]
    assert all(one.reason and one.mend for one in report.rejected)


def small_esco(path: Path) -> Path:
    uri = "http://data.europa.eu/esco/skill/"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(
            "skillGroups_en.csv",
            f"conceptUri,preferredLabel,altLabels,description\n{uri}g,farming,,All of it\n",
        )
        new.writestr(
            "skills_en.csv",
            "\ufeffconceptUri,preferredLabel,altLabels,hiddenLabels,status,definition,description\n"
            f'{uri}a,milk cows,"milking\nmilk cows\ndairying",,released,,Milks\n'
            f"{uri}b,keep hens,,,released,Keeps,Other\n"
            ",no address,,,released,,\n",
        )
        new.writestr(
            "broaderRelationsSkillPillar.csv",
            f"conceptType,conceptUri,broaderType,broaderUri\nx,{uri}a,x,{uri}g\nx,{uri}a,x,{uri}a\n",
        )
        new.writestr(
            "skillSkillRelations.csv",
            f"originalSkillUri,relationType,relatedSkillUri\n{uri}a,optional,{uri}b\n",
        )
    return path


def test_esco_becomes_skills_groups_and_links(db: Database, tmp_path: Path) -> None:
    path = small_esco(tmp_path / "esco.zip")
    report = import_skills(db, OPERATOR, path)
    assert counts(report) == (3, 0, 0, 1)
    assert report.notes == ("The ESCO download: 2 skills and 1 skill groups.",)
    uri = "http://data.europa.eu/esco/skill/"
    cows = skills.get(db, derived_id("skill", f"{uri}a"))
    assert cows == Skill(
        id=derived_id("skill", f"{uri}a"),
        label="milk cows",
        alternative_labels=("milking", "dairying"),
        definition="Milks",
        status=SkillStatus.FORMAL,
        matches=(f"{uri}a",),
        broader=(derived_id("skill", f"{uri}g"),),
        related=(derived_id("skill", f"{uri}b"),),
        changed=cows.changed if cows else None,
    )
    assert counts(import_skills(db, OPERATOR, path)) == (0, 0, 3, 1)


def test_other_zip_files_are_refused(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "esco.zip"
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("occupations_en.csv", "a,b\n")
    with pytest.raises(ImportFailed, match=r"skills_en\.csv"):
        import_skills(db, OPERATOR, path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("skills_en.csv", "a" * 20_000_000)
    with pytest.raises(ImportFailed, match="packed"):
        import_skills(db, OPERATOR, path)
    path.write_bytes(small_esco(path).read_bytes()[:600])
    with pytest.raises(ImportFailed, match="damaged"):
        import_skills(db, OPERATOR, path)


def test_the_real_esco_can_be_read() -> None:
    tally = Tally("skills", "esco")
    found = read_esco(shared_data("data", "esco", "esco_v1.1.1_en.zip"), tally)
    assert tally.notes == ["The ESCO download: 13,896 skills and 640 skill groups."]
    assert tally.rejected == []
    assert len({skill.id for skill in found}) == 14_536
    assert sum(1 for skill in found if not skill.broader) < 10


def test_odd_files_of_others_end_in_words(db: Database) -> None:
    for path in sorted(shared_data("data", "hostile", "csv").glob("*.csv")):
        with pytest.raises(ImportFailed, match="no column 'label'"):
            import_skills(db, OPERATOR, path)
