"""Searching and suggesting, from the words typed to what is shown, beside a bare round trip."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import islice
from random import Random

from benchmarks import organisation
from benchmarks.measure import side_by_side
from benchmarks.report import Report
from graph import skills
from graph.database import Database
from graph.records import PersonKind, Skill
from tagging.colleagues import SearchQuery, find
from tagging.permissions import OPERATOR
from tagging.vocabulary import VocabularyCache, suggest

SUGGESTION_P99_MS = 50.0
_VARIANTS = 40
_NOW = organisation.NOW + timedelta(days=1)


def search(
    db: Database, people: int, words: organisation.Vocabulary, times: int, report: Report
) -> None:
    """Time searches for a leaf, a popular and a topmost skill, and for a name."""
    names = [one.name for one in islice(organisation.people(people), 0, None, people // _VARIANTS)]
    leaves = _known_leaves(db, words)
    texts = {
        "a leaf": [skill.label for skill in leaves],
        "a leaf, by another label": [skill.alternative_labels[0] for skill in leaves],
        "a popular skill": [skill.label for skill in words.used[:3]],
        "a topmost skill": [skill.label for skill in words.skills if not skill.broader],
        "a name": names,
    }
    cache = VocabularyCache()
    cache.current(db)
    tasks = {name: [_search(db, cache, text) for text in row] for name, row in texts.items()}
    for name in ("a leaf", "a topmost skill"):
        tasks[f"{name}, staff only"] = [
            _search(db, cache, text, kind=PersonKind.STAFF) for text in texts[name]
        ]
    for name, row in tasks.items():
        if not all(work() for work in row[:3]):
            report.limit(f"{name} found nobody among {people:,} people", kept=False)
    title = f"Searching among {people:,} people, words typed to explained results"
    report.times(title, side_by_side(db, tasks, times))


def _known_leaves(db: Database, words: organisation.Vocabulary) -> list[Skill]:
    """Return leaves of middling popularity that somebody knows."""
    known_by = skills.known_by(db)
    leaves = [skill for skill in words.used if "t" in skill.id and skill.id in known_by]
    middle = len(leaves) // 2
    return leaves[middle : middle + _VARIANTS]


def _search(
    db: Database, cache: VocabularyCache, text: str, kind: PersonKind | None = None
) -> Callable[[], object]:
    query = SearchQuery(text, kind=kind)
    return lambda: find(db, OPERATOR, cache.current(db), query, _NOW).results


def suggestions(
    db: Database, labels: Sequence[str], times: int, report: Report, *, seed: int = 4
) -> None:
    """Time suggestions for what people have typed by the time they stop: beginnings of labels."""
    random = Random(seed)
    cache = VocabularyCache()
    cache.current(db)
    chosen = [random.choice(labels) for _ in range(400)]
    texts = {
        "one to three letters": [label[: random.randint(1, 3)] for label in chosen],
        "the beginning of a label": [label[: random.randint(4, 12)] for label in chosen],
        "a misspelt label": [_slip(random, label) for label in chosen],
    }
    tasks = {name: _suggest(db, cache, row) for name, row in texts.items()}
    title = f"Suggesting over {len(cache.current(db)):,} skills"
    report.times(title, side_by_side(db, tasks, times), p99_ms=SUGGESTION_P99_MS)


def _suggest(
    db: Database, cache: VocabularyCache, texts: Iterable[str]
) -> list[Callable[[], object]]:
    return [lambda text=text: suggest(cache.current(db), text) for text in texts]  # type: ignore[misc]


def _slip(random: Random, label: str) -> str:
    place = random.randrange(1, max(2, len(label)))
    return label[:place] + random.choice("aeiou") + label[place + 1 :]
