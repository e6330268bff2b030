"""People's pages, contacts, one's own page: what is shown, what is kept, who may."""

from datetime import UTC, date, datetime, timedelta

import pytest

from graph import people as store
from graph import skills, taggings
from graph.database import Database
from graph.ids import derived_id
from graph.records import Person, PersonKind, Ref, Skill, Tagging, TaggingKind, TaggingStatus
from tagging import people
from tagging import taggings as statements
from tagging.errors import Invalid, NotPermitted, PersonNotFound, SignInRequired
from tagging.people_fields import LONGEST
from tagging.permissions import NOBODY, OPERATOR, Viewer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NORA = Viewer("nora", "Nora Quill", ("adviser",))
OMAR = Viewer("omar", "Omar Bell", ("adviser",))
ADMINISTRATOR = Viewer("ann", "Ann Admin", ("administrator",))
CONTACT = {
    "name": "Ida Frost",
    "organisation": "Frost & Sons",
    "phone": "0118 496 0003",
    "listing_note": "Agreed by phone",
}


@pytest.fixture
def org(db: Database) -> Database:
    """A database with two colleagues, a skill, and what they say."""
    crowd = [Person("nora", "Nora Quill", phone="1"), Person("omar", "Omar Bell")]
    db.transact(lambda tx: store.save(tx, crowd))
    db.transact(lambda tx: skills.save(tx, [Skill("welding", "welding"), Skill("cad", "CAD")]))
    made = NOW - timedelta(days=30)
    said = [
        Tagging("omar", "nora", "welding", made, made, level=4),
        Tagging("omar", "nora", "cad", made, made),
        Tagging("nora", "nora", "welding", made, made, TaggingKind.LEARNING),
    ]
    db.transact(lambda tx: taggings.save(tx, said))
    return db


def test_a_profile_gathers_what_is_said_by_skill(org: Database) -> None:
    found = people.profile(org, OMAR, "nora", NOW)
    assert found.person.name == "Nora Quill"
    assert {claim.skill.name for claim in found.claims} == {"welding", "CAD"}
    first = found.claims[0]
    assert first.skill.name == "welding"
    assert first.knows is not None
    assert "Omar Bell" in first.sentence
    assert [one.skill.name for one in found.learning] == ["welding"]
    assert found.reach.channels[0].value == "1"
    assert not found.own


def test_what_is_hidden_is_on_ones_own_page_only(org: Database) -> None:
    statements.hide(org, NORA, "omar.nora.cad.knows", NOW)
    assert [claim.skill.name for claim in people.profile(org, OMAR, "nora", NOW).claims] == [
        "welding"
    ]
    assert people.profile(org, OMAR, "nora", NOW).hidden == ()
    own = people.profile(org, NORA, "nora", NOW)
    assert own.own
    assert [claim.skill.name for claim in own.hidden] == ["CAD"]
    assert own.hidden[0].statements[0].tagging.status is TaggingStatus.HIDDEN


def test_only_who_is_there_has_a_page_and_only_for_who_may(org: Database) -> None:
    with pytest.raises(PersonNotFound):
        people.profile(org, OMAR, "nobody", NOW)
    with pytest.raises(SignInRequired):
        people.profile(org, NOBODY, "nora", NOW)
    with pytest.raises(SignInRequired):
        people.browse(org, NOBODY)
    with pytest.raises(NotPermitted):
        people.load_people(org, OMAR, [], None)


def test_browsing_goes_page_by_page(org: Database) -> None:
    page = people.browse(org, NORA, limit=1)
    assert [one.id for one in page.items] == ["nora"]
    assert [one.id for one in people.browse(org, NORA, after=page.next_key).items] == ["omar"]
    with pytest.raises(Invalid):
        people.browse(org, NORA, limit=10_000)


def test_a_contact_is_listed_once_with_who_knows_them(org: Database) -> None:
    ida = people.add_contact(org, NORA, **CONTACT, skills=["welding", "forging"], now=NOW)
    assert ida.kind is PersonKind.EXTERNAL
    assert ida.known_by == (Ref("nora", "Nora Quill"),)
    assert ida.listing_note == "Agreed by phone"
    again = people.add_contact(org, NORA, **CONTACT, skills=["welding"], now=NOW)
    assert again == ida
    assert {one.skill for one in taggings.knows(org, ida.id)} == {
        "welding",
        derived_id("skill", "forging"),
    }
    assert people.profile(org, OMAR, "nora", NOW).contacts_of == (Ref(ida.id, "Ida Frost"),)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "\u200b"),
        ("name", "x" * (LONGEST["name"] + 1)),
        ("organisation", ""),
        ("listing_note", ""),
        ("phone", ""),
        ("phone", "none"),
        ("email", "not an address"),
        ("known_by", "nobody"),
    ],
)
def test_what_is_wrong_with_a_contact_is_said_by_field(
    org: Database, field: str, value: str
) -> None:
    with pytest.raises(Invalid) as found:
        people.add_contact(org, NORA, **(CONTACT | {field: value}), now=NOW)
    assert found.value.field == field


def test_somebody_listed_already_is_not_listed_again(org: Database) -> None:
    people.add_contact(org, NORA, **CONTACT, now=NOW)
    with pytest.raises(Invalid, match="already listed"):
        people.add_contact(org, NORA, **(CONTACT | {"phone": "0118 496 0004"}), now=NOW)


def test_ones_own_page_is_changed_and_remembered(org: Database) -> None:
    changed = people.update_own(
        org,
        NORA,
        "nora",
        now=NOW,
        phone=" 0118  496 0001 ",
        nicknames="Norrie; Nono | Norrie",
        about="One\r\n\r\n\r\n\r\ntwo\x00",
        absent_since="2026-11-20",
        absent_until=date(2026, 11, 30),
        stand_in="omar",
        place="Leeds",
    )
    assert changed.phone == "0118 496 0001"
    assert changed.nicknames == ("Norrie", "Nono")
    assert changed.about == "One\n\ntwo"
    assert changed.absence is not None
    assert changed.absence.until == date(2026, 11, 30)
    assert changed.stand_in == Ref("omar", "Omar Bell")
    assert store.edited_fields(org, ["nora"])["nora"] >= {"phone", "absence", "place"}
    cleared = people.update_own(org, NORA, "nora", absent_since="", absent_until="", stand_in="")
    assert (cleared.absence, cleared.stand_in) == (None, None)
    assert store.get(org, "nora") == cleared


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "other@x.example"),
        ("kind", "external"),
        ("name", ""),
        ("phone", "none"),
        ("absent_until", "2026-01-01"),
        ("absent_since", "soon"),
        ("stand_in", "nobody"),
        ("stand_in", "nora"),
        ("about", "x" * (LONGEST["about"] + 1)),
        ("languages", ";".join(f"l{n}" for n in range(30))),
    ],
)
def test_what_is_wrong_with_a_change_is_said_by_field(
    org: Database, field: str, value: str
) -> None:
    with pytest.raises(Invalid) as found:
        people.update_own(org, NORA, "nora", **{field: value})
    assert found.value.field in (field, "absent_since")


def test_only_oneself_and_administrators_change_a_page(org: Database) -> None:
    with pytest.raises(NotPermitted):
        people.update_own(org, OMAR, "nora", phone="2")
    with pytest.raises(SignInRequired):
        people.update_own(org, NOBODY, "nora", phone="2")
    changed = people.update_own(org, ADMINISTRATOR, "nora", email="N@Way.example")
    assert changed.email == "n@way.example"
    assert people.update_own(org, OPERATOR, "nora", phone="2").phone == "2"


def test_every_change_is_in_the_trail_without_its_values(org: Database) -> None:
    people.update_own(org, NORA, "nora", now=NOW, phone="0118 496 0009")
    events = org.read("MATCH (e:AuditEvent {subject: 'nora'}) RETURN e {.*} AS event")
    assert [(one["event"]["actor"], one["event"]["after"]) for one in events] == [("nora", "phone")]
