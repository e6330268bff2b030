"""Writing role profiles, taking them from outside ones, and saying what work needs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph import audit, needs, people, skills
from graph import roles as store_roles
from graph.database import Database
from graph.records import Asked, Occupation, Person, Ref, Skill, WorkKind
from tagging import role_profiles, role_sources, roles, work
from tagging.errors import Conflict, Invalid, NotFound, NotPermitted, SignInRequired
from tagging.permissions import NOBODY, OPERATOR, Viewer
from tagging.vocabulary import VocabularyCache
from tagging.work import Facts

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HR = Viewer("tobias", "Tobias", ("hr",))
ADVISER = Viewer("rosa", "Rosa", ("adviser",))
CURATOR = Viewer("rhys", "Rhys", ("curator",))
SEA = Occupation(
    "sea",
    "fishing master",
    "ESCO",
    version="1.1.1",
    description="Sails out.",
    asks=(
        Asked("a", "catching fish", "essential skill", 3, 1.0, "", "http://example.org/fish"),
        Asked("b", "Nets", "optional skill", 2, 0.4),
        Asked("c", "weather at sea", "essential knowledge", 3, 1.0, "", "http://example.org/sea"),
        Asked("d", "net mending", "optional skill", 4, 0.4),
    ),
)


@pytest.fixture
def store(db: Database) -> Database:
    """Two skills: one matches an outside concept, one has another name; and a skipper."""
    known = [
        Skill("fishing", "Fishing", matches=("http://example.org/fish",)),
        Skill("mending", "Mending nets", ("nets", "net mending")),
    ]
    db.transact(lambda tx: skills.save(tx, known))
    nora = Person("nora", "Nora", team=Ref("coast", "Coast"), roles=(Ref("skipper", "Skipper"),))
    db.transact(lambda tx: people.save(tx, [nora]))
    return db


def take(db: Database, **how: Any) -> role_sources.Taken:
    words = VocabularyCache().current(db)
    return role_sources.take(db, HR, words, SEA, now=NOW, **how)


def requires(db: Database, role_id: str) -> dict[str, tuple[int, float]]:
    role = store_roles.get(db, role_id)
    assert role is not None
    return {one.skill.name: (one.level, one.importance) for one in role.requires}


def test_a_profile_is_taken_by_address_then_by_label(store: Database) -> None:
    rehearsed = take(store, dry_run=True)
    assert store_roles.get(store, rehearsed.role.id) is None
    taken = take(store)
    assert taken.made
    assert (taken.role.name, taken.role.description) == ("Fishing master", "Sails out.")
    assert requires(store, taken.role.id) == {"Fishing": (3, 1.0), "Mending nets": (4, 0.4)}
    assert [one.asked.label for one in taken.comparison.of("not in the vocabulary")] == [
        "weather at sea"
    ]
    # Two things that it asks for are one skill here: what asks more is required.
    assert [one.asked.label for one in taken.comparison.of("higher")] == ["Nets"]
    assert taken.comparison.attribution.startswith("This uses the ESCO classification")
    again = take(store)
    assert (again.made, again.added) == (False, ())


def test_what_the_profile_says_stays_and_what_it_misses_is_shown(store: Database) -> None:
    mine = role_profiles.create(store, HR, name="Boat leader", now=NOW)
    role_profiles.put(store, HR, mine.id, skill="nets", level=5, importance=0.9, now=NOW)
    compared = take(store, role="Boat leader", compare_only=True)
    assert compared.added == ()
    assert requires(store, mine.id) == {"Mending nets": (5, 0.9)}
    page = roles.page(store, ADVISER, VocabularyCache().current(store), mine.id)
    (comparison,) = page.sources
    assert {one.asked.id: one.state for one in comparison.lines} == {
        "a": "missing", "b": "higher", "c": "not in the vocabulary", "d": "higher",
    }  # fmt: skip
    words = VocabularyCache().current(store)
    chosen = {"a", "c"}
    assert role_sources.take_lines(store, HR, words, mine.id, "sea", chosen, now=NOW) == 1
    assert requires(store, mine.id) == {"Mending nets": (5, 0.9), "Fishing": (3, 1.0)}
    role_sources.forget_source(store, HR, mine.id, "sea", NOW)
    assert roles.page(store, HR, words, mine.id).sources == ()
    with pytest.raises(NotFound):
        role_sources.forget_source(store, HR, mine.id, "sea", NOW)


def test_new_topics_are_proposed_only_on_request(store: Database) -> None:
    assert take(store).new_skills == ()
    taken = take(store, add_skills=True)
    assert taken.new_skills == ("weather at sea",)
    assert requires(store, taken.role.id)["weather at sea"] == (3, 1.0)
    assert taken.comparison.of("missing", "not in the vocabulary") == ()
    (proposed,) = [one for one in skills.page(store).items if one.name == "weather at sea"]
    assert proposed.status == "proposed"
    found = skills.get(store, proposed.id)
    assert found is not None
    assert found.matches == ("http://example.org/sea",)


def test_onets_words_are_shown_with_their_licence(store: Database) -> None:
    words = VocabularyCache().current(store)
    other = replace(SEA, id="onet", scheme="O*NET", version="29.0")
    taken = role_sources.take(store, HR, words, other, now=NOW)
    assert "O*NET 29.0 Database" in taken.comparison.attribution
    assert "CC BY 4.0" in taken.comparison.attribution


def test_requirements_are_put_changed_and_dropped(store: Database) -> None:
    role = role_profiles.create(store, HR, name=" Deck  hand ", description="Hauls", now=NOW)
    assert role.name == "Deck hand"
    role_profiles.put(store, HR, role.id, skill="fishing", level=2, importance=0.333, now=NOW)
    role_profiles.put(store, HR, role.id, skill="Fishing", level=4, importance=1, now=NOW)
    assert requires(store, role.id) == {"Fishing": (4, 1.0)}
    copy = role_profiles.create(store, HR, name="Mate", copy_of=role.id, now=NOW)
    role_profiles.drop(store, HR, role.id, "fishing", NOW)
    assert requires(store, role.id) == {}
    assert requires(store, copy.id) == {"Fishing": (4, 1.0)}
    role_profiles.revise(store, HR, role.id, name="Sailor", description="", now=NOW)
    assert roles.find(store, HR, role.id).name == "Sailor"
    assert [one.action for one in audit.of_subject(store, role.id)].count("require skill") == 2
    assert role_profiles.delete(store, HR, role.id, NOW).name == "Sailor"
    with pytest.raises(NotFound):
        roles.find(store, HR, role.id)


def test_what_cannot_be_written_says_why(store: Database) -> None:
    role = role_profiles.create(store, HR, name="Mate", now=NOW)
    good = {"skill": "Fishing", "level": 3, "importance": 0.5}
    for wrong, field in (
        ({"skill": "juggling"}, "skill"),
        ({"skill": " "}, "skill"),
        ({"skill": "…", "add": True}, "skill"),
        ({"level": 6}, "level"),
        ({"importance": 0}, "importance"),
        ({"importance": 1.01}, "importance"),
    ):
        with pytest.raises(Invalid) as refused:
            role_profiles.put(store, HR, role.id, **(good | wrong), now=NOW)  # type: ignore[arg-type]
        assert refused.value.field == field
    for name in ("", "-", "x" * 121, "MATE"):
        with pytest.raises(Invalid):
            role_profiles.create(store, HR, name=name, now=NOW)
    with pytest.raises(Conflict, match="One person holds"):
        role_profiles.delete(store, HR, "skipper", NOW)
    role_profiles.put(store, HR, role.id, **(good | {"skill": "juggling", "add": True}), now=NOW)  # type: ignore[arg-type]
    assert "juggling" in requires(store, role.id)


def test_headcounts_by_team_and_by_role(store: Database) -> None:
    role_profiles.set_headcounts(store, HR, {("coast", "skipper"): 2}, NOW)
    words = VocabularyCache().current(store)
    (row,) = roles.page(store, ADVISER, words, "skipper").teams
    assert (row.team.name, row.headcount, row.held) == ("Coast", 2, 1)
    role_profiles.create(store, HR, name="Mate", now=NOW)
    rows = roles.team_page(store, ADVISER, "coast").rows
    assert [(one.role.name, one.headcount, one.held) for one in rows] == [
        ("Skipper", 2, 1), ("Mate", None, 0),
    ]  # fmt: skip
    role_profiles.set_headcounts(store, HR, {("coast", "skipper"): None}, NOW)
    assert needs.headcounts(store) == []
    assert len(audit.of_subject(store, "coast")) == 2
    with pytest.raises(Invalid):
        role_profiles.set_headcounts(store, HR, {("coast", "skipper"): -1}, NOW)
    with pytest.raises(NotFound):
        roles.team_page(store, HR, "nowhere")


def test_work_is_written_changed_and_deleted(store: Database) -> None:
    facts = Facts("Boats", "service", date(2026, 11, 19), " On the quay ", "coast")
    made = work.create(store, HR, facts, NOW)
    assert (made.kind, made.team, made.description) == (
        WorkKind.SERVICE, Ref("coast", "Coast"), "On the quay",
    )  # fmt: skip
    need = {"level": 3, "importance": 0.8, "people": 2}
    work.put(store, HR, made.id, skill="nets", **need, now=NOW)  # type: ignore[arg-type]
    assert work.page(store, ADVISER, made.id, NOW.date()).ended
    assert work.browse(store, ADVISER, NOW.date()) == ()
    assert [one.id for one in work.browse(store, ADVISER, NOW.date(), ended=True)] == [made.id]
    work.revise(store, HR, made.id, replace(facts, name="Ships", until=None, team=""), NOW)
    (changed,) = work.browse(store, ADVISER, NOW.date())
    assert (changed.name, changed.team, len(changed.needs)) == ("Ships", None, 1)
    for wrong in ({"people": 0}, {"level": 0}, {"importance": 2}):
        with pytest.raises(Invalid):
            work.put(store, HR, made.id, skill="nets", **(need | wrong), now=NOW)  # type: ignore[arg-type]
    for odd in (replace(facts, team="nowhere"), replace(facts, kind="hobby"), Facts("")):
        with pytest.raises(Invalid):
            work.revise(store, HR, made.id, odd, NOW)
    assert work.drop(store, HR, made.id, "mending", NOW).needs == ()
    work.delete(store, HR, made.id, NOW)
    with pytest.raises(NotFound):
        work.find(store, HR, made.id)


Write = Callable[[Database, Viewer], object]
WRITES: tuple[Write, ...] = (
    lambda db, who: role_profiles.create(db, who, name="X", now=NOW),
    lambda db, who: role_profiles.revise(db, who, "skipper", name="X", description="", now=NOW),
    lambda db, who: role_profiles.put(
        db, who, "skipper", skill="fishing", level=3, importance=1, now=NOW
    ),
    lambda db, who: role_profiles.drop(db, who, "skipper", "fishing", NOW),
    lambda db, who: role_profiles.delete(db, who, "skipper", NOW),
    lambda db, who: role_profiles.set_headcounts(db, who, {("coast", "skipper"): 1}, NOW),
    lambda db, who: role_sources.take(db, who, VocabularyCache().current(db), SEA, now=NOW),
    lambda db, who: role_sources.take_lines(
        db, who, VocabularyCache().current(db), "skipper", "sea", {"a"}, now=NOW
    ),
    lambda db, who: role_sources.forget_source(db, who, "skipper", "sea", NOW),
    lambda db, who: work.create(db, who, Facts("X"), NOW),
    lambda db, who: work.revise(db, who, "boats", Facts("X"), NOW),
    lambda db, who: work.put(db, who, "boats", skill="fishing", level=3, importance=1, now=NOW),
    lambda db, who: work.drop(db, who, "boats", "fishing", NOW),
    lambda db, who: work.delete(db, who, "boats", NOW),
    lambda db, who: roles.load_roles(db, who, [], None),
    lambda db, who: work.load_work(db, who, [], None),
)


def test_only_those_who_may_change_what_is_needed(store: Database) -> None:
    for write in WRITES:
        for who in (ADVISER, CURATOR):
            with pytest.raises(NotPermitted):
                write(store, who)
        with pytest.raises(SignInRequired):
            write(store, NOBODY)


def test_everybody_signed_in_may_read_and_nobody_else(store: Database) -> None:
    assert roles.browse(store, ADVISER)
    assert roles.every(store, OPERATOR)
    words = VocabularyCache().current(store)
    for read in (
        lambda: roles.browse(store, NOBODY),
        lambda: roles.page(store, NOBODY, words, "skipper"),
        lambda: roles.team_page(store, NOBODY, "coast"),
        lambda: work.browse(store, NOBODY, NOW.date()),
        lambda: work.page(store, NOBODY, "boats", NOW.date()),
    ):
        with pytest.raises(SignInRequired):
            read()
