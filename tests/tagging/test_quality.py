"""Marks: one voice each, authors apart, beside what is measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import quality as marks_store
from graph.database import Database
from graph.records import CRITERIA, Space
from tagging.documents import quality
from tagging.documents import writing as document_writing
from tagging.documents.quality import Criterion
from tagging.documents.writing import Draft, fingerprint
from tagging.errors import DocumentNotFound, Invalid, SignInRequired
from tagging.permissions import NOBODY
from tests import writers
from tests.writers import AUTHOR, COLLEAGUE, LATER, MATE, NOW, OWNER, REPORT


@pytest.fixture
def store(db: Database) -> Database:
    writers.load(db)
    return db


def mark(db: Database, who: writers.Viewer, **marks: int) -> None:
    quality.mark(db, who, "report", marks, now=NOW)


def criterion(db: Database, name: str) -> Criterion:
    found = quality.quality(db, OWNER, "report", NOW).criteria
    return next(one for one in found if one.name == name)


def test_each_person_has_one_voice_and_may_change_it(store: Database) -> None:
    mark(store, MATE, currency=1, relevance=4)
    mark(store, COLLEAGUE, currency=3)
    assert (criterion(store, "currency").mean, criterion(store, "currency").people) == (2, 2)
    mark(store, MATE, currency=4)
    assert criterion(store, "currency").mean == 3.5
    assert criterion(store, "currency").said == "very good"
    assert criterion(store, "relevance").mean is None
    found = quality.quality(store, MATE, "report", NOW)
    assert found.mine is not None
    assert dict(found.mine.marks) == {"currency": 4}
    assert found.voices == 2


def test_an_author_s_own_marks_stand_apart(store: Database) -> None:
    mark(store, AUTHOR, reliability=4)
    one = criterion(store, "reliability")
    assert (one.mean, one.people, one.own) == (None, 0, 4)
    assert quality.quality(store, OWNER, "report", NOW).voices == 0


def test_saying_nothing_takes_ones_word_back(store: Database) -> None:
    quality.mark(store, MATE, "report", {}, note="Good for parents.", used=True, now=NOW)
    found = quality.quality(store, MATE, "report", NOW)
    assert (found.marks[0].note, found.used, found.voices) == ("Good for parents.", 1, 0)
    mark(store, MATE)
    assert quality.quality(store, MATE, "report", NOW).marks == ()


def test_a_mark_says_when_the_text_has_been_changed_since(store: Database) -> None:
    mark(store, MATE, currency=2)
    assert not quality.quality(store, MATE, "report", NOW).marks[0].stale
    draft = Draft(REPORT.title, "New words.", authors=("Ada",))
    document_writing.change(store, OWNER, "report", draft, fingerprint(REPORT), LATER)
    assert quality.quality(store, MATE, "report", LATER).marks[0].stale


def test_what_is_no_mark_is_refused(store: Database) -> None:
    for wrong in ({"currency": 5}, {"currency": 0}, {"beauty": 2}):
        with pytest.raises(Invalid):
            quality.mark(store, MATE, "report", wrong, now=NOW)
    with pytest.raises(SignInRequired):
        quality.mark(store, NOBODY, "report", {"currency": 1}, now=NOW)
    writers.load(store, writers.shared(REPORT, Space.PERSONAL))
    with pytest.raises(DocumentNotFound):
        quality.mark(store, MATE, "report", {"currency": 1}, now=NOW)
    assert marks_store.marks(store, "report") == []


def test_every_criterion_has_an_indicator_in_words(store: Database) -> None:
    found = quality.quality(store, MATE, "report", NOW)
    assert [one.name for one in found.criteria] == list(CRITERIA)
    assert all(one.words for one in found.criteria)
    unmeasured = [one.name for one in found.criteria if one.measured is None]
    assert unmeasured == ["relevance"]


MEANS = st.one_of(st.none(), st.floats(1, 4))
SHARES = st.one_of(st.none(), st.floats(0, 1))


@given(MEANS, SHARES)
def test_people_and_indicator_disagree_only_where_both_speak_and_are_far_apart(
    mean: float | None, measured: float | None
) -> None:
    one = Criterion("currency", "?", mean, 1, None, measured, ())
    if mean is None or measured is None:
        assert not one.disagree
    else:
        assert one.disagree == (abs((mean - 1) / 3 - measured) >= 0.5)
    assert (one.found in quality.MARKS.values()) == (measured is not None)
    assert (one.said in quality.MARKS.values()) == (mean is not None)
