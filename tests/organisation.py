"""A small organisation for the tests of pages: enough of everything that a page can show."""

from datetime import UTC, date, datetime, timedelta

from graph.database import Database
from graph.ids import derived_id
from graph.records import (
    Absence,
    Document,
    Person,
    PersonKind,
    Ref,
    Skill,
    SkillStatus,
    Source,
    Tagging,
    TaggingKind,
)
from tagging import accounts, documents, people, taggings, vocabulary
from tagging.permissions import OPERATOR

PASSWORD = "a long way to the sea"
ADVISER = "rosa@waypoint.example"
TAGGED = "idris@waypoint.example"
HR = "tobias@waypoint.example"
WAYPOINT = Ref("waypoint", "Waypoint Careers")
HARBOUR = Ref("harbour", "Harbour team")
QUAY = Ref("quay", "Quay Street")
NOW = datetime.now(UTC)

IDRIS = Person(
    "idris",
    "Idris Vaughan-Achterberg",
    nicknames=("Dris",),
    job_title="Senior careers adviser",
    email=TAGGED,
    phone="0118 496 0102",
    best_way="phone",
    best_times="weekday mornings",
    team=HARBOUR,
    organisation=WAYPOINT,
    place=QUAY,
    about="Ask me about *engineering*, boats and bad weather.",
    languages=("English", "Welsh"),
)
ROSA = Person(
    "rosa",
    "Rosa Quill",
    job_title="Careers adviser",
    email=ADVISER,
    phone="0118 496 0101",
    team=HARBOUR,
    organisation=WAYPOINT,
    place=QUAY,
)
TOBIAS = Person(
    "tobias",
    "Tobias Featherstonehaugh-Llanfairpwllgwyngyll",
    job_title="Employer engagement and apprenticeship partnerships coordinator (maternity cover)",
    email=HR,
    mobile="07700 900103",
    absence=Absence((NOW - timedelta(3)).date(), (NOW + timedelta(9)).date(), "On leave."),
    stand_in=Ref("idris", IDRIS.name),
    team=HARBOUR,
    organisation=WAYPOINT,
)
MARGUERITE = Person(
    "marguerite",
    "Marguerite Oyelaran",
    kind=PersonKind.EXTERNAL,
    job_title="Training manager",
    email="m.oyelaran@drydock.example",
    phone="0118 496 0199",
    organisation=Ref("drydock", "Drydock Engineering"),
    known_by=(Ref("rosa", ROSA.name),),
    listing_note="Told by phone that advisers may ring about placements; agreed.",
)
PEOPLE = (IDRIS, ROSA, TOBIAS, MARGUERITE)
SKILLS = (
    Skill("guidance", "careers guidance", status=SkillStatus.FORMAL),
    Skill(
        "apprenticeships",
        "apprenticeships",
        ("earn while you learn",),
        "Paid work with training that leads to a qualification.",
        broader=("guidance",),
        related=("interviews",),
    ),
    Skill(
        "engineering-apprenticeships",
        "engineering apprenticeships",
        ("apprenticeships in engineering",),
        broader=("apprenticeships",),
    ),
    Skill("interviews", "interview practice", ("mock interviews",), broader=("guidance",)),
)
TIDES = Document(
    derived_id("tides"),
    "Engineering along the estuary",
    "Yards along the estuary took on 120 apprentices last year.\n\n"
    "| Yard | Apprentices |\n| --- | --- |\n| Drydock | 80 |\n| Others | 40 |\n",
    kind="sector briefing",
    authors=(Ref("idris", IDRIS.name),),
    region="The estuary",
    sector="Engineering",
    published=date(2026, 2, 1),
    skills=(Ref("engineering-apprenticeships", "engineering apprenticeships"),),
)


def said(
    tagger: str, person: str, skill: str, level: int | None, days: int, note: str = ""
) -> Tagging:
    """Return a statement made so many days ago."""
    then = NOW - timedelta(days)
    source = Source.SELF if tagger == person else Source.PEER
    return Tagging(tagger, person, skill, then, then, TaggingKind.KNOWS, level, note, source)


TAGGINGS = (
    said("rosa", "idris", "engineering-apprenticeships", 4, 40, "Knows every yard by name."),
    said("tobias", "idris", "engineering-apprenticeships", 5, 400),
    said("idris", "idris", "interviews", 3, 10),
    said("idris", "rosa", "interviews", 4, 20),
    said("rosa", "idris", "interviews", 3, 30),
    said("rosa", "marguerite", "engineering-apprenticeships", None, 5),
    said("rosa", "tobias", "apprenticeships", 2, 900),
)


def load(database: Database) -> None:
    """Fill an empty database with the organisation and its three accounts."""
    vocabulary.load_skills(database, OPERATOR, SKILLS, "test")
    people.load_people(database, OPERATOR, PEOPLE, "test")
    taggings.load_taggings(database, OPERATOR, TAGGINGS, "test")
    documents.load_documents(database, OPERATOR, [TIDES], "test")
    for email, person, role in (
        (ADVISER, ROSA, "adviser"),
        (TAGGED, IDRIS, "adviser"),
        (HR, TOBIAS, "hr"),
    ):
        accounts.create(database, OPERATOR, email, person.id, (role,), PASSWORD)
