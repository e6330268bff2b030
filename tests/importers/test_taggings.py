"""Statements from files: who says that whom knows what."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph import people, schema, skills, taggings
from graph.database import Database
from graph.ids import derived_id
from graph.records import Person, Skill, SkillStatus, Source, TaggingKind, TaggingStatus
from importers.pipeline import Writer
from importers.report import Report
from importers.taggings import import_taggings
from tagging.errors import ImportFailed
from tagging.permissions import OPERATOR
from tests.conftest import shared_data

FILE = """\
Person,By,Skill,Level,Comment,Type,Relationship,Date,Last confirmed
nora,omar@way.example,Welding,4,"Helped me, twice",knows,manager,2025-03-01,01/06/2026
Nora Quill,Nora Quill,joining metal,works with support,,,,2025-04-01,
Omar Bell,nora,http://x.example/cad,,,helps others,peer,1 May 2025,
omar,,CAD,level 2,,learning,,2025-05-02,
"""


@pytest.fixture
def store(db: Database) -> Database:
    """A database with three people and two skills."""
    crowd = [
        Person("nora", "Nora Quill", email="nora@way.example"),
        Person("omar", "Omar Bell", email="omar@way.example"),
        Person("pat1", "Pat Twin"),
        Person("pat2", "Pat Twin"),
    ]
    known = [
        Skill("welding", "Welding", ("joining metal",)),
        Skill("cad", "CAD", matches=("http://x.example/cad",)),
    ]
    db.transact(lambda tx: people.save(tx, crowd))
    db.transact(lambda tx: skills.save(tx, known))
    return db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test's file goes."""
    return tmp_path / "taggings.csv"


def load(db: Database, path: Path, text: str, *, dry_run: bool = False) -> Report:
    path.write_text(text, encoding="utf-8")
    return import_taggings(db, OPERATOR, path, dry_run=dry_run)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected_rows


def test_rows_become_statements(store: Database, file: Path) -> None:
    assert counts(load(store, file, FILE)) == (4, 0, 0, 0)
    said = taggings.get(store, "omar.nora.welding.knows")
    assert said is not None
    assert (said.tagging.level, said.tagging.note) == (4, "Helped me, twice")
    assert said.tagging.source is Source.MANAGER
    assert said.tagging.made == datetime(2025, 3, 1, tzinfo=UTC)
    assert said.tagging.confirmed == datetime(2026, 6, 1, tzinfo=UTC)
    own = taggings.get(store, "nora.nora.welding.knows")
    assert own is not None
    assert (own.tagging.level, own.tagging.source) == (2, Source.SELF)
    helps = taggings.get(store, "nora.omar.cad.helps")
    assert helps is not None
    assert helps.tagging.kind is TaggingKind.HELPS
    assert taggings.get(store, "omar.omar.cad.learning") is not None
    assert {one.skill: one.taggers for one in taggings.knows(store, "nora")} == {"welding": 1}


def test_rehearsals_and_second_runs_change_nothing(store: Database, file: Path) -> None:
    new_word = FILE + "omar,nora,Thatching,3,,,,2025-05-01,\n"
    before = schema.checksum(store)
    rehearsed = load(store, file, new_word, dry_run=True)
    assert (counts(rehearsed), rehearsed.rejected) == ((5, 0, 0, 0), ())
    assert schema.checksum(store) == before
    assert counts(load(store, file, new_word)) == (5, 0, 0, 0)
    after = schema.checksum(store)
    assert counts(load(store, file, new_word)) == (0, 0, 5, 0)
    assert schema.checksum(store) == after


def test_rows_without_a_date_say_nothing_new_the_second_time(store: Database, file: Path) -> None:
    text = "person,by,skill,level\nnora,omar,CAD,3\n"
    assert counts(load(store, file, text)) == (1, 0, 0, 0)
    before = schema.checksum(store)
    assert counts(load(store, file, text)) == (0, 0, 1, 0)
    assert counts(load(store, file, text + "\n")) == (0, 0, 1, 0)
    assert schema.checksum(store) == before


def test_new_words_become_proposed_skills(store: Database, file: Path) -> None:
    report = load(
        store, file, "person,by,skill\nnora,omar,Dry stone  walling\nomar,nora,DRY STONE WALLING\n"
    )
    assert counts(report) == (2, 0, 0, 0)
    assert "Dry stone walling" in report.notes[0]
    proposed = skills.get(store, derived_id("skill", "dry stone walling"))
    assert proposed is not None
    assert (proposed.label, proposed.status) == ("Dry stone walling", SkillStatus.PROPOSED)


def test_what_was_refused_or_withdrawn_does_not_come_back(store: Database, file: Path) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    load(store, file, FILE)
    store.transact(lambda tx: taggings.refuse(tx, "nora", "welding", now))
    text = "person,by,skill,date\nnora,omar,welding,2026-11-02\nnora,pat1,welding,2026-11-02\n"
    load(store, file, text)
    new = taggings.get(store, "pat1.nora.welding.knows")
    assert new is not None
    assert new.tagging.status is TaggingStatus.HIDDEN
    assert taggings.knows(store, "nora") == []


def test_rows_that_cannot_be_used_say_why_and_what_to_do(store: Database, file: Path) -> None:
    text = (
        "person,by,skill,level,type,relationship,date,last confirmed,note\n"
        "nora,omar,,3,,,,,\n"
        "Nora Quil,omar,CAD,3,,,,,\n"
        "Pat Twin,omar,CAD,3,,,,,\n"
        ",omar,CAD,3,,,,,\n"
        "nora,stranger@x.example,CAD,3,,,,,\n"
        "nora,omar,CAD,9,,,,,\n"
        "nora,omar,CAD,3,eats,,,,\n"
        "nora,omar,CAD,3,,self,,,\n"
        "nora,omar,CAD,3,,,04/23/2026,,\n"
        "nora,omar,CAD,3,,,2999-01-01,,\n"
        "nora,omar,CAD,3,,,2026-01-02,2026-01-01,\n"
        f"nora,omar,CAD,3,,,,,{'x' * 1001}\n"
        "nora,omar,http://x.example/none,3,,,,,\n"
        "nora,omar,CAD,3,,,,,,,more\n"
        "nora,omar,CAD,3,,,,,\n"
        "nora,omar,cad,4,,,,,\n"
    )
    report = load(store, file, text)
    assert counts(report) == (1, 0, 0, 15)
    assert [one.row for one in report.rejected] == [*range(2, 16), 17]
    assert [one.column for one in report.rejected[:6]] == [
        "skill",
        "person",
        "person",
        "person",
        "by",
        "level",
    ]
    assert "Nora Quill (nora)" in report.rejected[1].mend
    assert "e-mail" in report.rejected[2].mend
    assert all(one.reason and one.mend for one in report.rejected)


def test_labels_that_several_skills_share_are_asked_about(store: Database, file: Path) -> None:
    store.transact(lambda tx: skills.save(tx, [Skill("weld2", "Hot work", ("joining metal",))]))
    report = load(store, file, "person,by,skill\nnora,omar,joining metal\n")
    assert "Hot work (weld2)" in report.rejected[0].mend


def test_many_rows_go_in_batches(
    store: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.taggings._SORTED", 7)
    monkeypatch.setattr("importers.taggings._BATCH", 3)
    rows = "".join(f"nora,omar,skill {n % 10},{n % 5 + 1},2026-01-{n + 1:02}\n" for n in range(10))
    rows += "".join(f"omar,nora,skill {n},3,2026-01-01\n" for n in range(10))
    assert counts(load(store, file, f"person,by,skill,level,date\n{rows}")) == (20, 0, 0, 0)
    assert len(taggings.knows(store, "nora")) == 10
    before = schema.checksum(store)
    taggings.recompute_knows(store)
    assert schema.checksum(store) == before


def test_hostile_text_is_only_text(store: Database, file: Path) -> None:
    text = (
        "person,by,skill,note\n"
        'nora,omar,"<b>x</b> \x00\x1b","\x00 {{7*7}}"\n'
        'nora,omar,"' + "s" * 10_000_000 + '",\n'
        "nora,omar,\u200b,\n"
    )
    report = load(store, file, text)
    assert report.added + report.rejected_rows == 3
    assert report.rejected_rows >= 1
    assert max(len(one.value) for one in report.rejected) <= 120


def test_odd_files_of_others_end_in_words(store: Database) -> None:
    for path in sorted(shared_data("data", "hostile", "csv").glob("*.csv")):
        with pytest.raises(ImportFailed, match="no column"):
            import_taggings(store, OPERATOR, path)


def test_what_fails_while_writing_is_raised_and_ends_the_thread() -> None:
    def fail(batch: int) -> None:
        raise ValueError(f"no {batch}")

    def give() -> None:
        with Writer(fail) as writer:
            for batch in range(100):
                writer.put(batch)

    with pytest.raises(ValueError, match="no 0"):
        give()
    assert not [thread for thread in threading.enumerate() if thread.name == "import-writer"]
