"""What came of a round: one's own part in full, one's people's by policy, else sums.

Results are there once a round has ended: read while it goes on, they would tell who has just
answered what. Sums are shown of enough people only, and so that no other sum can be worked out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import rounds as store
from graph.algorithms.agreement import Agreement, Rated, agreement
from graph.algorithms.rounds import publishable
from graph.database import Database
from graph.records import ItemKind, ItemState, Ref, ReviewItem, RoundStatus, Verdict
from tagging.permissions import Permission, Viewer, require
from tagging.rounds import reading, who
from tagging.rounds.reading import RoundPage

LEAST_VOICES = 2
APART = 1.0


@dataclass(frozen=True, slots=True)
class Policy:
    """`managers_see`: whether managers see where their people and colleagues differ.

    `least` is of how many people a sum must be.
    """

    managers_see: bool = True
    least: int = 5


POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Seen:
    """How somebody sees their skill, and how colleagues do: their mean level, of so many."""

    person: Ref
    skill: Ref
    own: int | None
    others: float | None
    voices: int

    @property
    def differs(self) -> bool:
        """Whether they are a level or more apart."""
        both = self.own is not None and self.others is not None
        return both and abs((self.own or 0) - (self.others or 0)) >= APART


@dataclass(frozen=True, slots=True)
class Sums:
    """What was answered about so many people: counts, never whose."""

    of: Ref | None
    people: int
    confirmed: int
    changed: int
    ended: int
    newly: int
    unknown: int
    open: int


@dataclass(frozen=True, slots=True)
class Results:
    """The results as one viewer may see them. `whole` is None where too few people are in it.

    `rest` sums up the topics that have too few people to be shown one by one.
    """

    page: RoundPage
    own: tuple[Seen, ...]
    reports: tuple[Seen, ...]
    whole: Sums | None
    topics: tuple[Sums, ...]
    rest: Sums | None
    with_self: Agreement | None
    among_peers: Agreement | None
    least: int


def results(
    db: Database, viewer: Viewer, round_id: str, now: datetime, policy: Policy = POLICY
) -> Results:
    """Return what came of a round. Raises `NotFound`; before its end everything is empty."""
    require(viewer, Permission.TAG)
    page = reading.page(db, viewer, round_id)
    if page.round.status is RoundStatus.OPEN:
        return Results(page, (), (), None, (), None, None, None, policy.least)
    items = [one for one in store.items(db, round_id) if one.live]
    me = viewer.person_id or ""
    theirs = who.line(db, viewer, now.date()) if policy.managers_see else frozenset()
    # What the viewer said is left out: with it, the mean of two would tell the other's word.
    by_others = [one for one in items if one.reviewer.id != me]
    whole, topics, rest = _sums(items, policy.least)
    return Results(
        page=page,
        own=_seen(items, {me}),
        reports=tuple(one for one in _seen(by_others, theirs) if one.voices >= LEAST_VOICES),
        whole=whole,
        topics=topics,
        rest=rest,
        with_self=_agreement(_with_self(items), policy.least, symmetric=False),
        among_peers=_agreement(_among_peers(items), policy.least, symmetric=True),
        least=policy.least,
    )


def _seen(items: Sequence[ReviewItem], people: Iterable[str]) -> tuple[Seen, ...]:
    wanted = set(people)
    pairs = _by_pair(one for one in items if one.person.id in wanted)
    found = []
    for about in pairs.values():
        own = [one.level for one in about if one.level and one.reviewer == one.person]
        others = [one.level for one in about if one.level and one.reviewer != one.person]
        if own or others:
            mean = sum(others) / len(others) if others else None
            first = about[0]
            found.append(
                Seen(first.person, first.skill, own[0] if own else None, mean, len(others))
            )
    return tuple(sorted(found, key=lambda one: (one.person.name, not one.differs, one.skill.name)))


def _by_pair(items: Iterable[ReviewItem]) -> Mapping[tuple[str, str], list[ReviewItem]]:
    pairs: dict[tuple[str, str], list[ReviewItem]] = defaultdict(list)
    for one in items:
        if one.kind is not ItemKind.GOAL:
            pairs[one.person.id, one.skill.id].append(one)
    return pairs


def _sums(
    items: Sequence[ReviewItem], least: int
) -> tuple[Sums | None, tuple[Sums, ...], Sums | None]:
    by_skill: dict[str, list[ReviewItem]] = defaultdict(list)
    for one in items:
        if one.kind is not ItemKind.GOAL:
            by_skill[one.skill.id].append(one)
    people = {key: frozenset(one.person.id for one in about) for key, about in by_skill.items()}
    shown, rest = publishable(people, least)
    if not shown and not rest:
        return None, (), None
    topics = [_sum(by_skill[key], by_skill[key][0].skill) for key in shown]
    left = [one for key in rest for one in by_skill[key]]
    counted = [one for about in by_skill.values() for one in about]
    return (
        _sum(counted, None),
        tuple(sorted(topics, key=lambda one: (-one.people, one.of.name if one.of else ""))),
        _sum(left, None) if left and topics else None,
    )


def _sum(items: Sequence[ReviewItem], of: Ref | None) -> Sums:
    verdicts = Counter(one.verdict for one in items if one.verdict)
    return Sums(
        of=of,
        people=len({one.person.id for one in items}),
        confirmed=verdicts[Verdict.CONFIRMED],
        changed=verdicts[Verdict.CHANGED],
        ended=verdicts[Verdict.ENDED] + verdicts[Verdict.REFUSED],
        newly=verdicts[Verdict.SAID],
        unknown=verdicts[Verdict.UNKNOWN],
        open=sum(one.state is not ItemState.ANSWERED for one in items),
    )


def _with_self(items: Sequence[ReviewItem]) -> list[Rated]:
    """Return each colleague's level beside the person's own, for every claim that has both."""
    return [
        Rated(person, own.level, other.level)
        for (person, _), about in _by_pair(items).items()
        for own in about
        for other in about
        if own.level and other.level and own.reviewer == own.person != other.reviewer
    ]


def _among_peers(items: Sequence[ReviewItem]) -> list[Rated]:
    """Return the levels of each two colleagues who were asked about the same claim."""
    return [
        Rated(person, one.level, other.level)
        for (person, _), about in _by_pair(items).items()
        for one in about
        for other in about
        if one.level and other.level and person != one.reviewer.id < other.reviewer.id != person
    ]


def _agreement(rated: Sequence[Rated], least: int, *, symmetric: bool) -> Agreement | None:
    return agreement(rated, symmetric=symmetric, least_people=max(5, least))
