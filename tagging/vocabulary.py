"""The vocabulary in use: understanding words, suggesting skills, showing and loading them."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic

from graph import batches, documents, skills
from graph.algorithms import vocabulary as algorithms
from graph.database import Database
from graph.records import Document, Page, Ref, SaveCounts, Skill
from graph.skills import LabelRow, SkillEntry
from tagging import results
from tagging.errors import SkillNotFound
from tagging.label_index import Hit, How, LabelIndex
from tagging.permissions import Permission, Viewer, require
from tagging.results import Result
from tagging.terms import Term, terms
from tagging.words import stem, tokens

_CHECK_SECONDS = 1.0
_OVERLAP_MILLISECONDS = 60_000
_BOOKMARKS_REMEMBERED = 1_000
_MOST_UPDATED = 1_000
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill offered while somebody types, the label that fits, and how it does."""

    skill: Ref
    matched_label: str
    how: How


@dataclass(frozen=True, slots=True)
class SkillPage:
    """A skill, what it is linked to, who knows it, and what documents say about it."""

    skill: Skill
    broader: tuple[Ref, ...]
    narrower: tuple[Ref, ...]
    related: tuple[Ref, ...]
    replaced_by: Ref | None
    people: tuple[Result, ...]
    documents: tuple[Document, ...]


class Vocabulary:
    """Every skill's labels and links in memory. Readers need no lock, `update` has one writer."""

    def __init__(self, rows: Iterable[LabelRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self._link()
        self._index = LabelIndex(
            (row.id, row.label, row.alternative_labels)
            for row in self._rows.values()
            if self._leads_somewhere(row)
        )

    @property
    def newest(self) -> int:
        """The latest change that this vocabulary holds, in milliseconds since 1970."""
        return self._newest

    def __len__(self) -> int:
        return len(self._rows)

    def update(self, rows: Iterable[LabelRow]) -> None:
        """Take in skills that are new or different."""
        different = [row for row in rows if self._rows.get(row.id) != row]
        self._rows = self._rows | {row.id: row for row in different}
        self._link()
        renewed = {row.id for row in different}
        retired = [row for row in self._rows.values() if row.retired]
        for row in (*different, *retired):
            if not self._leads_somewhere(row):
                self._index.drop(row.id)
            elif row.id in renewed or row.id not in self._index:
                self._index.put(row.id, row.label, row.alternative_labels)

    def ref(self, skill_id: str) -> Ref | None:
        """Return a skill by its preferred label, or None where it is not known here."""
        row = self._rows.get(skill_id)
        return Ref(row.id, row.label) if row else None

    def refs(self, skill_ids: Iterable[str]) -> tuple[Ref, ...]:
        """Return these skills, without those that are not known here."""
        return tuple(ref for each in skill_ids if (ref := self.ref(each)))

    def current_id(self, skill_id: str) -> str:
        """Return the skill that took the place of a retired one; any other stands for itself."""
        seen = {skill_id}
        while (row := self._rows.get(skill_id)) and row.retired and row.replaced_by:
            if row.replaced_by in seen:
                break
            skill_id = row.replaced_by
            seen.add(skill_id)
        return skill_id

    def terms(self, text: str) -> tuple[Term, ...]:
        """Return the terms of a question and the labels that each one reached."""
        return terms(self._index, text)

    def narrower(self, skill_id: str, depth: int) -> dict[str, int]:
        """Return the skills below one, with their distance, nearest first; no retired ones."""
        known = self._narrower.get((skill_id, depth))
        if known is None:
            below = algorithms.narrower(self._graph, skill_id, depth)
            known = {each: steps for each, steps in below.items() if not self._retired(each)}
            self._narrower[skill_id, depth] = known
        return known

    def broader(self, skill_id: str, depth: int = 1) -> dict[str, int]:
        """Return the skills above one, with their distance, nearest first."""
        return algorithms.broader(self._graph, skill_id, depth)

    def near(self, skill_id: str) -> tuple[str, ...]:
        """Return the skills closest to one: related, narrower, broader, and their like."""
        row = self._rows.get(skill_id)
        beside = algorithms.neighbours(self._graph, skill_id)
        near = dict.fromkeys([*(row.related if row else ()), *beside])
        return tuple(each for each in near if not self._retired(each))

    def top(self) -> tuple[Ref, ...]:
        """Return the skills with nothing above them and something below, by label."""
        tops = [each for each in self._rows if not self._graph.succ[each]]
        wide = [each for each in tops if self._graph.pred[each] and not self._retired(each)]
        return tuple(sorted(self.refs(wide), key=lambda ref: ref.name.casefold()))

    def resembling(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the skills whose labels share words, or nearly words, with `text`."""
        words = tokens(text)
        near = [other for word in words for other, _ in self._index.spellings(word)]
        begun = [other for word in words for other in self._index.misspelt_beginning(word)]
        stems = [stem(word) for word in (*words, *near, *begun)]
        hits = self._index.containing(stems, 4 * limit, all_of_them=False)
        found = dict.fromkeys(self.current_id(hit.entry.skill) for hit in hits)
        return tuple(found)[:limit]

    def completions(self, text: str, limit: int) -> list[Hit]:
        """Return labels that go on from `text`, else labels that it may have meant."""
        words = tokens(text)
        if not words:
            return []
        hits = self._index.beginning(words, 3 * limit)
        if len({hit.entry.skill for hit in hits}) < limit:
            hits += self._index.within(words, 3 * limit)
        if not hits:
            hits = [hit for term in self.terms(text) for hit in term.hits]
        if not hits:
            hits = self._misspelt_completions(words, limit)
        return hits

    def _misspelt_completions(self, words: list[str], limit: int) -> list[Hit]:
        others = self._index.misspelt_beginning(words[-1])
        found = (self._index.within([*words[:-1], other], limit) for other in others)
        return [Hit(hit.entry, How.SPELLING, hit.fit) for hits in found for hit in hits]

    def _link(self) -> None:
        self._newest = max((row.changed for row in self._rows.values()), default=0)
        self._narrower: dict[tuple[str, int], dict[str, int]] = {}
        self._graph = algorithms.broader_graph((row.id, row.broader) for row in self._rows.values())

    def _retired(self, skill_id: str) -> bool:
        row = self._rows.get(skill_id)
        return row is None or row.retired

    def _leads_somewhere(self, row: LabelRow) -> bool:
        return not self._retired(self.current_id(row.id))


class VocabularyCache:
    """One vocabulary for the whole process, kept in step with the store.

    The store is asked for news at most once a second, and always when `db` waits for a write that
    this cache has not seen: people find the word that they have just added.
    """

    def __init__(self) -> None:
        self._vocabulary: Vocabulary | None = None
        self._token = ""
        self._checked = 0.0
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def current(self, db: Database) -> Vocabulary:
        """Return the vocabulary; while one thread renews it, the others go on with the old."""
        unseen = [mark for mark in db.bookmarks if mark not in self._seen]
        held = self._vocabulary
        if held is None or unseen:
            with self._lock:
                return self._renewed(db, unseen)
        if monotonic() - self._checked < _CHECK_SECONDS or not self._lock.acquire(blocking=False):
            return held
        try:
            return self._renewed(db, unseen)
        finally:
            self._lock.release()

    def _renewed(self, db: Database, unseen: Sequence[str]) -> Vocabulary:
        checked = monotonic()
        token = skills.newest_change(db)
        if self._vocabulary is None or token != self._token:
            self._vocabulary = _brought_up_to_date(self._vocabulary, db, token)
            self._token = token
        self._checked = checked
        for mark in unseen:
            self._seen[mark] = None
        while len(self._seen) > _BOOKMARKS_REMEMBERED:
            self._seen.popitem(last=False)
        return self._vocabulary


def _brought_up_to_date(held: Vocabulary | None, db: Database, token: str) -> Vocabulary:
    if held and len(held):
        rows = skills.labels_since(db, held.newest - _OVERLAP_MILLISECONDS)
        if len(rows) <= _MOST_UPDATED:
            held.update(rows)
            if len(held) == skills.count_in(token):
                return held
    return Vocabulary(skills.all_labels(db))


def suggest(vocabulary: Vocabulary, text: str, limit: int = 8) -> list[Suggestion]:
    """Return skills for what has been typed so far, best first, each skill once."""
    found: dict[str, Suggestion] = {}
    for hit in vocabulary.completions(text, limit):
        ref = vocabulary.ref(vocabulary.current_id(hit.entry.skill))
        if ref and ref.id not in found:
            found[ref.id] = Suggestion(ref, hit.entry.label, hit.how)
    return list(found.values())[:limit]


def skill_page(db: Database, viewer: Viewer, skill_id: str, now: datetime) -> SkillPage:
    """Return all there is about one skill; raises `SkillNotFound`."""
    require(viewer, Permission.FIND)
    found = skills.with_neighbours(db, skill_id)
    if found is None:
        raise SkillNotFound("There is no such skill. It may have been merged with another.")
    return SkillPage(
        skill=found.skill,
        broader=found.broader,
        narrower=found.narrower,
        related=found.related,
        replaced_by=found.replaced_by,
        people=results.of_skill(db, Ref(skill_id, found.skill.label), now),
        documents=tuple(documents.covering_skill(db, skill_id)),
    )


def browse_skills(
    db: Database,
    viewer: Viewer,
    after: str | None = None,
    under: str | None = None,
    limit: int = 50,
) -> Page[SkillEntry]:
    """Return one page of skills by label: all, those under a skill, or ('') the topmost."""
    require(viewer, Permission.FIND)
    return skills.page(db, after=after, under=under, limit=limit)


def load_skills(
    db: Database,
    viewer: Viewer,
    loaded: Sequence[Skill],
    batch: str | None = None,
    *,
    dry_run: bool = False,
) -> SaveCounts:
    """Save skills from a file in batches, then link those whose targets came later.

    Links to skills that are nowhere are left out. Returns each skill once.
    """
    require(viewer, Permission.IMPORT)
    if dry_run:
        return batches.rehearse(db, lambda tx: skills.save(tx, loaded, batch))
    parts = [loaded[start : start + _BATCH] for start in range(0, len(loaded), _BATCH)]
    return _counted_once(_saved(db, part, batch) for part in (*parts, *parts[:-1]))


def _saved(db: Database, part: Sequence[Skill], batch: str | None) -> SaveCounts:
    return db.transact(lambda tx: skills.save(tx, part, batch))


def _counted_once(counts: Iterable[SaveCounts]) -> SaveCounts:
    everything = sum(counts, SaveCounts())
    added = dict.fromkeys(everything.added)
    changed = dict.fromkeys(each for each in everything.changed if each not in added)
    rest = (each for each in everything.unchanged if each not in added and each not in changed)
    return SaveCounts(tuple(added), tuple(changed), tuple(dict.fromkeys(rest)))
