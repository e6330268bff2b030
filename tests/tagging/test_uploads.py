"""Files that people give: taken in, claimed by one worker, each becoming one document at most."""

from datetime import UTC, datetime, timedelta

import pytest

from graph import documents, people, schema, uploads
from graph.database import Database
from graph.documents import analysis as document_analysis
from graph.records import Analysis, Document, Person, Ref, Space
from tagging import authors
from tagging import uploads as use
from tagging.errors import DocumentNotFound, Invalid, NotFound, SignInRequired
from tagging.permissions import NOBODY, OPERATOR, Viewer
from tagging.uploads import Given, Purpose, State, Upload

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ADA = Viewer("ada", "Ada Lovell", ("adviser",))
BEN = Viewer("ben", "Ben Okri", ("adviser",))
WORKER = "machine.1"


@pytest.fixture
def store(db: Database) -> Database:
    """A database with two people."""
    crowd = [
        Person("ada", "Ada Lovell", email="ada@way.example"),
        Person("ben", "Ben Okri", nicknames=("Benny Blue",)),
        Person("eve", "Eve Day"),
        Person("eva", "Eve Day"),
    ]
    db.transact(lambda tx: people.save(tx, crowd))
    return db


def give(db: Database, *names: str, viewer: Viewer = ADA, now: datetime = NOW) -> list[Upload]:
    files = [Given(name, f"digest of {name}", 10) for name in names]
    return list(use.receive(db, viewer, files, now).uploads)


def draft(text: str = "Yards took on apprentices.") -> Document:
    return Document("", "Yards", text, authors=(Ref("ben", "Ben Okri"),), author_names=("Al Au",))


def keep(db: Database, upload: Upload, document: Document | None = None) -> tuple[State, str]:
    assert use.claim(db, upload.id, WORKER, 60)
    return use.keep_document(db, upload, document or draft(), WORKER, NOW)


def test_a_file_becomes_a_personal_document(store: Database) -> None:
    [given] = give(store, "C:\\docs\\yards\x00.pdf")
    assert (given.name, given.state) == ("yards .pdf", State.WAITING)
    assert use.waiting(store) == ([given.id], [])
    state, document_id = keep(store, given)
    assert state is State.SUGGESTING
    document = documents.get(store, document_id)
    assert document is not None
    assert document.space is Space.PERSONAL
    assert document.owner == Ref("ada", "Ada Lovell")
    assert [one.id for one in document.authors] == ["ben"]
    assert document.author_names == ("Al Au",)
    assert document.original_name == "yards .pdf"
    assert document.analysis is Analysis.WAITING
    assert use.waiting(store) == ([], [document_id])
    shown = use.progress(store, ADA, given.batch)
    assert shown.under_way
    assert shown.visible == {document_id}


def test_only_one_worker_gets_it_and_what_is_left_half_done_is_free_again(store: Database) -> None:
    [given] = give(store, "yards.pdf")
    claimed = use.claim(store, given.id, WORKER, 60)
    assert claimed is not None
    assert claimed.attempts == 1
    assert use.claim(store, given.id, "other.1", 60) is None
    assert use.waiting(store) == ([], [])
    use.take_up(store, "other")
    assert use.waiting(store) == ([], [])
    use.take_up(store, "machine")
    assert use.waiting(store) == ([given.id], [])
    again = use.claim(store, given.id, "machine.2", -1)
    assert again is not None
    assert again.attempts == 2
    # Its time has run out, so another gets it; the first can no longer write anything.
    assert use.claim(store, given.id, "other.1", 60)
    before = schema.checksum(store)
    assert use.keep_document(store, again, draft(), "machine.2", NOW) == (State.READING, "")
    assert schema.checksum(store) == before


def test_the_same_file_or_words_are_there_once(store: Database) -> None:
    first, second, third = give(store, "a.pdf", "a.pdf", "b.docx")
    _, document_id = keep(store, first)
    assert keep(store, second) == (State.DUPLICATE, document_id)
    # Another file with the same words, differently laid out.
    assert keep(store, third, draft("YARDS  took on\napprentices.")) == (
        State.DUPLICATE,
        document_id,
    )


def test_what_another_keeps_to_themself_is_not_spoken_of(store: Database) -> None:
    [ours] = give(store, "a.pdf")
    _, our_document = keep(store, ours, Document("", "Yards", "Yards took on apprentices."))
    [theirs] = give(store, "a.pdf", viewer=BEN)
    state, their_document = keep(store, theirs, Document("", "Yards", "Yards took on apprentices."))
    assert state is State.SUGGESTING
    assert their_document != our_document
    with pytest.raises(NotFound):
        use.progress(store, BEN, ours.batch)
    with pytest.raises(DocumentNotFound):
        use.original(store, BEN, our_document)
    assert use.original(store, ADA, our_document).id == our_document
    with pytest.raises(DocumentNotFound):
        use.request_analysis(store, BEN, our_document)


def test_a_duplicate_is_linked_only_for_those_who_see_it(store: Database) -> None:
    there = Document("open", "Yards", "Yards took on apprentices.", owner=Ref("ben", ""))
    store.transact(lambda tx: documents.save(tx, [there]))
    [given] = give(store, "a.pdf")
    assert keep(store, given) == (State.DUPLICATE, "open")
    assert use.progress(store, ADA, given.batch).visible == {"open"}


def test_refusals_are_kept_with_what_to_do(store: Database) -> None:
    files = [Given("big.pdf", "", 99, "Too big.", "Split it."), Given("x.pdf", "d", 1)]
    refused, given = use.receive(store, ADA, files, NOW).uploads
    assert refused.state is State.REFUSED
    assert use.claim(store, refused.id, WORKER, 60) is None
    claimed = use.claim(store, given.id, WORKER, 60)
    assert claimed is not None
    use.refuse(store, claimed, WORKER, "It is damaged.", "Save it anew.")
    shown = use.progress(store, ADA, given.batch)
    assert not shown.under_way
    assert [(one.reason, one.mend) for one in shown.uploads] == [
        ("Too big.", "Split it."),
        ("It is damaged.", "Save it anew."),
    ]


def test_a_text_about_oneself_is_forgotten_when_it_is_read(store: Database) -> None:
    given = use.receive_text(store, ADA, "I help with boats.", "about me", NOW)
    claimed = use.claim(store, given.id, WORKER, 60)
    assert claimed is not None
    assert (claimed.text, claimed.purpose) == ("I help with boats.", Purpose.ABOUT_ME)
    use.take_up(store, "machine")
    claimed = use.claim(store, given.id, WORKER, 60)
    assert claimed is not None
    assert claimed.text
    assert uploads.settle(store, given.id, WORKER, State.DONE)
    stored = uploads.get(store, given.id)
    assert stored is not None
    assert stored.text == ""
    assert use.own_batches(store, ADA) == ()
    for text in ("", " \n", "x" * (use.LONGEST_TEXT + 1)):
        with pytest.raises(Invalid):
            use.receive_text(store, ADA, text, "about me", NOW)


def test_uploads_close_when_their_document_is_analysed(store: Database) -> None:
    [given] = give(store, "a.pdf")
    _, document_id = keep(store, given)
    use.take_up(store, "machine")
    assert use.progress(store, ADA, given.batch).under_way
    assert document_analysis.begin(store, document_id) == 1
    assert document_analysis.begin(store, document_id) == 2
    document_analysis.end(store, document_id, failed=True)
    use.take_up(store, "machine")
    assert not use.progress(store, ADA, given.batch).under_way
    assert use.waiting(store) == ([], [])
    use.request_analysis(store, ADA, document_id)
    assert document_analysis.begin(store, document_id) == 1


def test_what_cannot_be_received(store: Database) -> None:
    with pytest.raises(Invalid, match="at least one"):
        use.receive(store, ADA, [], NOW)
    with pytest.raises(Invalid, match="at most"):
        give(store, *(str(number) for number in range(101)))
    with pytest.raises(Invalid, match="directory"):
        give(store, "a.pdf", viewer=OPERATOR)
    with pytest.raises(SignInRequired):
        give(store, "a.pdf", viewer=NOBODY)


def test_own_uploads_are_listed_and_forgotten_in_time(store: Database) -> None:
    give(store, "a.pdf", "b.pdf", "c.pdf", "d.pdf")
    [late] = give(store, "e.pdf", now=NOW + timedelta(days=1))
    assert [(one.names, one.uploads) for one in use.own_batches(store, ADA)] == [
        (("e.pdf",), 1),
        (("a.pdf", "b.pdf", "c.pdf"), 4),
    ]
    assert use.own_batches(store, BEN) == ()
    assert use.unused_originals(store, ["digest of e.pdf", "other"]) == {"other"}
    keep(store, late)
    uploads.close(store)
    assert uploads.forget(store, NOW + timedelta(days=90)) == 0  # nothing has ended
    assert use.unused_originals(store, ["digest of e.pdf"]) == set()


def test_authors_are_people_only_where_that_is_sure(store: Database) -> None:
    found, unsure = authors.matched(
        store,
        ["ben okri", "Benny Blue", "Eve Day", "Nobody Known", "Ada Lovell", "Ben"],
        ["ada@way.example", "other@way.example"],
    )
    assert [one.id for one in found] == ["ada", "ben"]
    assert unsure == ("Benny Blue", "Eve Day", "Nobody Known", "Ben")
