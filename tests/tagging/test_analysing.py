"""What the analyst does with documents and texts: once, with the vocabulary of now, and no more."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from graph import documents, meaning, people, skills, suggestions
from graph.database import Database
from graph.documents import analysis as document_analysis
from graph.records import Analysis, Document, Person, Ref, Skill
from tagging import uploads
from tagging.analysing import MOST_DEATHS, Analyst, open_suggester
from tagging.permissions import OPERATOR, Viewer
from tagging.suggestions import Suggester
from tagging.text.meaning import NoSentenceModel, installed
from tagging.uploads import State

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
ADA = Viewer("ada", "Ada Lovell", ("adviser",))
TEXT = "Firms on the quay want bricklaying. They pay well for dry stone walling."


class Counted:
    """Opens the real matcher, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, db: Database, folder: Path, edition: str) -> Suggester:
        self.times += 1
        return open_suggester(db, folder, edition)


class Broken:
    """A matcher that fails at every text."""

    def suggest(self, text: str) -> tuple[()]:
        raise ZeroDivisionError


@pytest.fixture
def store(db: Database) -> Database:
    """A database with a person, a skill and a document that waits."""
    db.transact(lambda tx: people.save(tx, [Person("ada", "Ada Lovell")]))
    add_skill(db, "bricklaying")
    waits = Document("d", "Quay", TEXT, owner=Ref("ada", ""), analysis=Analysis.WAITING)
    db.transact(lambda tx: documents.save(tx, [waits]))
    return db


def add_skill(db: Database, label: str) -> None:
    db.transact(lambda tx: skills.save(tx, [Skill(label.replace(" ", "-"), label)]))


def suggested(db: Database, about: str = "d") -> set[str]:
    rows = db.read(
        "MATCH (s:Suggestion)-[:FOR]->({id: $id}) WHERE s.field = 'skill' RETURN s.value AS skill",
        id=about,
    )
    return {row["skill"] for row in rows}


def analysis_of(db: Database) -> Analysis:
    document = documents.get(db, "d")
    assert document is not None
    return document.analysis


def test_a_document_is_analysed_once_until_asked_again(store: Database, tmp_path: Path) -> None:
    opened = Counted()
    analyst = Analyst(tmp_path, opened)
    assert analyst.analyse(store, "d", NOW)
    assert analysis_of(store) is Analysis.DONE
    assert suggested(store) == {"bricklaying"}
    assert not analyst.analyse(store, "d", NOW)
    assert not analyst.analyse(store, "none", NOW)

    uploads.request_analysis(store, OPERATOR, "d")
    assert analyst.analyse(store, "d", NOW)
    assert opened.times == 1
    add_skill(store, "dry stone walling")
    uploads.request_analysis(store, OPERATOR, "d")
    assert analyst.analyse(store, "d", NOW)
    assert opened.times == 2
    assert suggested(store) == {"bricklaying", "dry-stone-walling"}


def test_what_fails_is_given_up_in_the_end(store: Database, tmp_path: Path) -> None:
    analyst = Analyst(tmp_path, lambda *_: cast(Suggester, Broken()))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            analyst.analyse(store, "d", NOW)
        assert analysis_of(store) is Analysis.WAITING
    assert analyst.analyse(store, "d", NOW)
    assert analysis_of(store) is Analysis.FAILED
    # Asked again, it is tried again; and workers may die of it ten times.
    uploads.request_analysis(store, OPERATOR, "d")
    for _ in range(MOST_DEATHS):
        document_analysis.begin(store, "d")
    assert analyst.analyse(store, "d", NOW)
    assert analysis_of(store) is Analysis.FAILED


def test_a_text_about_oneself_is_read_and_forgotten(store: Database, tmp_path: Path) -> None:
    for analyst, state, at in (
        (Analyst(tmp_path), State.DONE, NOW),
        (Analyst(tmp_path, lambda *_: cast(Suggester, Broken())), State.REFUSED, LATER),
    ):
        given = uploads.receive_text(store, ADA, f"I know {state} bricklaying.", "about me", at)
        claimed = uploads.claim(store, given.id, "w.1", 60)
        assert claimed is not None
        if state is State.REFUSED:
            with pytest.raises(ZeroDivisionError):
                analyst.analyse_about(store, claimed, "w.1", NOW)
        else:
            analyst.analyse_about(store, claimed, "w.1", NOW)
        [stored] = uploads.progress(store, ADA, given.batch).uploads
        assert (stored.state, stored.text) == (state, "")
    assert [one.value for one in suggestions.of_person(store, "ada")] == ["bricklaying"]


@pytest.mark.skipif(not installed(), reason="the extra `semantic` is not installed")
def test_the_matcher_knows_meaning_and_reads_only_new_skills(
    store: Database, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    assert open_suggester(store, tmp_path, "1", tell=tell).lookup.meaning
    open_suggester(store, tmp_path, "1", tell=tell)
    assert told == [(0, 1)]
    add_skill(store, "dry stone walling")
    open_suggester(store, tmp_path, "2", tell=tell)
    assert told == [(0, 1), (0, 1)]
    assert meaning.made_for(store).keys() == {"bricklaying", "dry-stone-walling"}


def test_without_the_extra_words_alone_decide(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tagging.text.meaning.installed", lambda: False)
    assert open_suggester(store, tmp_path, "1").lookup.meaning is None
    assert not meaning.made_for(store)


def test_a_folder_without_a_sentence_model_is_told(store: Database, tmp_path: Path) -> None:
    with pytest.raises(NoSentenceModel, match="no folder of a sentence model"):
        open_suggester(store, tmp_path, "1", sentences=tmp_path)
