"""Generated organisations: any number of people, a tree of skills, and what they say of each other.

Everything follows from the seed: the same call gives the same organisation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from random import Random

from graph.records import Person, PersonKind, Ref, Skill, Source, Tagging, TaggingKind

TAGGINGS_OF_A_PERSON = 10
AREAS, FIELDS, TOPICS = 12, 12, 20
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
YEARS = 3

_ONSETS = "b br c cl d dr f fl g gr h j k l m n p pr qu r s sh st t tr v w y z"
_VOWELS = "a e i o u ai ea oo"
_CODAS = "b ck d ft l ll m n nd ng p r rn s st t th x"
_PARTS = (_ONSETS, _VOWELS, _CODAS)
_DOINGS = ("planning", "testing", "advising on", "repairing", "teaching", "auditing")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The skills, and the three that the benchmarks search for."""

    skills: tuple[Skill, ...]
    used: tuple[Skill, ...]
    leaf: Skill
    popular: Skill
    top: Skill


def vocabulary(seed: int = 1) -> Vocabulary:
    """Return 3,036 skills in three levels, five alternative labels each; `used` by popularity."""
    random = Random(seed)
    words = invented_words(random)
    skills: list[Skill] = []
    for area in range(AREAS):
        top = _skill(f"a{area}", next(words), "", ())
        skills.append(top)
        for field in range(FIELDS):
            middle = _skill(f"a{area}f{field}", next(words), "work", (top.id,))
            skills.append(middle)
            for topic in range(TOPICS):
                name = f"{middle.id}t{topic}"
                skills.append(_skill(name, next(words), next(words), (middle.id,)))
    used = [skill for skill in skills if skill.broader]
    random.shuffle(used)
    leaves = [skill for skill in used if "t" in skill.id]
    return Vocabulary(tuple(skills), tuple(used), leaves[len(leaves) // 2], used[0], skills[0])


def people(count: int, seed: int = 2) -> Iterator[Person]:
    """Yield `count` people, one in ten of them outside, in teams of twelve."""
    random = Random(seed)
    names = _names(random)
    for number in range(count):
        outside = number % 10 == 9
        name = next(names)
        yield Person(
            id=f"p{number}",
            name=name,
            kind=PersonKind.EXTERNAL if outside else PersonKind.STAFF,
            email=f"{name.replace(' ', '.').lower()}.{number}@organisation.example",
            phone=f"0118 496 {number % 10_000:04}",
            best_way="phone" if number % 3 else "email",
            job_title="adviser",
            team=None if outside else Ref(f"t{number // 12}", f"Team {number // 12}"),
            organisation=Ref(f"o{number % 97}" if outside else "home", f"House {number % 97}"),
        )


def taggings(
    count: int, skills: Sequence[Skill], seed: int = 3, each: int = TAGGINGS_OF_A_PERSON
) -> Iterator[Tagging]:
    """Yield `each` statements about every one of `count` people.

    How often a skill is named falls with its rank (Zipf, exponent 1). One statement in five is
    people's own; the others come from anybody.
    """
    random = Random(seed)
    shares = list(accumulate(1 / rank for rank in range(1, len(skills) + 1)))
    for number in range(count):
        seen: set[tuple[int, str]] = set()
        while len(seen) < each:
            tagger = number if random.random() < 0.2 else random.randrange(count)
            skill = random.choices(skills, cum_weights=shares)[0]
            if (tagger, skill.id) not in seen:
                seen.add((tagger, skill.id))
                yield _tagging(random, tagger, number, skill)


def _tagging(random: Random, tagger: int, person: int, skill: Skill) -> Tagging:
    made = NOW - timedelta(minutes=random.randrange(YEARS * 365 * 24 * 60))
    return Tagging(
        tagger=f"p{tagger}",
        person=f"p{person}",
        skill=skill.id,
        made=made,
        confirmed=made,
        kind=random.choices(list(TaggingKind), weights=(85, 10, 5))[0],
        level=random.choice((None, 1, 2, 3, 3, 4, 4, 5)),
        source=Source.SELF if tagger == person else Source.PEER,
    )


def _skill(key: str, first: str, second: str, broader: tuple[str, ...]) -> Skill:
    label = f"{first} {second}".strip()
    others = tuple(f"{doing} {label}" for doing in _DOINGS[: 5 if second else 2])
    return Skill(key, label, others, f"All about {label}.", broader=broader)


def invented_words(random: Random) -> Iterator[str]:
    """Yield invented words, none twice and none like a stop word: onset, vowel, coda, twice."""
    syllables = ["".join(parts) for parts in product(*(part.split() for part in _PARTS))]
    seen: set[str] = set()
    while True:
        word = random.choice(syllables) + random.choice(syllables)
        if word not in seen:
            seen.add(word)
            yield word


def _names(random: Random) -> Iterator[str]:
    words = invented_words(random)
    first = [next(words).capitalize() for _ in range(1_200)]
    last = [next(words).capitalize() for _ in range(6_000)]
    while True:
        yield f"{random.choice(first)} {random.choice(last)}"
