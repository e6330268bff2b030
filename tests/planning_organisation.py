"""A small organisation to plan for: two teams of six, managers, work that needs what few know."""

from datetime import UTC, datetime, timedelta

from graph import people as people_store
from graph import work
from graph.database import Database
from graph.records import (
    Person,
    PersonKind,
    Ref,
    Skill,
    SkillStatus,
    Source,
    Tagging,
    Work,
    WorkNeed,
)
from tagging import accounts, taggings, vocabulary
from tagging.permissions import OPERATOR, Viewer

PASSWORD = "a long way to the sea"
NOW = datetime.now(UTC)
NORTH, SOUTH = Ref("north", "North team"), Ref("south", "South team")
QUAY, MILL = Ref("quay", "Quay Street"), Ref("mill", "Mill Lane")
SKILLS = (
    Skill("advice", "debt advice", status=SkillStatus.FORMAL),
    Skill("loans", "advice on loans", ("lending",), broader=("advice",)),
    Skill("grants", "advice on grants", broader=("advice",)),
    Skill("boats", "boat building"),
)
NORTHERNERS = ("Nora", "Nils", "Nell", "Noor", "Ned", "Nia")
SOUTHERNERS = ("Sara", "Sami", "Seth", "Sian", "Stan", "Suki")


def ref(name: str) -> Ref:
    return Ref(name.lower(), name)


def _staff(name: str, team: Ref, place: Ref, manager: str) -> Person:
    above = ref(manager) if manager != name else None
    email = f"{name.lower()}@bank.example"
    return Person(name.lower(), name, email=email, team=team, place=place, manager=above)


PEOPLE = (
    *(_staff(name, NORTH, QUAY, "Nora") for name in NORTHERNERS),
    *(_staff(name, SOUTH, MILL, "Sara") for name in SOUTHERNERS),
    Person(
        "olga", "Olga Outside", PersonKind.EXTERNAL, known_by=(ref("Ned"),), listing_note="Agreed."
    ),
)
SAID = (
    *((tagger, "nils", "loans", 5) for tagger in ("nora", "nell", "noor", "ned", "sara")),
    *((tagger, "nell", "grants", 4) for tagger in ("nora", "nils", "noor")),
    *((tagger, "sami", "grants", 4) for tagger in ("sara", "seth", "sian")),
    *((tagger, "olga", "boats", 5) for tagger in ("ned", "nora", "sara")),
)
WORK = (
    Work("desk", "Loans desk", team=NORTH, needs=(WorkNeed(Ref("loans", ""), 3, 0.9, 2),)),
    Work("yard", "Boat yard", team=SOUTH, needs=(WorkNeed(Ref("boats", ""), 3, 0.8, 1),)),
)
HR, MANAGER, OTHER, ADVISER = (
    "stan@bank.example",
    "nora@bank.example",
    "sara@bank.example",
    "nia@bank.example",
)
ROLES = {"stan": ("hr",), "nora": ("adviser",), "sara": ("adviser",), "nia": ("adviser",)}


def viewer(name: str) -> Viewer:
    """Return one of the organisation with their roles."""
    return Viewer(name.lower(), name, ROLES.get(name.lower(), ("adviser",)))


def load(db: Database, *, with_accounts: bool = False) -> None:
    """Fill an empty database with the organisation."""
    vocabulary.load_skills(db, OPERATOR, SKILLS, "test")
    db.transact(lambda tx: people_store.save(tx, PEOPLE))
    then = NOW - timedelta(days=20)
    said = [
        Tagging(tagger, person, skill, then, then, level=level, source=Source.PEER)
        for tagger, person, skill, level in SAID
    ]
    taggings.load_taggings(db, OPERATOR, said, "test")
    db.transact(lambda tx: work.save(tx, WORK))
    if with_accounts:
        for person, roles in ROLES.items():
            accounts.create(db, OPERATOR, f"{person}@bank.example", person, roles, PASSWORD)


LATER = NOW.date() + timedelta(days=60)
