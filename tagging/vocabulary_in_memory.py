"""The vocabulary in memory: every label and link, kept in step with the store."""

from collections import OrderedDict
from collections.abc import Container, Iterable, Mapping, Sequence
from threading import Lock
from time import monotonic

from graph import skills
from graph import surroundings as surroundings_store
from graph.algorithms import vocabulary as algorithms
from graph.algorithms.vocabulary import Span
from graph.database import Database
from graph.records import Ref
from graph.skills import Edition, LabelRow
from tagging.label_index import Hit, How, LabelIndex
from tagging.surroundings import Surroundings
from tagging.terms import Term, labelled, terms
from tagging.words import stem, tokens

_CHECK_SECONDS = 1.0
_SURROUNDINGS_SECONDS = 300.0
_RECOUNT_SHARE = 0.1
_OVERLAP_MILLISECONDS = 60_000
_BOOKMARKS_REMEMBERED = 1_000
_MOST_UPDATED = 1_000


class Vocabulary:
    """Every skill's labels and links in memory. Readers need no lock, `update` has one writer."""

    def __init__(self, rows: Iterable[LabelRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self._known_by: Mapping[str, int] = {}
        self.surroundings = Surroundings()
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

    def recount(self, known_by: Mapping[str, int]) -> None:
        """Take in how many people know each skill; what is not there, nobody knows."""
        self._known_by = known_by
        self._best_known.clear()

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

    def terms(self, words: str | Sequence[str], keep: Container[str] = ()) -> tuple[Term, ...]:
        """Return the terms of a question (text, or its words) and the labels each one reached.

        Words in `keep` are no stop words.
        """
        return terms(self._index, tokens(words) if isinstance(words, str) else words, keep)

    def labelled(self, words: Sequence[str]) -> list[Span]:
        """Return which of these words are labels as they stand."""
        return labelled(self._index, words)

    @property
    def words(self) -> Container[str]:
        """All words that labels have."""
        return self._index.known_words

    def named(self, words: str) -> Ref | None:
        """Return the skill with this preferred or else alternative label; None if none or several.

        Of a retired skill it is the one in its place.
        """
        hits = self._index.named(tokens(words))
        found = [hit for hit in hits if hit.entry.preferred] or hits
        ids = {self.current_id(hit.entry.skill) for hit in found}
        return self.ref(ids.pop()) if len(ids) == 1 else None

    def known_by(self, skill_id: str) -> int:
        """Return how many people know a skill, as last counted."""
        return self._known_by.get(skill_id, 0)

    def narrower(self, skill_id: str, depth: int) -> dict[str, int]:
        """Return the skills below one, with their distance, nearest first; no retired ones."""
        known = self._narrower.get((skill_id, depth))
        if known is None:
            below = algorithms.narrower(self._graph, skill_id, depth)
            known = {each: steps for each, steps in below.items() if not self._retired(each)}
            self._narrower[skill_id, depth] = known
        return known

    def best_known(self, skill_id: str, depth: int, most: int) -> dict[str, int]:
        """Return `narrower`; where there are more than `most`, those that most people know."""
        below = self.narrower(skill_id, depth)
        if len(below) <= most:
            return below
        chosen = self._best_known.get((skill_id, depth, most))
        if chosen is None:
            known_by = self._known_by
            ordered = sorted(below, key=lambda each: -known_by.get(each, 0))
            chosen = {each: below[each] for each in ordered[:most]}
            self._best_known[skill_id, depth, most] = chosen
        return chosen

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
        self._best_known: dict[tuple[str, int, int], dict[str, int]] = {}
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
        self._edition = Edition("", 0, 0)
        self._counted = 0
        self._checked = 0.0
        self._surroundings = Surroundings()
        self._looked_around = float("-inf")
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
        vocabulary = self._in_step(db, skills.newest_change(db))
        self._checked = checked
        if checked - self._looked_around > _SURROUNDINGS_SECONDS:
            self._surroundings = Surroundings(surroundings_store.named(db))
            self._looked_around = checked
        vocabulary.surroundings = self._surroundings
        for mark in unseen:
            self._seen[mark] = None
        while len(self._seen) > _BOOKMARKS_REMEMBERED:
            self._seen.popitem(last=False)
        return vocabulary

    def _in_step(self, db: Database, edition: Edition) -> Vocabulary:
        """Return the vocabulary with all changes, and with new counts once many have changed."""
        held, vocabulary = self._edition, self._vocabulary
        if vocabulary is None or (edition.version, edition.skills) != (held.version, held.skills):
            vocabulary = _brought_up_to_date(vocabulary, db, edition)
        grown = abs(edition.known - self._counted)
        if vocabulary is not self._vocabulary or grown > _RECOUNT_SHARE * self._counted:
            vocabulary.recount(skills.known_by(db))
            self._counted = edition.known
        self._vocabulary, self._edition = vocabulary, edition
        return vocabulary


def _brought_up_to_date(held: Vocabulary | None, db: Database, edition: Edition) -> Vocabulary:
    if held and len(held):
        rows = skills.labels_since(db, held.newest - _OVERLAP_MILLISECONDS)
        if len(rows) <= _MOST_UPDATED:
            held.update(rows)
            if len(held) == edition.skills:
                return held
    return Vocabulary(skills.all_labels(db))
