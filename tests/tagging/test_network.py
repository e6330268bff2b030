"""The network on a real graph: ways between people, likeness, communities, what is round what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph import documents, people, skills, taggings, vetoes
from graph.database import Database, Transaction
from graph.records import Document, Person, Ref, Skill, Space, Tagging, TaggingStatus
from tagging.errors import DocumentNotFound, Invalid, PersonNotFound, SignInRequired, SkillNotFound
from tagging.network.alike import similar
from tagging.network.around import around
from tagging.network.communities import CommunitiesCache, communities
from tagging.network.routes import route
from tagging.permissions import NOBODY
from tests.writers import NOW, viewer

ADA = viewer("ada")
NAMES = ("ada", "bea", "carl", "dora", "emil", "fay")


def make(db: Database, *given: Person, topics: tuple[str, ...] = ("visas", "boats")) -> None:
    known = {one.id for one in given}
    rest = [Person(one, one.capitalize()) for one in NAMES if one not in known]
    db.transact(lambda tx: people.save(tx, [*given, *rest]))
    db.transact(lambda tx: skills.save(tx, [Skill(one, one) for one in topics]))


def says(db: Database, tagger: str, person: str, skill: str = "visas", **more: object) -> None:
    one = Tagging(tagger, person, skill, NOW, NOW, **more)  # type: ignore[arg-type]
    db.transact(lambda tx: taggings.put(tx, one))


def refuse(db: Database, person: str, skill: str) -> None:
    def work(tx: Transaction) -> None:
        vetoes.refuse(tx, person, skill, NOW)
        taggings.refresh_knows(tx, [(person, skill)])

    db.transact(work)


def write(db: Database, key: str, *authors: str, space: Space = Space.ORGANISATION) -> None:
    one = Document(key, key.title(), "Text", authors=tuple(Ref(a, a) for a in authors), space=space)
    db.transact(lambda tx: documents.save(tx, [one]))


def words(db: Database, to: str, who: str = "ada") -> list[str]:
    return [stage.links[0].words for stage in route(db, viewer(who), to, NOW).stages]


def test_a_way_goes_through_statements_and_documents_and_is_said_in_words(db: Database) -> None:
    make(db)
    says(db, "ada", "bea")
    write(db, "tides", "bea", "carl")
    assert words(db, "carl") == [
        "You said that Bea knows about visas.",
        "Bea and Carl wrote ‘Tides’ together.",
    ]
    assert words(db, "ada", "carl") == [
        "You and Bea wrote ‘Tides’ together.",
        "Ada said that Bea knows about visas.",
    ]
    assert route(db, ADA, "ada", NOW).own
    assert words(db, "dora") == []


def test_managers_teams_and_acquaintances_link(db: Database) -> None:
    north = Ref("north", "North team")
    make(
        db,
        Person("ada", "Ada", team=north),
        Person("bea", "Bea", team=north, manager=Ref("carl", "Carl")),
        Person("dora", "Dora", known_by=(Ref("carl", "Carl"),)),
    )
    assert words(db, "dora") == [
        "You and Bea are both in North team.",
        "Carl is Bea’s manager.",
        "Carl knows Dora.",
    ]


def test_what_the_viewer_may_not_see_is_no_way(db: Database) -> None:
    make(db)
    write(db, "secret", "bea", "carl", space=Space.PERSONAL)
    says(db, "ada", "bea")
    assert words(db, "carl") == []
    says(db, "ada", "carl", status=TaggingStatus.HIDDEN)
    says(db, "dora", "ada", status=TaggingStatus.WITHDRAWN)
    assert words(db, "carl") == []
    assert words(db, "dora") == []
    assert words(db, "carl", "bea") == ["You and Carl wrote ‘Secret’ together."]


def test_only_questions_of_one_s_own_are_ways_and_no_name_is_given_away(db: Database) -> None:
    make(db)
    query = """
    MATCH (asker:Person {id: $asker}), (asked:Person {id: $asked}), (s:Skill {id: 'visas'})
    CREATE (asker)-[:ASKED]->(q:Question {id: $asker + $asked, status: 'open',
      anonymous: $anonymous})-[:OF]->(s), (q)-[:PUT_TO {place: 1, at: datetime()}]->(asked)
    """
    for asker, asked, anonymous in (
        ("ada", "bea", False), ("bea", "carl", False), ("dora", "ada", True), ("emil", "ada", False)
    ):  # fmt: skip
        db.write(query, asker=asker, asked=asked, anonymous=anonymous)  # type: ignore[arg-type]
    assert words(db, "bea") == ["You asked Bea about visas."]
    assert words(db, "emil") == ["Emil asked you about visas."]
    assert words(db, "carl") == []
    assert words(db, "dora") == []
    assert words(db, "ada", "dora") == ["You asked Ada about visas."]


def test_a_very_large_team_makes_nobody_acquainted(db: Database) -> None:
    all_of_us = Ref("all", "All of us")
    crowd = [Person(f"p{n}", f"P{n}", team=all_of_us) for n in range(70)]
    make(db, Person("ada", "Ada", team=all_of_us), *crowd)
    assert words(db, "p1") == []


def test_people_alike_share_what_is_rare_and_a_veto_ends_it(db: Database) -> None:
    make(db, topics=("visas", "boats", "common"))
    for person in ("ada", "bea", "carl", "dora"):
        says(db, "fay", person, "common")
    for person in ("ada", "bea"):
        says(db, "fay", person, "visas")
    found = similar(db, ADA, "ada", NOW)
    assert found[0].person.id == "bea"
    assert found[0].why == "Both known for visas and common."
    assert similar(db, ADA, "fay", NOW) == ()
    refuse(db, "bea", "visas")
    assert all(one.shared[0].name == "common" for one in similar(db, ADA, "ada", NOW))
    with pytest.raises(SignInRequired):
        similar(db, NOBODY, "ada", NOW)


def test_communities_read_their_members_at_the_moment(db: Database) -> None:
    make(db, topics=("visas", "benefits", "boats", "welding"))
    for person in ("ada", "bea", "carl"):
        for skill in ("visas", "benefits"):
            says(db, "fay", person, skill)
    for person in ("dora", "emil"):
        for skill in ("boats", "welding"):
            says(db, "fay", person, skill)
    cache = CommunitiesCache()
    groups = cache.current(db, NOW)
    first, second = communities(db, ADA, groups, NOW)
    assert first.name == "Benefits and visas"
    assert {one.person.id for one in first.members} == {"ada", "bea", "carl"}
    assert second.count == 2
    refuse(db, "emil", "boats")
    assert cache.current(db, NOW) is groups
    assert [one.name for one in communities(db, ADA, groups, NOW)] == [first.name]
    assert len(cache.current(db, NOW + timedelta(hours=2))) == 1


def test_what_is_round_a_node_is_what_the_viewer_may_see(db: Database) -> None:
    make(db)
    says(db, "ada", "bea")
    write(db, "open", "bea")
    write(db, "secret", "bea", space=Space.PERSONAL)
    shown = around(db, ADA, "person", "bea", date(2026, 3, 2))
    assert {one.key for one in shown.nodes} == {"skill:visas", "document:open", "person:ada"}
    assert ("person:bea", "skill:visas") in shown.ties
    own = around(db, viewer("bea"), "person", "bea", date(2026, 3, 2))
    assert "document:secret" in {one.key for one in own.nodes}
    assert [one.key for one in around(db, ADA, "skill", "visas", date(2026, 3, 2)).nodes] == [
        "person:bea"
    ]
    assert [one.key for one in around(db, ADA, "document", "open", date(2026, 3, 2)).nodes] == [
        "person:bea"
    ]
    for kind, key, refused in (
        ("document", "secret", DocumentNotFound), ("skill", "none", SkillNotFound),
        ("person", "none", PersonNotFound), ("team", "x", Invalid),
    ):  # fmt: skip
        with pytest.raises(refused):
            around(db, ADA, kind, key, date(2026, 3, 2))


def test_sixty_nodes_at_most_and_the_rest_in_parts(db: Database) -> None:
    topics = tuple(f"topic{n:02}" for n in range(80))
    make(db, topics=topics)
    every = [Tagging("ada", "bea", one, NOW, NOW) for one in topics]
    db.transact(lambda tx: taggings.save(tx, every))
    first = around(db, ADA, "person", "bea", date(2026, 3, 2))
    assert (len(first.nodes), first.count, first.more_from) == (59, 81, 59)
    rest = around(db, ADA, "person", "bea", date(2026, 3, 2), begins=59)
    assert len(rest.nodes) == 22
    assert rest.more_from is None
    assert not {one.key for one in first.nodes} & {one.key for one in rest.nodes}
    left = replace(Person("ada", "Ada"), left=date(2026, 1, 1))
    db.transact(lambda tx: people.save(tx, [left]))
    assert around(db, ADA, "person", "bea", date(2026, 3, 2)).count == 80
