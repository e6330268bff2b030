"""Roles in the store: what they require and who holds them."""

from dataclasses import replace

import pytest

from graph import people, roles, skills
from graph.database import Database
from graph.records import Person, Ref, Requirement, Role, SaveCounts, Skill

pytestmark = pytest.mark.store

ADVISER = Role(
    roles.role_ref("Adviser").id,
    "Adviser",
    "Talks with people about work",
    (
        Requirement(Ref("listening", "listening"), 4, 1.0),
        Requirement(Ref("lmi", "labour-market information"), 3, 0.5),
    ),
)


def save(db: Database, role: Role) -> SaveCounts:
    return db.transact(lambda tx: roles.save(tx, [role]))


def add_skills(db: Database) -> None:
    known = [Skill("listening", "listening"), Skill("lmi", "labour-market information")]
    db.transact(lambda tx: skills.save(tx, known))


def test_roles_come_back_as_they_were_given(db: Database) -> None:
    add_skills(db)
    assert save(db, ADVISER).added == (ADVISER.id,)
    assert save(db, ADVISER).unchanged == (ADVISER.id,)
    assert roles.every(db) == [ADVISER]


def test_a_role_that_people_hold_gets_its_profile_later(db: Database) -> None:
    add_skills(db)
    nora = Person("nora", "Nora Quill", roles=(roles.role_ref("adviser"),))
    db.transact(lambda tx: people.save(tx, [nora]))
    assert save(db, ADVISER).changed == (ADVISER.id,)
    assert roles.holders(db, ADVISER.id) == (Ref("nora", "Nora Quill"),)


def test_a_change_replaces_what_is_required(db: Database) -> None:
    add_skills(db)
    save(db, ADVISER)
    less = replace(ADVISER, requires=(replace(ADVISER.requires[0], level=2),))
    assert save(db, less).changed == (ADVISER.id,)
    assert roles.get(db, ADVISER.id) == less
