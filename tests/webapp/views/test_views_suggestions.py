"""Reviewing suggestions without scripts: one by one, several at once, and about oneself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import covers, documents, suggestions
from graph.database import Database
from graph.records import Analysis
from tagging import reviewing, uploads
from tagging.permissions import Viewer
from tests.organisation import ADVISER, NOW, TAGGED, TIDES
from tests.suggested import found, proposal
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]
PATH = f"/documents/{TIDES.id}/suggestions"
TEXT = (
    "# Yards\n\nYards along the estuary took on 120 apprentices last year. "
    "<script>alert(1)</script> Every interview is practised & rehearsed twice.\n\n"
    "Hull caulking is coming back. See [the list](https://example.org/list).\n"
)
FOUND = (
    found(TEXT, "apprentices", "apprenticeships", 0.96, decided="The word is a label of it."),
    found(TEXT, "interview is practised", "interviews", 0.7, kind="implied"),
    found(TEXT, "Hull caulking", None, 0.4),
    found(TEXT, "coming back", "guidance", 0.05, kind="implied"),
)
PROPOSALS = (proposal(TEXT, "estuary", "geography", "local", 0.8),)


@pytest.fixture
def read(database: Database) -> Database:
    """Idris' document, read: three topics, one of them new, and a detail wait for an answer."""
    document = documents.get(database, TIDES.id)
    assert document is not None
    database.transact(lambda tx: documents.save(tx, [replace(document, text=TEXT)]))
    reviewing.save_found(database, TIDES.id, FOUND, PROPOSALS, NOW)  # type: ignore[arg-type]
    return database


def covered(database: Database) -> dict[str, str]:
    return {one.skill.name: one.source for one in covers.covers(database, TIDES.id)}


def key(value: str, about: str = "skill") -> str:
    return suggestions.suggestion_id(TIDES.id, about, value)


def answer(browser: Browser, value: str, answer: str, about: str = "skill", **more: str) -> str:
    page = browser.open(PATH)
    action = f"/suggestions/{key(value, about)}/answer"
    form = next(form for form in page.forms if form.action == action)
    data = form.fields | {"answer": answer} | more
    response = browser.client.post(action, data=data)
    assert response.status_code in (303, 400), response.text
    return response.headers.get("Location", "")


def test_each_says_how_sure_of_which_kind_and_why(browse: Browse, read: Database) -> None:
    page = browse(TAGGED).open(PATH)
    for words in (
        "Suggestions for ‘Engineering along the estuary’",
        "5 suggestions to answer",
        "certain 96 % the words are there",
        "likely 70 % meant, not said",
        "possible 40 % new topic",
        "The word is a label of it.",
        "How wide an area: a town or district",
    ):
        assert words in page.words, words
    skills = ("apprenticeships", "interviews", "guidance")
    order = [page.html.index(f'id="suggestion-{key(one)}"') for one in skills]
    assert order == sorted(order)


def test_the_evidence_is_marked_and_nothing_of_the_text_becomes_markup(
    browse: Browse, read: Database
) -> None:
    page = browse(TAGGED).open(PATH)
    assert f'data-of="{key("apprenticeships")}"' in page.html
    assert page.links["apprentices"] == f"#suggestion-{key('apprenticeships')}"
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html
    assert "See the list." in page.words


def test_accept_leads_on_to_the_next_one_and_can_be_undone(browse: Browse, read: Database) -> None:
    idris = browse(TAGGED)
    before = covered(read)
    assert answer(idris, "apprenticeships", "accepted") == f"{PATH}#suggestion-{key('interviews')}"
    assert covered(read) == before | {"apprenticeships": "suggestion"}
    page = idris.open(PATH)
    assert "‘apprenticeships’ is now a topic of this document." in page.words
    assert "4 suggestions to answer" in page.words
    assert "Idris Vaughan-Achterberg" in page.words
    undone = idris.send(page, "Undo")
    assert undone.address.startswith(PATH)
    assert "5 suggestions to answer" in undone.words
    assert covered(read) == before


def test_refuse_correct_and_take_back(browse: Browse, read: Database) -> None:
    idris = browse(TAGGED)
    answer(idris, "guidance", "refused")
    answer(idris, "interviews", "corrected", skill="earn while you learn")
    answer(idris, "hull caulking", "accepted", "new term")
    answer(idris, "local", "accepted", "geography")
    new = {"apprenticeships", "Hull caulking"}
    assert new <= set(covered(read))
    page = idris.open(PATH)
    assert "corrected to ‘apprenticeships’" in page.words
    assert "1 suggestion that the document has already" in page.words
    assert "All answered" in page.words
    answer(idris, "hull caulking", "refused", "new term")
    assert "Hull caulking" not in covered(read)
    assert documents.get(read, TIDES.id).geography == "local"  # type: ignore[union-attr]


def test_a_correction_to_nothing_says_so(browse: Browse, read: Database) -> None:
    answer(browse(TAGGED), "interviews", "corrected", skill=" ")
    answer(browse(TAGGED), "interviews", "shrug")
    assert "interview practice" not in covered(read)


def test_several_at_once_are_shown_first_and_undone_in_one_step(
    browse: Browse, read: Database
) -> None:
    idris = browse(TAGGED)
    before = covered(read)
    page = idris.send(idris.open(PATH), "Show which", at_least="70", at_most="10")
    for words in ("Nothing is done yet", "Accept 3", "Refuse 1", "interview practice"):
        assert words in page.words
    assert covered(read) == before
    keys = [key("apprenticeships"), key("interviews")]
    done = idris.send(page, "Do this", accept=keys, refuse=[key("guidance")])
    assert "2 accepted and 1 refused." in done.words
    assert set(covered(read)) == set(before) | {"apprenticeships", "interview practice"}
    undone = idris.send(done, "Undo")
    assert "5 suggestions to answer" in undone.words
    assert covered(read) == before


def test_a_batch_of_none_and_odd_limits(browse: Browse, read: Database) -> None:
    idris = browse(TAGGED)
    none = idris.open(f"{PATH}/batch?at_least=&at_most=")
    assert "Go through them one by one" in none.words
    assert idris.open(f"{PATH}/batch?at_least=3").status == 400
    assert idris.client.post(f"{PATH}/batch", data={"accept": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Analysis.WAITING, "Signpost is reading this"),
        (Analysis.FAILED, "could not read this for suggestions"),
        (Analysis.NONE, "has not read this yet"),
    ],
)
def test_before_there_are_any(
    browse: Browse, database: Database, state: Analysis, words: str
) -> None:
    database.transact(lambda tx: documents.set_analysis(tx, TIDES.id, state))
    idris = browse(TAGGED)
    page = idris.open(PATH)
    assert words in page.words
    if state is not Analysis.WAITING:
        button = "Try again" if state is Analysis.FAILED else "Read it now"
        assert "Signpost is reading this" in idris.send(page, button).words


def test_nothing_found_says_so(browse: Browse, database: Database) -> None:
    reviewing.save_found(database, TIDES.id, (), (), NOW)
    assert "found no topic in this text" in browse(TAGGED).open(PATH).words


def test_a_page_that_waits_is_opened_anew_once_reading_has_ended(
    browse: Browse, read: Database
) -> None:
    asks = {"HX-Request": "true", "HX-Trigger": "reading"}
    client = browse(TAGGED).client
    assert client.get(PATH, headers=asks).headers["HX-Refresh"] == "true"
    read.transact(lambda tx: documents.set_analysis(tx, TIDES.id, Analysis.WAITING))
    assert "HX-Refresh" not in client.get(PATH, headers=asks).headers


def test_only_who_may_change_the_document_sees_its_suggestions(
    browse: Browse, read: Database
) -> None:
    rosa = browse(ADVISER)
    assert rosa.open(PATH).status == 403
    assert rosa.open(f"{PATH}/batch").status == 403
    data = {"answer": "accepted", "back": "/"}
    action = f"/suggestions/{key('apprenticeships')}/answer"
    assert rosa.client.post(action, data=data).status_code == 403
    assert "apprenticeships" not in covered(read)


def test_the_author_has_written_on_it_and_adds_it_to_their_page(
    browse: Browse, read: Database
) -> None:
    idris, rosa = browse(TAGGED), browse(ADVISER)
    answer(idris, "apprenticeships", "accepted")
    page = rosa.open("/people/idris")
    assert "Has written on" in page.words
    assert "Add to my page" not in page.words
    assert "apprenticeships" in page.links
    mine = idris.open("/me")
    assert "You have written on" in mine.words
    said = idris.send(mine, "Add to my page (apprenticeships)")
    assert "You said that you know apprenticeships." in said.words
    assert "Add to my page (apprenticeships)" not in said.words


def test_a_topics_page_shows_the_sentence_of_each_document(browse: Browse, read: Database) -> None:
    answer(browse(TAGGED), "apprenticeships", "accepted")
    page = browse(ADVISER).open("/skills/apprenticeships")
    assert TIDES.title in page.links
    assert "Yards along the estuary took on 120 apprentices last year." in page.words


def test_a_text_about_oneself_is_read_and_answered(browse: Browse, database: Database) -> None:
    rosa = browse(ADVISER)
    form = rosa.open("/me/suggestions")
    assert "Nothing appears on your page without your yes." in form.words
    text = "I run mock interviews and mend nets."
    reading = rosa.send(form, "Look for topics", text=text)
    assert "Signpost is reading your text" in reading.words
    batch = reading.address.partition("batch=")[2].rstrip("?")
    viewer = Viewer("rosa", "Rosa", ("adviser",))
    assert uploads.progress(database, viewer, batch).uploads[0].text == text
    about = [
        found(text, "mock interviews", "interviews", 0.9),
        found(text, "mend nets", None, 0.5),
        found(text, "run", "guidance", 0.3),
    ]
    reviewing.save_found_about(database, "rosa", about, NOW)  # type: ignore[arg-type]
    page = rosa.open("/me/suggestions")
    assert "3 topics that may be yours" in page.words
    said = rosa.send(page, "Add to my page (interview practice)")
    assert "You said that you know interview practice." in said.words
    assert "2 topics that may be yours" in said.words
    again = rosa.send(said, "Undo")
    assert "3 topics that may be yours" in again.words
    refused = rosa.send(again, "Not me (careers guidance)")
    assert "is not suggested again" in refused.words
    reviewing.save_found_about(database, "rosa", about, NOW)  # type: ignore[arg-type]
    added = rosa.send(rosa.open("/me/suggestions"), "Add to my page (mend nets)")
    assert "mend nets" in rosa.open("/me").links
    assert "1 topic that may be yours" in added.words
    gone = rosa.send(added, "Forget all of these")
    assert "may be yours" not in gone.words
    assert suggestions.of_person(database, "rosa") == []


def test_too_long_or_no_text_about_oneself(browse: Browse) -> None:
    rosa = browse()
    form = rosa.open("/me/suggestions")
    assert "Paste a text about you" in rosa.send(form, "Look for topics", text=" ").words
    page = rosa.send(form, "Look for topics", text="x" * 50_001)
    assert page.status == 422
    assert "50000 characters or fewer" in page.words


def test_others_cannot_answer_what_is_about_me(browse: Browse, database: Database) -> None:
    about = [found("I mend nets.", "mend nets", None, 0.5)]
    reviewing.save_found_about(database, "rosa", about, NOW)  # type: ignore[arg-type]
    one = suggestions.of_person(database, "rosa")[0]
    for word in ("accept", "refuse", "shrug"):
        answered = browse(TAGGED).client.post(f"/me/suggestions/{one.id}/{word}")
        assert answered.status_code in (400, 404)
    data = {"answer": "accepted"}
    answered = browse(TAGGED).client.post(f"/suggestions/{one.id}/answer", data=data)
    assert answered.status_code == 404
