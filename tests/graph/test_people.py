"""People in the store: written as given, found again by id, name, e-mail and place."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph import people
from graph.database import Database
from graph.organisations import organisation_ref, place_ref, team_path, team_ref
from graph.records import Absence, Person, PersonKind, Ref, SaveCounts
from graph.roles import role_ref

pytestmark = pytest.mark.store

WAYFINDER = organisation_ref("Wayfinder")
NORA = Person(
    id="nora",
    name="Nora Quill",
    nicknames=("Norrie",),
    email="nora.quill@wayfinder.example",
    phone="0118 496 0001",
    absence=Absence(date(2026, 11, 20), date(2026, 11, 30), "training"),
    stand_in=Ref("omar", "Omar Bell"),
    languages=("English", "Polish"),
    place=place_ref("Leeds"),
    team=team_ref("North > Employers"),
    organisation=WAYFINDER,
    roles=(role_ref("Adviser"), role_ref("Mentor")),
    joined=date(2019, 4, 1),
)
OMAR = Person(
    id="omar", name="Omar Bell", team=team_ref("North"), manager=Ref("nora", "Nora Quill")
)
IDA = Person(
    id="ida",
    name="Ida Frost",
    kind=PersonKind.EXTERNAL,
    organisation=organisation_ref("Frost & Sons"),
    known_by=(Ref("nora", "Nora Quill"), Ref("omar", "Omar Bell")),
    listing_note="Told on the phone, agreed",
)
EVERYBODY = (NORA, OMAR, IDA)


def save(db: Database, *given: Person) -> SaveCounts:
    return db.transact(lambda tx: people.save(tx, given))


def test_people_come_back_as_they_were_given(db: Database) -> None:
    save(db, *EVERYBODY)
    found = people.get_many(db, ["ida", "nobody", "nora", "omar"])
    assert [replace(one, team=None) for one in found] == [
        replace(one, team=None) for one in (IDA, NORA, OMAR)
    ]
    assert found[1].team == Ref(team_ref("North > Employers").id, "Employers")


def test_saving_again_changes_nothing(db: Database) -> None:
    assert save(db, *EVERYBODY).added == ("nora", "omar", "ida")
    assert save(db, *EVERYBODY) == SaveCounts(unchanged=("nora", "omar", "ida"))
    assert db.read("MATCH (n) WHERE n:Person OR n:Team RETURN count(n) AS n")[0]["n"] == 5


def test_what_is_changed_replaces_links_and_clears_what_is_empty(db: Database) -> None:
    save(db, *EVERYBODY)
    moved = replace(
        NORA, phone="", absence=None, stand_in=None, place=place_ref("York"), roles=(), team=None
    )
    assert save(db, moved).changed == ("nora",)
    assert people.get(db, "nora") == moved


def test_teams_nest_and_count_those_below(db: Database) -> None:
    save(db, *EVERYBODY)
    counted = {team.ref.name: team for team in people.teams(db)}
    assert (counted["North"].people, counted["Employers"].people) == (2, 1)
    assert counted["Employers"].parent == counted["North"].ref
    assert [team.name for team in team_path(db, counted["Employers"].ref.id)] == [
        "North",
        "Employers",
    ]
    assert {one.ref.name: one.people for one in people.organisations(db)} == {
        "Frost & Sons": 1,
        "Wayfinder": 1,
    }
    assert [one.ref.name for one in people.places(db)] == ["Leeds"]


@pytest.mark.parametrize(
    ("typed", "fuzzy", "fit"),
    [
        ("Nora Quill", False, 1.0),
        ("norrie", False, 1.0),
        ("NORA Q", False, 0.9),
        ("quil", False, 0.8),
        ("nora quill", True, 1.0),
    ],
)
def test_names_are_found_as_typed(db: Database, typed: str, fuzzy: bool, fit: float) -> None:
    save(db, *EVERYBODY)
    db.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    found = people.by_name(db, typed, fuzzy=fuzzy)
    assert [(person.id, score) for person, score in found] == [("nora", fit)]


def test_misspelt_names_are_found_only_on_request(db: Database) -> None:
    save(db, *EVERYBODY)
    assert people.by_name(db, "Norra Qill") == []
    found = people.by_name(db, "Norra Qill", fuzzy=True)
    assert [person.id for person, _ in found] == ["nora"]
    assert found[0][1] < 0.8


@pytest.mark.parametrize(
    "typed", ["", "  ", "*", "nora AND (", '"', "a:b", "~~~", "NOT", "\\", "?", "[* TO *]", "/x/"]
)
def test_no_name_is_taken_for_a_query(db: Database, typed: str) -> None:
    save(db, *EVERYBODY)
    people.by_name(db, typed, fuzzy=True)


def test_an_address_finds_its_person_however_it_is_written(db: Database) -> None:
    save(db, *EVERYBODY)
    found = people.by_email(db, " Nora.Quill@Wayfinder.Example ")
    assert found is not None
    assert found.id == "nora"
    assert people.by_email(db, "none@wayfinder.example") is None


def test_pages_follow_each_other_without_gap_or_double(db: Database) -> None:
    crowd = [Person(f"p{n:02}", f"Sam {'ABC'[n % 3]}") for n in range(20)]
    save(db, *crowd)
    seen, after = [], None
    while True:
        page = people.page(db, after=after, limit=6)
        seen += [person.id for person in page.items]
        after = page.next_key
        if after is None:
            break
    assert seen == [one.id for one in sorted(crowd, key=lambda one: (one.name, one.id))]


def test_lists_are_filtered_and_leave_out_who_left(db: Database) -> None:
    save(db, *EVERYBODY, Person("gone", "Abe Gone", team=team_ref("North"), left=date(2020, 1, 1)))
    north = team_ref("North").id

    def ids(**filters: object) -> list[str]:
        return [person.id for person in people.page(db, **filters).items]  # type: ignore[arg-type]

    assert ids() == ["ida", "nora", "omar"]
    assert ids(team=north) == ["nora", "omar"]
    assert ids(team=north, place=place_ref("Leeds").id) == ["nora"]
    assert ids(kind=PersonKind.EXTERNAL) == ["ida"]
    assert ids(organisation=WAYFINDER.id) == ["nora"]
    assert ids(place=place_ref("nowhere").id) == []


def test_links_to_people_wait_for_the_others(db: Database) -> None:
    save(db, IDA)
    save(db, NORA, OMAR)
    assert people.get(db, "ida") == replace(IDA, known_by=())
    db.transact(lambda tx: people.link_people(tx, [IDA]))
    assert people.get(db, "ida") == IDA
    assert people.acquaintances(db, "nora") == (Ref("ida", "Ida Frost"),)


def test_fields_set_by_hand_are_remembered(db: Database) -> None:
    save(db, NORA)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for fields in ({"phone"}, {"about", "phone"}):
        db.transact(lambda tx, f=fields: people.update(tx, NORA, edited=f, at=now))  # type: ignore[misc]
    assert people.edited_fields(db, ["nora", "omar"]) == {"nora": {"phone", "about"}}


def test_everybody_is_told_apart_in_brief(db: Database) -> None:
    save(db, *EVERYBODY)
    briefs = people.everybody(db, page_size=2)
    assert [(one.id, one.name) for one in briefs] == [
        ("ida", "Ida Frost"),
        ("nora", "Nora Quill"),
        ("omar", "Omar Bell"),
    ]
