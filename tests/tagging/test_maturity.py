"""From an idea to a standard: what each step asks for, who may take it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import documents
from graph.database import Database
from graph.records import MATURITY, Document, Ref, Space
from tagging.documents import maturity, quality
from tagging.documents import reviews as document_reviews
from tagging.documents.maturity import Facts, checks, stage
from tagging.errors import Conflict, NotPermitted
from tests import writers
from tests.writers import AUTHOR, COLLEAGUE, CURATOR, MATE, NOW, OWNER, REPORT

FULL = replace(
    REPORT,
    summary="Forty jobs each spring.",
    lmi_types=("vacancies",),
    source="Calls to farms",
    source_date=NOW.date(),
    region="The dale",
)
READY = Facts(FULL, voices=2, all_good=True, used=1, reviewed=True)
DOCUMENTS = st.builds(
    lambda text, summary, skills, source, region, space, owner: replace(
        FULL, text=text, summary=summary, skills=skills, source=source, region=region,
        space=space, owner=owner,
    ),
    st.sampled_from(["Short.", FULL.text]),
    st.sampled_from(["", "Words."]),
    st.sampled_from([(), (writers.FARMING,)]),
    st.sampled_from(["", "Calls"]),
    st.sampled_from(["", "Here"]),
    st.sampled_from(list(Space)),
    st.sampled_from([None, Ref("nora", "Nora")]),
)  # fmt: skip
FACTS = st.builds(
    Facts, DOCUMENTS, st.integers(0, 2), st.integers(0, 3), st.booleans(), st.integers(0, 2),
    st.booleans(),
)  # fmt: skip


@given(FACTS, st.integers(2, 6))
def test_more_done_never_asks_for_more(facts: Facts, towards: int) -> None:
    better = replace(
        facts,
        document=FULL,
        flagged=0,
        voices=max(2, facts.voices),
        all_good=True,
        used=facts.used + 1,
        reviewed=True,
    )
    assert all(one.done for one in checks(better, towards))
    before = {one.words: one.done for one in checks(facts, towards)}
    assert set(before) == {one.words for one in checks(better, towards)}


@given(FACTS, st.integers(1, 6))
def test_only_a_curator_makes_a_standard_and_the_owner_moves_the_rest(
    facts: Facts, number: int
) -> None:
    document = replace(facts.document, maturity=number, owner=Ref("nora", "Nora"))
    facts = replace(facts, document=document)
    own, curated, other = (stage(one, facts) for one in (OWNER, CURATOR, COLLEAGUE))
    assert not other.may_raise
    assert not other.may_lower
    assert own.may_raise == (number < 5)
    assert own.may_lower == (number > 1)
    assert curated.may_raise == (number == 5)
    assert curated.may_lower == (number == 6)


@pytest.mark.parametrize(
    ("towards", "lacking", "words"),
    [
        (2, replace(READY, document=replace(FULL, text="Few.")), "50 words"),
        (3, replace(READY, flagged=1), "personal data"),
        (3, replace(READY, document=replace(FULL, summary="")), "summary"),
        (3, replace(READY, document=replace(FULL, skills=())), "topic"),
        (4, replace(READY, document=replace(FULL, source="")), "source"),
        (4, replace(READY, document=replace(FULL, lmi_types=())), "type"),
        (4, replace(READY, document=replace(FULL, region="")), "region"),
        (4, replace(READY, voices=1), "two people"),
        (5, replace(READY, used=0), "use with clients"),
        (6, replace(READY, all_good=False), "good"),
        (6, replace(READY, reviewed=False), "review"),
        (6, replace(READY, document=replace(FULL, superseded=True)), "newer edition"),
    ],
)
def test_what_is_missing_is_named(towards: int, lacking: Facts, words: str) -> None:
    missing = [one.words for one in checks(lacking, towards) if not one.done]
    assert len(missing) == 1
    assert words in missing[0]


def stage_of(db: Database) -> int:
    document = documents.get(db, "report")
    assert document is not None
    return document.maturity


def test_from_an_idea_to_the_standard(db: Database) -> None:
    writers.load(db, FULL)
    for to in (2, 3):
        maturity.move(db, OWNER, "report", to, NOW)
    with pytest.raises(Conflict, match="marks of two people"):
        maturity.move(db, OWNER, "report", 4, NOW)
    for who in (MATE, COLLEAGUE):
        quality.mark(db, who, "report", {"reliability": 4}, used=True, now=NOW)
    for to in (4, 5):
        maturity.move(db, OWNER, "report", to, NOW)
    with pytest.raises(NotPermitted, match="a curator"):
        maturity.move(db, OWNER, "report", 6, NOW)
    with pytest.raises(Conflict, match="a review"):
        maturity.move(db, CURATOR, "report", 6, NOW)
    document_reviews.still_right(db, OWNER, "report", NOW)
    done = maturity.move(db, CURATOR, "report", 6, NOW + timedelta(1))
    assert (done.number, done.checks, stage_of(db)) == (6, (), 6)
    maturity.move(db, OWNER, "report", 5, NOW + timedelta(2))
    assert stage_of(db) == 5


def test_one_step_at_a_time_and_by_whom_it_belongs_to(db: Database) -> None:
    writers.load(db, FULL)
    with pytest.raises(Conflict, match="one step"):
        maturity.move(db, OWNER, "report", 3, NOW)
    for who in (AUTHOR, COLLEAGUE):
        with pytest.raises(NotPermitted):
            maturity.move(db, who, "report", 2, NOW)
    assert maturity.move(db, OWNER, "report", 1, NOW).words == MATURITY[1]
    unowned: Document = replace(FULL, owner=None)
    writers.load(db, unowned)
    assert maturity.move(db, AUTHOR, "report", 2, NOW).number == 2
