"""Saying what someone knows: one form, several topics, taken back as easily."""

from collections.abc import Callable

import pytest

from graph import statements as store
from graph.database import Database
from tests.organisation import IDRIS, TAGGED
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]


def test_several_topics_at_once_known_and_new(browse: Browse, database: Database) -> None:
    rosa = browse()
    form = rosa.open("/people/marguerite/tag")
    skills = ["earn while you learn", "", "Interview practice", "dry stone walling"]
    page = rosa.send(form, "Save", skills=skills, level="3", note="At the fair.")
    assert page.address.startswith("/people/marguerite")
    for topic in ("apprenticeships", "interview practice", "dry stone walling"):
        assert topic in page.links
    new = rosa.open(page.links["dry stone walling"])
    assert "New word" in new.words
    assert len(store.about(database, "marguerite")) == 4


def test_sent_twice_it_is_said_once(browse: Browse, database: Database) -> None:
    rosa = browse()
    form = rosa.open("/people/idris/tag")
    for _ in range(2):
        rosa.send(form, "Save", skills="knot tying", level="2")
    assert (
        len([one for one in store.about(database, "idris") if one.skill.name == "knot tying"]) == 1
    )


def test_undo_takes_it_back(browse: Browse) -> None:
    rosa = browse()
    said = rosa.send(rosa.open("/people/idris/tag"), "Save", skills="knot tying")
    assert "knot tying" in said.links
    assert "knot tying" not in rosa.send(said, "Undo").links


def test_each_level_is_shown_in_words(browse: Browse) -> None:
    words = browse().open("/people/idris/tag").words
    assert "1: technically able, little practice" in words
    assert "5: world class: rethinks how the task is done" in words


def test_on_one_s_own_page_it_is_worded_for_oneself(browse: Browse) -> None:
    mine = browse(TAGGED)
    form = mine.open("/people/idris/tag")
    assert "I am learning it" in form.words
    page = mine.send(form, "Save", skills="Polish", kind="learning")
    assert "You are learning" in page.words


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"skills": "  "}, "Name at least one topic"),
        ({"skills": "x" * 201}, "at most 200 characters"),
        ({"skills": [f"topic {n}" for n in range(21)]}, "at most 20 topics"),
        ({"skills": "boats", "note": "x" * 501}, "500 characters or fewer"),
        ({"skills": "boats", "level": "9"}, "Not a valid choice"),
        ({"skills": "boats", "kind": "hates"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    browse: Browse, fields: dict[str, str | list[str]], problem: str
) -> None:
    rosa = browse()
    page = rosa.send(rosa.open("/people/idris/tag"), "Save", **{"note": "Kept."} | fields)
    assert page.status == 422
    assert "There is a problem" in page.words
    assert problem in page.words
    assert "Error: Say what" in page.words
    if "note" not in fields:
        assert "Kept." in page.words


def test_it_never_leads_off_the_site(browse: Browse) -> None:
    for address in ("https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil"):
        answer = browse().client.post(
            "/people/idris/tag", data={"skills": "boats", "kind": "knows", "back": address}
        )
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/people/{IDRIS.id}"


@pytest.mark.parametrize("action", ["confirm", "revise", "withdraw", "accept", "hide", "dispute"])
def test_nobody_acts_on_a_statement_that_is_not_there_or_not_theirs(
    browse: Browse, action: str
) -> None:
    client = browse().client
    said = {"reply": "No."}
    assert client.post(f"/taggings/none.of.this.knows/{action}", data=said).status_code == 404
    other = (
        "idris.rosa.interviews.knows"
        if action in {"confirm", "revise", "withdraw"}
        else ("rosa.idris.interviews.knows")
    )
    assert client.post(f"/taggings/{other}/{action}", data=said).status_code == 403


def test_every_change_needs_a_token_of_the_page(site, browse: Browse) -> None:  # type: ignore[no-untyped-def]
    site.config["WTF_CSRF_ENABLED"] = True
    for path in ("/people/idris/tag", "/contacts/new", "/me/edit", "/skills/interviews/unhide"):
        assert browse().client.post(path).status_code == 400
