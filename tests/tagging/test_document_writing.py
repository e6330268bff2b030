"""Writing in Signpost: kept once, never over what somebody else wrote, with its versions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import audit, documents
from graph.database import Database
from graph.documents import versions as document_versions
from graph.records import Analysis, Ref, Space
from tagging.documents import authors as document_authors
from tagging.documents import versions as history_of
from tagging.documents import writing
from tagging.documents.versions import difference, shortened
from tagging.documents.writing import ChangedMeanwhile, Draft, fingerprint
from tagging.errors import DocumentNotFound, Invalid, NotPermitted, SignInRequired
from tagging.permissions import NOBODY
from tests import writers
from tests.writers import AUTHOR, COLLEAGUE, CURATOR, LATER, MATE, NOW, OWNER, REPORT, TEXT

DRAFT = Draft("Jobs at the mart", "The mart takes on eleven people.\n\nAsk at the gate.")


@pytest.fixture
def store(db: Database) -> Database:
    writers.load(db)
    return db


def test_a_new_document_is_its_writers_own(store: Database) -> None:
    made = writing.create(store, MATE, replace(DRAFT, authors=("Cleo",)), "k1", NOW)
    assert made.owner == Ref("ben", "Ben")
    assert {one.id for one in made.authors} == {"ben", "cleo"}
    assert made.space is Space.PERSONAL
    assert made.analysis is Analysis.WAITING
    assert made.text == DRAFT.text
    assert audit.of_subject(store, made.id)[0].action == "document written"


def test_sent_twice_it_is_one_document(store: Database) -> None:
    first = writing.create(store, MATE, DRAFT, "k1", NOW)
    assert writing.create(store, MATE, DRAFT, "k1", LATER) == first
    with pytest.raises(Invalid, match="has this very text already"):
        writing.create(store, MATE, DRAFT, "k2", LATER)
    assert writing.create(store, COLLEAGUE, DRAFT, "k1", LATER).id != first.id


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(DRAFT, title=" \n"), "title"),
        (replace(DRAFT, text="\x00 "), "text"),
        (replace(DRAFT, authors=("Nobody Atall",)), "authors"),
        (replace(DRAFT, title="x" * 301), "title"),
        (
            replace(DRAFT, published=REPORT.review_due, review_due=REPORT.published),
            "review_due",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_field(
    store: Database, draft: Draft, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        writing.create(store, MATE, draft, "k", NOW)
    assert refused.value.field == field


def draft_of(text: str = TEXT, title: str = REPORT.title) -> Draft:
    return Draft(title, text, published=REPORT.published, review_due=REPORT.review_due,
                 authors=("Ada",))  # fmt: skip


def test_a_change_keeps_the_earlier_text_and_asks_for_analysis(store: Database) -> None:
    seen = fingerprint(REPORT)
    kept = writing.change(store, OWNER, "report", draft_of("Other words."), seen, LATER)
    assert (kept.text, kept.analysis, kept.changed) == ("Other words.", Analysis.WAITING, LATER)
    assert kept.skills == REPORT.skills
    earlier = document_versions.versions(store, "report")
    assert [(one.number, one.text, one.by) for one in earlier] == [(1, REPORT.text, "nora")]
    again = writing.change(store, OWNER, "report", draft_of("Other words."), seen, LATER)
    assert again == kept
    assert len(document_versions.versions(store, "report")) == 1


def test_what_somebody_else_wrote_is_not_overwritten_unseen(store: Database) -> None:
    seen = fingerprint(REPORT)
    writing.change(store, AUTHOR, "report", draft_of("Ada's words."), seen, NOW)
    with pytest.raises(ChangedMeanwhile, match="Ada has changed this document") as refused:
        writing.change(store, OWNER, "report", draft_of("Nora's words."), seen, LATER)
    assert refused.value.current.text == "Ada's words."
    newer = fingerprint(refused.value.current)
    kept = writing.change(store, OWNER, "report", draft_of("Nora's words."), newer, LATER)
    assert kept.text == "Nora's words."
    assert [one.text for one in document_versions.versions(store, "report")] == [
        "Ada's words.",
        REPORT.text,
    ]


def test_details_changed_meanwhile_are_no_reason_to_refuse(store: Database) -> None:
    seen = fingerprint(REPORT)
    writing.describe(store, AUTHOR, "report", {"region": "The dale"}, NOW)
    kept = writing.change(store, OWNER, "report", draft_of("New."), seen, LATER)
    assert (kept.text, kept.region) == ("New.", "The dale")


def test_checked_personal_data_are_to_be_checked_again_after_a_change(store: Database) -> None:
    writers.load(store, replace(REPORT, personal_data_checked=True))
    kept = writing.change(store, OWNER, "report", draft_of("New."), fingerprint(REPORT), LATER)
    assert not kept.personal_data_checked


def test_who_may_write(store: Database) -> None:
    seen = fingerprint(REPORT)
    with pytest.raises(NotPermitted):
        writing.change(store, COLLEAGUE, "report", draft_of("x"), seen, NOW)
    with pytest.raises(SignInRequired):
        writing.create(store, NOBODY, DRAFT, "k", NOW)
    writers.load(store, writers.shared(REPORT, Space.PERSONAL))
    with pytest.raises(DocumentNotFound):
        writing.change(store, CURATOR, "report", draft_of("x"), seen, NOW)
    assert writing.change(store, AUTHOR, "report", draft_of("x"), seen, NOW).text == "x"


def test_a_newer_edition_takes_the_place_of_the_older(store: Database) -> None:
    newer = replace(REPORT, id="newer", text="All new.", title="Work on farms 2026")
    writers.load(store, REPORT, newer)
    assert writing.replace_older(store, OWNER, "newer", "report", NOW).id == "report"
    assert documents.get(store, "report").superseded  # type: ignore[union-attr]
    with pytest.raises(Invalid, match="cannot replace"):
        writing.replace_older(store, OWNER, "report", "newer", NOW)
    with pytest.raises(NotPermitted):
        writing.replace_older(store, COLLEAGUE, "newer", "report", NOW)


def test_a_personal_document_does_not_replace_what_everybody_reads(store: Database) -> None:
    mine = writing.create(store, OWNER, DRAFT, "k", NOW)
    with pytest.raises(Invalid, match="Share this document first"):
        writing.replace_older(store, OWNER, mine.id, "report", NOW)


def test_a_name_in_a_file_is_confirmed(store: Database) -> None:
    writers.load(store, replace(REPORT, author_names=("B. Ben", "Zoe Zorn")))
    unsure = document_authors.unsure(store, documents.get(store, "report"))  # type: ignore[arg-type]
    assert [person.id for person in unsure[0].people] == ["ben"]
    document_authors.confirm_author(store, OWNER, "report", "B. Ben", "ben", NOW)
    after = document_authors.confirm_author(store, OWNER, "report", "Zoe Zorn", "", NOW)
    assert {one.id for one in after.authors} == {"ada", "ben"}
    assert after.author_names == ()
    assert document_authors.hand_over(store, OWNER, "report", "Ben", NOW).owner.id == "ben"  # type: ignore[union-attr]
    with pytest.raises(NotPermitted):
        document_authors.hand_over(store, AUTHOR, "report", "Ada", NOW)


def test_the_history_says_who_changed_which_words(store: Database) -> None:
    text = REPORT.text.replace("forty", "fifty", 1)
    writing.change(store, AUTHOR, "report", draft_of(text, "Work on farms now"),
                   fingerprint(REPORT), LATER)  # fmt: skip
    change = history_of.history(store, COLLEAGUE, "report").changes[0]
    assert (change.by, change.added, change.removed) == ("Ada", 1, 1)
    assert [one.words for one in change.text if one.kind == "added"] == ["fifty"]
    assert change.title_changed


def test_personal_data_taken_out_stay_out_of_others_sight(store: Database) -> None:
    private = replace(REPORT, text="Ring 0118 496 0102 and ask.", space=Space.PERSONAL)
    writers.load(store, private)
    document = documents.get(store, "report")
    assert document is not None
    writing.change(store, OWNER, "report", draft_of("Ring and ask."), fingerprint(document), NOW)
    writers.load(store, replace(documents.get(store, "report"), space=Space.ORGANISATION))  # type: ignore[type-var]
    assert len(history_of.history(store, OWNER, "report").changes) == 1
    others = history_of.history(store, COLLEAGUE, "report")
    assert (others.changes, others.kept_back) == ((), 1)


WORDS = st.lists(st.sampled_from(["one ", "two", "\n", " ", "drei, ", "é", "4.5 %"])).map("".join)


@given(WORDS, WORDS)
def test_a_difference_gives_back_both_texts(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(one.words for one in pieces if one.kind != "removed") == after
    assert "".join(one.words for one in pieces if one.kind != "added") == before
    kept = [one for one in shortened(pieces) if one.kind in ("added", "removed")]
    assert kept == [one for one in pieces if one.kind in ("added", "removed")]
