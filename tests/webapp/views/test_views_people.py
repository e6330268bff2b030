"""One person's page, one's own, and the list of people."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.database import Database
from tagging import people, taggings
from tagging.permissions import OPERATOR
from tests.organisation import IDRIS, MARGUERITE, NOW, ROSA, TAGGED, TOBIAS, said
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]
ENGINEERING = "engineering apprenticeships"


def test_a_person_s_page_says_how_to_reach_them_and_who_said_what(browse: Browse) -> None:
    page = browse().open("/people/idris")
    assert page.links["Phone 0118 496 0102"] == "tel:01184960102"
    assert page.links["E-mail idris@waypoint.example"] == "mailto:idris@waypoint.example"
    for words in (
        "weekday mornings",
        "English, Welsh",
        "handles unusual cases and helps others (level 4 of 5)",
        "Knows every yard by name.",
        "Engineering along the estuary",
        "Idris Vaughan-Achterberg, own account",
        "so it counts half",
    ):
        assert words in page.words
    assert "<em>engineering</em>" in page.html


def test_an_outside_contact_s_page_names_who_knows_them(browse: Browse) -> None:
    page = browse().open("/people/marguerite")
    assert page.links[ROSA.name] == "/people/rosa"
    assert MARGUERITE.listing_note in page.words


def test_only_the_person_themself_is_offered_consent(browse: Browse) -> None:
    colleague, self_page = browse().open("/people/idris"), browse(TAGGED).open("/people/idris")
    assert "Hide" not in colleague.words
    assert f"Hide ({ENGINEERING}, said by {ROSA.name})" in self_page.words
    assert browse(TAGGED).open("/me").words.count("That’s right") == 3


def test_accepting_is_shown_to_everybody(browse: Browse) -> None:
    mine = browse(TAGGED)
    after = mine.send(mine.open("/me"), f"That’s right ({ENGINEERING}, said by {ROSA.name})")
    assert after.address.startswith("/people/idris")
    assert f"accepted by {IDRIS.name}" in after.words
    assert f"accepted by {IDRIS.name}" in browse().open("/people/idris").words


def test_what_is_hidden_leaves_page_and_search_and_can_be_put_back(browse: Browse) -> None:
    mine, colleague = browse(TAGGED), browse()
    after = mine.send(mine.open("/me"), f"Hide ({ENGINEERING}, said by {ROSA.name})")
    assert "Only you see this" in after.words
    assert f"Put back {ENGINEERING}" in after.words
    assert "Knows every yard" not in colleague.open("/people/idris").words
    assert IDRIS.phone not in colleague.open(f"/search?q={ENGINEERING}").words
    back = mine.send(after, f"Put back {ENGINEERING}")
    assert "Only you see this" not in back.words
    assert IDRIS.phone in colleague.open(f"/search?q={ENGINEERING}").words


def test_undo_is_beside_what_was_done(browse: Browse) -> None:
    mine = browse(TAGGED)
    hidden = mine.send(mine.open("/me"), f"Hide ({ENGINEERING}, said by {ROSA.name})")
    assert "Only you see this" not in mine.send(hidden, "Undo").words


def test_disagreeing_answers_in_public(browse: Browse) -> None:
    mine = browse(TAGGED)
    page = mine.open("/me")
    button = f"Disagree ({ENGINEERING}, said by {ROSA.name})"
    after = mine.send(page, button, reply="Only <b>boats</b>.")
    assert "disagrees: Only <b>boats</b>." in after.words
    assert "<b>boats" not in after.html
    assert "disagrees: Only <b>boats</b>." in browse().open("/people/idris").words


def test_one_can_say_again_change_and_take_back_what_one_said(browse: Browse) -> None:
    rosa = browse()
    page = rosa.open("/people/idris")
    label = f"({ENGINEERING}, {IDRIS.name})"
    changed = rosa.send(page, f"Save {label}", level="2", note="Since the merger.")
    assert "works with support (level 2 of 5) Since the merger." in changed.words
    assert "confirmed today" in rosa.send(changed, f"Still true {label}").words
    gone = rosa.send(changed, f"Take back {label}")
    assert "Since the merger." not in gone.words.replace("Undo", "")


def test_a_hundred_statements_fold(browse: Browse, database: Database) -> None:
    many = [replace(ROSA, id=f"p{n}", name=f"Person {n}", email="") for n in range(100)]
    people.load_people(database, OPERATOR, many, "many")
    loaded = [said(one.id, "idris", "interviews", 3, 5) for one in many]
    taggings.load_taggings(database, OPERATOR, loaded, "many")
    page = browse().open("/people/idris")
    assert "Who said so: 102 statements" in page.words
    assert "Show the other 97" in page.words


def test_names_of_many_characters_are_kept_whole(browse: Browse, database: Database) -> None:
    name = ("Wolfeschlegelstein " * 7)[:118].strip()
    people.load_people(
        database, OPERATOR, [replace(TOBIAS, id="long", name=name, email="")], "long"
    )
    assert name in browse().open("/people/long").words


def test_people_are_listed_by_name_and_filtered_by_the_address(browse: Browse) -> None:
    browser = browse()
    page = browser.open("/people")
    assert page.words.index(IDRIS.name) < page.words.index(TOBIAS.name)
    outside = browser.open(page.links["Outside"])
    assert MARGUERITE.name in outside.words
    assert IDRIS.name not in outside.words
    team = browser.send(page, "Show", team="harbour")
    assert MARGUERITE.name not in team.words.split("People", 1)[1]
    assert "Nobody fits" in browser.open("/people?team=nowhere").words


@pytest.mark.parametrize("path", ["/people/nobody", "/people/idris/tag/", "/people/%00"])
def test_who_is_not_there_is_not_found(browse: Browse, path: str) -> None:
    assert browse().open(path).status == 404


def test_one_keeps_one_s_own_page_up_to_date(browse: Browse) -> None:
    mine = browse(TAGGED)
    form = mine.open("/me/edit")
    after = mine.send(
        form,
        "Save",
        mobile="07700 900199",
        languages="Welsh, Polish",
        absent_since=NOW.date().isoformat(),
        absence_note="Back soon.",
        stand_in="rosa",
        best_way="mobile",
    )
    for words in ("07700 900199", "Welsh, Polish", "Away", "Rosa Quill stands in"):
        assert words in after.words


def test_mistakes_on_one_s_own_page_are_named_at_their_field(browse: Browse) -> None:
    mine = browse(TAGGED)
    form = mine.open("/me/edit")
    page = mine.send(
        form, "Save", absent_since="2026-05-02", absent_until="2026-05-01", phone="call me"
    )
    assert page.status == 422
    assert "There is a problem" in page.words
    assert page.html.count("govuk-error-message") >= 1
    assert mine.send(form, "Save", absent_since="someday").status == 422
