"""Rounds: opened by whom, answered as statements of one's own, closed, and what comes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import audit, learning, notifications, people, rounds, skills, taggings
from graph.database import Database
from graph.records import (
    ItemKind,
    ItemState,
    Person,
    PersonKind,
    Ref,
    ReviewItem,
    ReviewRound,
    RoundStatus,
    Scope,
    Skill,
    Source,
    Tagging,
    TaggingStatus,
    Verdict,
)
from tagging import consent
from tagging.errors import Conflict, Invalid, NotFound, NotPermitted
from tagging.learning import plan as learning_plan
from tagging.permissions import Viewer
from tagging.rounds import answering, keeping_time, on_time, opening, reading, results, timing
from tagging.rounds.answering import Given, Newly
from tagging.rounds.opening import Opening
from tagging.rounds.results import Policy

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OLD = NOW - timedelta(days=500)
LAST = date(2026, 12, 8)
TEAM, OTHER = Ref("harbour", "Harbour"), Ref("hill", "Hill")
NAMES = ("ana", "ben", "cleo", "dan", "eve", "fay")
VIEWERS = {name: Viewer(name, name.capitalize(), ("adviser",)) for name in (*NAMES, "max", "ola")}
HR = Viewer("hal", "Hal", ("hr",))
HARBOUR = Opening("Autumn", "team", "harbour", deadline=LAST, key="k")


@pytest.fixture
def office(db: Database) -> Database:
    """A team of six who report to Max; each said long ago that they know welding, Ben said it of
    Ana; Ola sits elsewhere, and one contact is outside."""
    manager = Ref("max", "Max")
    staff = [Person(one, one.capitalize(), team=TEAM, manager=manager) for one in NAMES]
    others = [
        Person("max", "Max", team=OTHER),
        Person("ola", "Ola", team=OTHER),
        Person("hal", "Hal"),
        Person("out", "Out", kind=PersonKind.EXTERNAL),
    ]
    said = [
        Tagging(one, one, "welding", OLD + timedelta(n), OLD + timedelta(n), level=3,
                source=Source.SELF)
        for n, one in enumerate(NAMES)
    ]  # fmt: skip
    said.append(Tagging("ben", "ana", "welding", OLD, OLD, level=4))
    said.append(Tagging("ana", "ana", "boats", NOW, NOW, level=2, source=Source.SELF))

    def fill(tx):
        people.save(tx, [*others, *staff])
        skills.save(tx, [Skill(one, one) for one in ("welding", "boats", "ropes")])
        taggings.save(tx, said)

    db.transact(fill)
    return db


def opened(db: Database, **changes: object) -> ReviewRound:
    return opening.open_round(db, HR, replace(HARBOUR, **changes), NOW)


def items(db: Database, one: ReviewRound, reviewer: str | None = None) -> list[ReviewItem]:
    return rounds.items(db, one.id, reviewer)


def item(db: Database, one: ReviewRound, reviewer: str, person: str) -> ReviewItem:
    return next(
        each
        for each in items(db, one, reviewer)
        if each.person.id == person and each.skill.id == "welding"
    )


def give(
    db: Database, one: ReviewRound, each: ReviewItem, verdict: Verdict, level: int | None = None
):
    viewer = VIEWERS[each.reviewer.id]
    return answering.answer(db, viewer, one.id, {each.id: Given(verdict, level)}, NOW)


def test_a_round_asks_each_of_themself_and_two_colleagues(office: Database) -> None:
    proposal = opening.propose(office, HR, HARBOUR, NOW)
    assert (proposal.people, proposal.claims, proposal.items, proposal.short) == (6, 6, 18, 0)
    assert rounds.unfinished(office) == []
    one = opened(office)
    assert opened(office).id == one.id
    asked = items(office, one)
    assert len(asked) == 18
    assert {each.skill.id for each in asked} == {"welding"}  # boats were confirmed just now
    assert item(office, one, "ben", "ana").why == "said"
    assert [len(items(office, one, name)) for name in NAMES] == [3] * 6
    told = notifications.messages(office, "ana", 10)
    assert [each.notification.kind for each in told] == ["review"]
    assert "3 small questions" in told[0].notification.subject
    assert reading.waiting(office, VIEWERS["ana"]) == 3


def test_who_may_open_a_round(office: Database) -> None:
    with pytest.raises(NotPermitted):
        opening.open_round(office, VIEWERS["ana"], HARBOUR, NOW)
    with pytest.raises(NotPermitted):
        opening.open_round(office, VIEWERS["max"], replace(HARBOUR, team="hill"), NOW)
    with pytest.raises(NotPermitted):
        opening.open_round(
            office, VIEWERS["max"], replace(HARBOUR, scope="skills", skills=("welding",)), NOW
        )
    assert opening.open_round(office, VIEWERS["max"], HARBOUR, NOW).scope is Scope.TEAM
    theirs = replace(HARBOUR, scope="reports", key="other", stale_days=0)
    assert opening.propose(office, VIEWERS["max"], theirs, NOW).people == 6
    with pytest.raises(Invalid):
        opening.open_round(office, VIEWERS["ana"], theirs, NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"), ({"scope": "x"}, "scope"), ({"team": "x"}, "team"),
        ({"deadline": NOW.date()}, "deadline"), ({"deadline": None}, "deadline"),
        ({"deadline": date(2027, 12, 1)}, "deadline"), ({"peers": 9}, "peers"),
        ({"stale_days": 3}, "stale_days"), ({"scope": "skills"}, "skills"),
        ({"scope": "skills", "skills": ("nothing of this name",)}, "skills"),
        ({"stale_days": 730}, "stale_days"),
    ],
)  # fmt: skip
def test_what_is_refused_names_its_field(
    office: Database, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        opened(office, **changes)
    assert caught.value.field == field


def test_holders_of_a_skill_are_asked_about_it_alone(office: Database) -> None:
    one = opened(office, scope="skills", skills=("boats",), stale_days=0)
    assert {(each.person.id, each.skill.id) for each in items(office, one)} == {("ana", "boats")}
    assert [each.name for each in rounds.get(office, one.id).of] == ["boats"]


def test_a_veto_keeps_a_claim_out_also_afterwards(office: Database) -> None:
    consent.hide(office, VIEWERS["dan"], "dan.dan.welding.knows", NOW)
    one = opened(office)
    assert not [each for each in items(office, one) if each.person.id == "dan"]
    about_ana = [each for each in items(office, one) if each.person.id == "ana"]
    give(office, one, item(office, one, "ana", "ana"), Verdict.REFUSED)
    ben = item(office, one, "ben", "ana")
    assert not ben.live
    with pytest.raises(NotPermitted):
        give(office, one, ben, Verdict.CONFIRMED)
    _, groups = reading.sheet(office, VIEWERS["ben"], one.id)
    assert "ana" not in {each.person.id for each in groups}
    assert len(about_ana) == 3
    assert "welding" not in {each.skill for each in taggings.knows(office, "ana")}


def test_each_answer_is_a_statement_of_ones_own(office: Database) -> None:
    one = opened(office)
    said = taggings.get(office, "ana.ana.welding.knows")
    give(office, one, item(office, one, "ben", "ana"), Verdict.CHANGED, 5)
    give(office, one, item(office, one, "ana", "ana"), Verdict.CONFIRMED)
    ben = taggings.get(office, "ben.ana.welding.knows")
    own = taggings.get(office, "ana.ana.welding.knows")
    assert ben
    assert own
    assert said
    assert (ben.tagging.level, ben.tagging.confirmed) == (5, NOW)
    assert (own.tagging.level, own.tagging.confirmed) == (said.tagging.level, NOW)
    kept = item(office, one, "ben", "ana")
    assert (kept.verdict, kept.was, kept.level) == (Verdict.CHANGED, 4, 5)
    give(office, one, kept, Verdict.ENDED)
    withdrawn = taggings.get(office, "ben.ana.welding.knows")
    assert withdrawn
    assert withdrawn.tagging.status is TaggingStatus.WITHDRAWN
    assert taggings.get(office, "ana.ana.welding.knows") == own
    give(office, one, item(office, one, "ben", "ana"), Verdict.CONFIRMED)
    again = taggings.get(office, "ben.ana.welding.knows")
    assert again
    assert (again.tagging.status, again.tagging.level) == (TaggingStatus.ACTIVE, 4)


def test_a_colleagues_first_word_confirms_and_cannot_say_writes_nothing(office: Database) -> None:
    one = opened(office)
    first, second = [
        each for each in items(office, one) if each.why == "team" and each.person.id != "ana"
    ][:2]
    give(office, one, first, Verdict.CHANGED, 2)
    kept = next(each for each in items(office, one) if each.id == first.id)
    assert (kept.verdict, kept.level) == (Verdict.CONFIRMED, 2)
    before = len(taggings.about(office, second.person.id))
    give(office, one, second, Verdict.UNKNOWN)
    assert len(taggings.about(office, second.person.id)) == before


def test_something_else_can_be_said_of_those_one_is_asked_about(office: Database) -> None:
    one = opened(office)
    new = [Newly("ana", "ropes", 4), Newly("ana", " ")]
    assert answering.answer(office, VIEWERS["ben"], one.id, {}, NOW, new) == 1
    assert taggings.get(office, "ben.ana.ropes.knows")
    (said,) = [each for each in items(office, one) if each.kind is ItemKind.SAID]
    assert (said.verdict, said.skill.id) == (Verdict.SAID, "ropes")
    with pytest.raises(NotPermitted):
        answering.answer(office, VIEWERS["ben"], one.id, {}, NOW, [Newly("ola", "ropes")])


def test_what_cannot_be_an_answer(office: Database) -> None:
    one = opened(office)
    ben = item(office, one, "ben", "ana")
    for verdict, level in (("", None), ("said", None), (Verdict.CHANGED, None),
                           (Verdict.CHANGED, 9), (Verdict.REFUSED, None)):  # fmt: skip
        with pytest.raises(Invalid):
            give(office, one, ben, verdict, level)
    given = {ben.id: Given(Verdict.CONFIRMED)}
    with pytest.raises(NotPermitted):
        answering.answer(office, VIEWERS["ana"], one.id, given, NOW)
    with pytest.raises(NotFound):
        answering.answer(office, VIEWERS["ola"], one.id, given, NOW)


def test_who_reads_what_of_a_round(office: Database) -> None:
    one = opened(office)
    give(office, one, item(office, one, "ben", "ana"), Verdict.UNKNOWN)
    assert reading.page(office, HR, one.id).progress.answered == 1
    assert reading.page(office, VIEWERS["ana"], one.id).progress is None
    assert reading.page(office, VIEWERS["ben"], one.id).left == 2
    with pytest.raises(NotFound):
        reading.page(office, VIEWERS["ola"], one.id)
    manager = reading.page(office, VIEWERS["max"], one.id)
    assert (manager.own.items, manager.progress) == (0, None)
    with pytest.raises(NotPermitted):
        answering.close(office, VIEWERS["max"], one.id, NOW)
    assert reading.sheet(office, HR, one.id)[1] == ()
    (first, *_) = reading.sheet(office, VIEWERS["ben"], one.id)[1]
    assert first.person.id == "ben"
    mine = reading.mine(office, VIEWERS["max"], NOW)
    assert (mine.may_open, mine.asked, mine.watched) == (True, (), (manager,))
    assert not reading.mine(office, VIEWERS["ana"], NOW).may_open
    events = audit.of_subject(office, one.id)
    assert [each.action for each in events] == ["review opened"]


def test_one_can_leave_a_round_out_or_keep_apart_for_good(office: Database) -> None:
    one = opened(office)
    assert answering.decline(office, VIEWERS["eve"], one.id, NOW) == 3
    assert reading.waiting(office, VIEWERS["eve"]) == 0
    answering.keep_apart(office, VIEWERS["ana"], True, NOW)
    states = {
        each.state for each in items(office, one)
        if "ana" in (each.person.id, each.reviewer.id) and each.kind is ItemKind.COLLEAGUE
        and "eve" not in (each.person.id, each.reviewer.id)
    }  # fmt: skip
    assert states == {ItemState.DECLINED}
    assert item(office, one, "ana", "ana").state is ItemState.OPEN
    next_ = opened(office, key="next", stale_days=0, name="Next")
    about = [each for each in items(office, next_) if "ana" in (each.person.id, each.reviewer.id)]
    assert {each.kind for each in about} == {ItemKind.OWN}
    answering.keep_apart(office, VIEWERS["ana"], False, NOW)
    assert not reading.mine(office, VIEWERS["ana"], NOW).apart


def test_time_reminds_once_and_ends_it(office: Database) -> None:
    one = opened(office)
    give(office, one, item(office, one, "ben", "ana"), Verdict.CONFIRMED)
    assert on_time(office, NOW + timedelta(days=5)) == 0
    soon = timing.reminds(one)
    assert (on_time(office, soon), on_time(office, soon)) == (1, 0)
    kinds = [each.notification.kind for each in notifications.messages(office, "ben", 9)]
    assert kinds == ["review reminder", "review"]
    end = timing.ends(one)
    assert (on_time(office, end), on_time(office, end)) == (1, 0)
    assert {each.state for each in items(office, one)} == {ItemState.ANSWERED, ItemState.EXPIRED}
    with pytest.raises(Conflict):
        give(office, one, item(office, one, "ben", "ben"), Verdict.CONFIRMED)
    assert keeping_time.forget(office, end + timedelta(days=399)) == 0
    assert keeping_time.forget(office, end + timedelta(days=401)) == 1
    assert rounds.get(office, one.id) is None


def test_results_by_who_asks(office: Database) -> None:
    one = opened(office)
    levels = {"ana": 5, "ben": 2, "cleo": 3, "dan": 3, "eve": 4, "fay": 3}
    for each in items(office, one):
        if each.reviewer == each.person:
            give(office, one, each, Verdict.CONFIRMED)
        else:
            give(office, one, each, Verdict.CHANGED, levels[each.person.id])
    open_ = results.results(office, VIEWERS["ana"], one.id, NOW)
    assert (open_.own, open_.whole) == ((), None)
    with pytest.raises(NotPermitted):
        answering.close(office, VIEWERS["ana"], one.id, NOW)
    answering.close(office, HR, one.id, NOW)
    ana = results.results(office, VIEWERS["ana"], one.id, NOW)
    (seen,) = ana.own
    assert (seen.own, seen.others, seen.voices, seen.differs) == (3, 5.0, 2, True)
    assert ana.reports == ()
    assert ana.whole
    assert (ana.whole.people, ana.whole.changed) == (6, 1)
    assert ana.with_self
    assert ana.with_self.pairs == 12
    assert ana.with_self.low <= ana.with_self.kappa <= ana.with_self.high
    assert ana.among_peers is None  # six pairs are too few to say
    hal = results.results(office, HR, one.id, NOW)
    assert (hal.own, hal.reports) == ((), ())
    assert hal.whole == ana.whole
    few = results.results(office, HR, one.id, NOW, Policy(least=7))
    assert (few.whole, few.topics, few.with_self) == (None, (), None)


def test_a_manager_sees_where_their_people_and_colleagues_differ_by_policy(
    office: Database,
) -> None:
    one = opening.open_round(office, VIEWERS["max"], HARBOUR, NOW)
    about_ana = [each for each in items(office, one) if each.person.id == "ana"]
    for each in about_ana:
        give(office, one, each, Verdict.CHANGED, 4)
    single = next(
        each for each in items(office, one) if each.person.id == "ben" and each.reviewer.id != "ben"
    )
    answering.answer(
        office, VIEWERS.get(single.reviewer.id, HR), one.id,
        {single.id: Given(Verdict.CHANGED, 1)}, NOW,
    )  # fmt: skip
    answering.close(office, VIEWERS["max"], one.id, NOW)
    told = results.results(office, VIEWERS["max"], one.id, NOW)
    shown = {each.person.id: each.voices for each in told.reports}
    by_max = sum(each.reviewer.id == "max" for each in about_ana)
    assert shown == ({"ana": 2} if not by_max else {})
    closed = results.results(office, VIEWERS["max"], one.id, NOW, Policy(managers_see=False))
    assert closed.reports == ()


def test_a_learning_goal_is_asked_of_its_person_alone_and_reached_in_a_round(
    office: Database,
) -> None:
    typed = learning_plan.Typed("ropes", 3, shown=True)
    goal = learning_plan.set_goal(office, VIEWERS["fay"], typed, NOW)
    one = opened(office)
    (asked,) = [each for each in items(office, one) if each.skill.id == "ropes"]
    assert (asked.reviewer.id, asked.person.id, asked.kind) == ("fay", "fay", ItemKind.GOAL)
    (own, *_) = reading.sheet(office, VIEWERS["fay"], one.id)[1]
    assert [each.goal for each in own.asked if each.goal] == [goal]
    give(office, one, asked, Verdict.CHANGED, 3)
    found = learning.get(office, goal.id)
    assert found
    assert found.state == "reached"
    said = taggings.get(office, "fay.fay.ropes.learning")
    assert said
    assert said.tagging.status is TaggingStatus.WITHDRAWN


@given(st.integers(1, 90), st.integers(0, 4000), st.booleans())
def test_nothing_is_due_twice(days: int, hours: int, reminded: bool) -> None:
    now = NOW + timedelta(hours=hours)
    one = ReviewRound(
        "r", "R", Ref("a", "A"), NOW, NOW.date() + timedelta(days), Scope.REPORTS,
        reminded=NOW if reminded else None,
    )  # fmt: skip
    step = timing.due(one, now)
    done = replace(one, status=RoundStatus.CLOSED) if step.close else replace(one, reminded=now)
    assert timing.due(done, now) == timing.Step() or not (step.close or step.remind)
    assert NOW < timing.reminds(one) < timing.ends(one)
