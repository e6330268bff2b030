"""Opening a round: from a scope to small questions, spread evenly over those who can know."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from graph import rounds as store
from graph import skill_labels
from graph.algorithms.rounds import Claim, Knowing, Limits, Plan, plan, stalest
from graph.database import Database, Queryable, Transaction
from graph.ids import derived_id
from graph.records import ItemKind, Ref, ReviewItem, ReviewRound, Scope
from graph.rounds import gathering, writing
from graph.rounds.gathering import Claimed, Reviewer
from tagging.errors import Invalid, NotPermitted
from tagging.identity import skill_id
from tagging.permissions import Permission, Viewer, require
from tagging.rounds import telling, who

LONGEST_NAME = 80
LONGEST_DAYS = 90
MOST_PEOPLE = 600
MOST_PEERS = 4
MOST_ITEMS = 10
STALE_DAYS = 365
STALE: dict[int, str] = {
    0: "Everything that is said",
    180: "What nobody has confirmed for half a year",
    365: "What nobody has confirmed for a year",
    730: "What nobody has confirmed for two years",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A round as it is typed. `key` is the form's own: sent twice, it is one round."""

    name: str
    scope: str
    team: str = ""
    skills: tuple[str, ...] = ()
    deadline: date | None = None
    peers: int = 2
    stale_days: int = STALE_DAYS
    key: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a round would ask, in numbers. `short` are claims with fewer colleagues than wanted."""

    people: int
    claims: int
    items: int
    asked: int
    most: int
    short: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A round ready to be written, and the claims it starts from."""

    round: ReviewRound
    items: tuple[ReviewItem, ...]
    plan: Plan
    claims: int


def propose(db: Database, viewer: Viewer, opening: Opening, now: datetime) -> Proposal:
    """Return what a round would ask; nothing is kept. Raises `Invalid` with the field."""
    drawn = _draw(db, viewer, opening, now)
    load = Counter(one.reviewer.id for one in drawn.items)
    people = len({one.person.id for one in drawn.items})
    most = max(load.values(), default=0)
    return Proposal(people, drawn.claims, len(drawn.items), len(load), most, len(drawn.plan.short))


def open_round(db: Database, viewer: Viewer, opening: Opening, now: datetime) -> ReviewRound:
    """Open a round: its items are written and everybody asked is told, in one transaction.

    HR may for any scope, managers for those who report to them. Raises `Invalid` with the field,
    also where there is nothing to ask.
    """
    require(viewer, Permission.TAG)
    if viewer.person_id is None:
        raise NotPermitted("A round needs somebody who opens it. Sign in as a person.")

    if there := store.get(db, _key(viewer, opening)):
        return there
    drawn = _draw(db, viewer, opening, now)
    if not drawn.items:
        raise Invalid("There is nothing to ask: nothing said of them is that old.", "stale_days")

    def work(tx: Transaction) -> ReviewRound:
        if there := store.get(tx, drawn.round.id):
            return there
        writing.put(tx, drawn.round)
        writing.put_items(tx, drawn.round.id, drawn.items)
        asked = Counter(one.reviewer.id for one in drawn.items)
        telling.tell_asked(tx, drawn.round, asked, now)
        telling.note(tx, viewer.actor, "review opened", drawn.round.id, now)
        return drawn.round

    return db.transact(work)


def _draw(db: Queryable, viewer: Viewer, opening: Opening, now: datetime) -> _Drawn:
    day = now.date()
    scope, of = _scope(db, opening)
    people = who.people_of(db, viewer, scope, tuple(one.id for one in of), day)
    if not people:
        raise Invalid("Nobody on the staff is in it.", "scope")
    if len(people) > MOST_PEOPLE:
        raise Invalid(f"These are over {MOST_PEOPLE} people: open a round for a part.", "scope")
    one = _round(viewer, opening, scope, of, now)
    skills = [each.id for each in of] if scope is Scope.SKILLS else []
    limits = Limits(one.peers, MOST_ITEMS)
    claimed = gathering.claims(db, people, skills)
    claims, reviewers = _claims(db, claimed, people, one, day)
    before = day.toordinal() - one.stale_days + (1 if one.stale_days == 0 else 0)
    stale = stalest(claims, before, limits.claims_each)
    able = [each for each in stale if each.person in reviewers]
    busy = {key: each.busy for key, each in reviewers.items()}
    apart = frozenset(key for key, each in reviewers.items() if each.apart)
    found = plan(able, limits, busy=busy, apart=apart, seed=one.id)
    items = _items(one, found, claimed, reviewers)
    goals = gathering.goals(db, people, skills)
    return _Drawn(one, (*items, *_goals(one, goals, items, reviewers)), found, len(able))


def _scope(db: Queryable, opening: Opening) -> tuple[Scope, tuple[Ref, ...]]:
    try:
        scope = Scope(opening.scope)
    except ValueError:
        raise Invalid("Choose whose knowledge is to be reviewed.", "scope") from None
    if scope is Scope.REPORTS:
        return scope, ()
    if scope is Scope.SKILLS:
        return scope, tuple(_skill(db, words) for words in opening.skills if words.strip()) or (
            _refuse("Name at least one topic.", "skills")
        )
    team = gathering.team(db, opening.team)
    return scope, (team,) if team else _refuse("Choose a team.", "team")


def _refuse(message: str, field: str) -> tuple[Ref, ...]:
    raise Invalid(message, field)


def _skill(db: Queryable, words: str) -> Ref:
    found = skill_labels.meant(db, words) or skill_labels.meant(db, skill_id(words))
    if found is None or not found.in_use:
        raise Invalid(f"There is no topic '{words[:80]}'.", "skills")
    return found.skill


def _round(
    viewer: Viewer, opening: Opening, scope: Scope, of: tuple[Ref, ...], now: datetime
) -> ReviewRound:
    name = " ".join(opening.name.split())[:LONGEST_NAME]
    if not name:
        raise Invalid("Give the round a name.", "name")
    deadline = opening.deadline
    if deadline is None or not timedelta(0) < deadline - now.date() <= timedelta(LONGEST_DAYS):
        raise Invalid(f"Choose a last day within the next {LONGEST_DAYS} days.", "deadline")
    if not 0 <= opening.peers <= MOST_PEERS:
        raise Invalid(f"Choose up to {MOST_PEERS} colleagues.", "peers")
    if opening.stale_days not in STALE:
        raise Invalid("Choose what is asked about.", "stale_days")
    opener = Ref(viewer.person_id or "", viewer.name)
    key = _key(viewer, opening)
    return ReviewRound(
        key, name, opener, now, deadline, scope, of, opening.peers, opening.stale_days
    )


def _key(viewer: Viewer, opening: Opening) -> str:
    return derived_id("review round", viewer.person_id or "", opening.key or opening.name)


def _claims(
    db: Queryable, claimed: Sequence[Claimed], people: Sequence[str], one: ReviewRound, day: date
) -> tuple[list[Claim], dict[str, Reviewer]]:
    """Return the claims with who can know each: who said it, who asked about it, who works near.

    Of colleagues outside the scope only those who said it or asked about it.
    """
    near: dict[str, dict[str, Knowing]] = defaultdict(dict)
    inside = set(people)
    for person, colleague, how in gathering.mates(db, people):
        if colleague in inside or one.scope is Scope.SKILLS or how == Knowing.LEADS:
            near[person].setdefault(colleague, Knowing(how))
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person, skill, colleague in gathering.askers(db, people):
        asked[person, skill].append(colleague)
    known: dict[tuple[str, str], dict[str, Knowing]] = {}
    for each in claimed:
        pair = (each.person.id, each.skill.id)
        known[pair] = (
            near[each.person.id]
            | dict.fromkeys(asked[pair], Knowing.ASKED)
            | dict.fromkeys(each.taggers, Knowing.SAID)
        )
    everybody = inside.union(*known.values()) if known else inside
    reviewers = gathering.reviewers(db, sorted(everybody), day, one.deadline)
    return [
        Claim(
            each.person.id,
            each.skill.id,
            each.confirmed.date().toordinal(),
            {
                key: how
                for key, how in known[each.person.id, each.skill.id].items()
                if key in reviewers
            },
        )
        for each in claimed
    ], reviewers


def _items(
    one: ReviewRound,
    found: Plan,
    claimed: Sequence[Claimed],
    reviewers: Mapping[str, Reviewer],
) -> list[ReviewItem]:
    said = {(each.person.id, each.skill.id): each for each in claimed}
    return [
        ReviewItem(
            item_id(one.id, ask.reviewer, ask.person, ask.skill),
            one.id,
            reviewers[ask.reviewer].person,
            said[ask.person, ask.skill].person,
            said[ask.person, ask.skill].skill,
            ItemKind.COLLEAGUE if ask.how else ItemKind.OWN,
            why=ask.how.value if ask.how else "",
            confirmed=said[ask.person, ask.skill].confirmed,
        )
        for ask in found.asks
    ]


def _goals(
    one: ReviewRound,
    goals: Sequence[tuple[Ref, Ref]],
    items: Sequence[ReviewItem],
    reviewers: Mapping[str, Reviewer],
) -> list[ReviewItem]:
    """Return items on learning goals, for the person alone, as far as they have room for them.

    A goal is private: colleagues are asked about its skill only where others say they know it.
    """
    load = Counter(each.reviewer.id for each in items)
    there = {each.id for each in items}
    found = []
    for person, skill in goals:
        key = item_id(one.id, person.id, person.id, skill.id)
        room = person.id in reviewers and load[person.id] < MOST_ITEMS - reviewers[person.id].busy
        if room and key not in there:
            load[person.id] += 1
            found.append(ReviewItem(key, one.id, person, person, skill, ItemKind.GOAL))
    return found


def item_id(round_id: str, reviewer: str, person: str, skill: str) -> str:
    """Return the id of what a round asks somebody about a person's skill."""
    return derived_id("review item", round_id, reviewer, person, skill)
