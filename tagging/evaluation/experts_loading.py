"""Puts the people and documents of an evaluation into an empty store, in order of time."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from graph import citations, documents, people
from graph.database import Database, Transaction
from graph.documents import meaning as document_meaning
from graph.records import Document, Person, Ref
from tagging.evaluation.expert_topics import Text, Topic, Topics, earlier
from tagging.ranking_by_meaning import Words

_AT_ONCE = 1000
Tell = Callable[[str, int, int], None]


class Shelf:
    """The documents that are there for a question: those from before it, without its own.

    Questions come in the order of `in_time`, so that each document is put there once.
    """

    def __init__(self, db: Database, data: Topics, model: Words | None, tell: Tell) -> None:
        self._db, self._model, self._tell = db, model, tell
        self._known, self._total = frozenset(data.people), len(data.documents)
        self._waiting = list(data.documents)
        self._put = 0
        self.written: Counter[str] = Counter()
        self._authors = {
            one.id: tuple(key for key in one.authors if key in self._known)
            for one in data.documents
        }
        self._citing = _citing(data.documents)
        everybody = [Person(key, name) for key, name in data.people.items()]
        for start in range(0, len(everybody), _AT_ONCE):
            some = everybody[start : start + _AT_ONCE]
            db.transact(partial(_save_people, some))
            tell("people", start + len(some), len(everybody))
        if model:
            document_meaning.make_index(db, len(model.vectors(["work"])[0]))

    def make_ready(self, topic: Topic) -> None:
        """Put there what may be used for a topic, and take its own document away."""
        ready = [one for one in self._waiting if not topic.before or earlier(one.day, topic.before)]
        if ready:
            ids = {one.id for one in ready}
            self._waiting = [one for one in self._waiting if one.id not in ids]
            for start in range(0, len(ready), _AT_ONCE):
                self._add(ready[start : start + _AT_ONCE])
        if topic.without:
            citations.set_aside(self._db, topic.without)
            self.written.subtract(self.authors(topic.without))

    def put_back(self, topic: Topic) -> None:
        """Put the topic's own document back."""
        if topic.without:
            citations.put_back(self._db)
            self.written.update(self.authors(topic.without))

    def authors(self, document: str) -> tuple[str, ...]:
        """Return those who wrote a document, of the people that there are."""
        return self._authors.get(document, ())

    def _add(self, some: Sequence[Text]) -> None:
        records = [self._record(one) for one in some]
        pairs = [(one.id, cited) for one in some for cited in one.cites]
        pairs += [(citing, one.id) for one in some for citing in self._citing.get(one.id, ())]
        self._db.transact(lambda tx: documents.save(tx, records))
        self._db.transact(lambda tx: citations.save(tx, pairs))
        if self._model:
            self._save_vectors(self._model, some)
        for one in some:
            self.written.update(self.authors(one.id))
        self._put += len(some)
        self._tell("documents", self._put, self._total)

    def _save_vectors(self, model: Words, some: Sequence[Text]) -> None:
        for start in range(0, len(some), 100):
            few = some[start : start + 100]
            rows: Any = model.vectors([f"{one.title} {one.text}".strip() for one in few])
            vectors = {
                one.id: [float(value) for value in row] for one, row in zip(few, rows, strict=True)
            }
            document_meaning.save(self._db, vectors)
            self._tell("documents", self._put + start + len(few), self._total)

    def _record(self, one: Text) -> Document:
        authors = tuple(Ref(key, "") for key in self.authors(one.id))
        return Document(one.id, one.title, one.text, authors=authors)


def in_time(topics: Sequence[Topic]) -> list[Topic]:
    """Return topics in the order in which they can be asked: those without a time last."""
    return sorted(topics, key=lambda one: (not one.before, one.before))


def _save_people(some: Sequence[Person], tx: Transaction) -> None:
    people.save(tx, some, None)


def _citing(texts: Sequence[Text]) -> dict[str, list[str]]:
    citing: dict[str, list[str]] = {}
    for one in texts:
        for cited in one.cites:
            citing.setdefault(cited, []).append(one.id)
    return citing
