"""An organisation with gaps planted in it, for the tests of pages: made for the present day."""

from datetime import UTC, datetime, timedelta

from graph import demand
from graph.database import Database
from graph.records import (
    Person,
    PersonKind,
    Ref,
    Requirement,
    Role,
    Skill,
    Source,
    Tagging,
    TaggingKind,
)
from tagging import accounts, people, roles, taggings, vocabulary
from tagging.permissions import OPERATOR

PASSWORD = "nine geese over the moor"
NOW = datetime.now(UTC)
HR, DIRECTOR, LEADER, PLAIN = (
    f"{who}@fell.example" for who in ("hana", "grace", "lena", "dales-2")
)
FORMULA = "=1+1 sums"
SKILLS = (
    Skill("lmi", "labour market information"),
    Skill("local-lmi", "local labour market", broader=("lmi",)),
    Skill("overseas", "overseas qualifications"),
    Skill("fishing", "fishing"),
    Skill("heat-pumps", "heat pumps"),
    Skill("interviewing", "interviewing"),
    Skill("sums", FORMULA),
)
TEAMS = {"dales": "Dales team", "coast": "Coast team", "desk": "The desk"}
ADVISER = Role(
    "adviser",
    "Adviser",
    requires=(
        Requirement(Ref("interviewing", "interviewing"), 3, 1.0),
        Requirement(Ref("local-lmi", "local labour market"), 3, 0.9),
        Requirement(Ref("overseas", "overseas qualifications"), 3, 0.8),
        Requirement(Ref("sums", FORMULA), 2, 0.1),
    ),
)


def person(
    who: str, name: str, team: str, place: str, manager: str = "", *, adviser: bool = False
) -> Person:
    """Return somebody on the staff."""
    return Person(
        who,
        name,
        email=f"{who}@fell.example",
        team=Ref(team, TEAMS[team]),
        place=Ref(place, place.capitalize()),
        manager=Ref(manager, manager) if manager else None,
        roles=(Ref(ADVISER.id, ADVISER.name),) if adviser else (),
    )


DALES = [person(f"dales-{n}", f"Dale {n}", "dales", "hill", "lena", adviser=True) for n in range(6)]
COAST = [
    person(f"coast-{n}", f"Coast {n}", "coast", "shore" if n < 4 else "quay", "cole", adviser=True)
    for n in range(6)
]
DESK = [person(f"desk-{n}", f"Desk {n}", "desk", "hill", "grace") for n in range(4)]
LEADERS = [
    person("grace", "Grace Director", "desk", "hill"),
    person("hana", "Hana Resources", "desk", "hill", "grace"),
    person("lena", "Lena Leader", "dales", "hill", "grace"),
    person("cole", "Cole Leader", "coast", "shore", "grace"),
]
OUTSIDE = Person(
    "eve",
    "Eve Outside",
    kind=PersonKind.EXTERNAL,
    known_by=(Ref("coast-1", "Coast 1"),),
    listing_note="Told by phone; agreed.",
)
PEOPLE = (*LEADERS, *DALES, *COAST, *DESK, OUTSIDE)


def said(skill: str, who: str, level: int, days: int, taggers: tuple[str, ...]) -> list[Tagging]:
    """Return what each of these says of somebody, so many days ago."""
    then = NOW - timedelta(days)
    return [
        Tagging(one, who, skill, then, then, TaggingKind.KNOWS, level, "Asked twice.", Source.PEER)
        for one in taggers
    ]


BOSSES = ("grace", "lena", "cole")
TAGGINGS = (
    *said("overseas", "coast-0", 5, 30, ("cole", "coast-1", "coast-2", "desk-0")),
    *said("fishing", "coast-3", 4, 900, ("cole", "coast-4")),
    *said("local-lmi", "coast-1", 4, 40, ("cole", "coast-0", "desk-1")),
    *said("local-lmi", "coast-2", 4, 40, ("cole", "coast-0", "desk-1")),
    *(one for n in range(6) for one in said("interviewing", f"coast-{n}", 4, 60, BOSSES)),
    *(one for n in range(4) for one in said("interviewing", f"dales-{n}", 3, 60, BOSSES)),
    *said("heat-pumps", "eve", 4, 50, ("coast-1", "coast-2")),
)  # fmt: skip


def load(database: Database) -> None:
    """Fill an empty database with the organisation and accounts for four of its people."""
    vocabulary.load_skills(database, OPERATOR, SKILLS, "test")
    people.load_people(database, OPERATOR, PEOPLE, "test")
    people.link_people(database, OPERATOR, PEOPLE)
    roles.load_roles(database, OPERATOR, [ADVISER], "test")
    taggings.load_taggings(database, OPERATOR, TAGGINGS, "test")
    for _ in range(6):
        demand.count(database, ["heat-pumps"], None, NOW.date(), kind="search", met=False)
    for email, who, role in (
        (HR, "hana", "hr"),
        (DIRECTOR, "grace", "adviser"),
        (LEADER, "lena", "adviser"),
        (PLAIN, "dales-2", "adviser"),
    ):
        accounts.create(database, OPERATOR, email, who, (role,), PASSWORD)
