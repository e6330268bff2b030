"""Text analysis of documents, and of texts that people give about themselves: for workers only.

What it needs in memory is kept from one document to the next. No page imports this.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph import documents, organisations, skills, uploads
from graph.database import Database
from graph.documents import analysis as document_analysis
from graph.errors import StoreError
from graph.uploads import State, Upload
from tagging import lmi
from tagging.reviewing import found as reviewing_found
from tagging.reviewing import learning as reviewing_learning

if TYPE_CHECKING:  # what it needs is loaded with the first text, not while a worker waits for one
    from tagging.suggestions import Suggester

# A worker may be killed for reasons that are not the document's: only many times tell.
MOST_DEATHS = 10
MOST_FAILURES = 3
# Some two hundred pages: what comes after is not looked at.
LONGEST_READ = 600_000

Open = Callable[[Database, Path, str], "Suggester"]
Tell = Callable[[int, int], None]


def open_suggester(
    db: Database,
    cache_folder: Path,
    edition: str,
    *,
    sentences: Path | None = None,
    tell: Tell | None = None,
) -> "Suggester":
    """Return the matcher of this vocabulary, from the cache where it is there already.

    It knows meaning too where the extra `semantic` is there, by the sentence model in the folder
    `sentences` or the extra's own. Skills that have no vector of it yet get theirs first, which
    takes minutes for a large vocabulary: `tell` hears how many are done. Broken off, it goes on
    from there the next time.
    """
    from tagging.meaning_kept import kept_meaning
    from tagging.suggestions import Suggester
    from tagging.text.meaning import installed, sentence_model

    labels = skills.all_labels(db)
    known = (sentences or installed()) and labels
    return Suggester.open(
        labels,
        cache_folder,
        edition=edition,
        model=reviewing_learning.current_weights(db),
        meaning=kept_meaning(db, sentence_model(sentences), labels, tell) if known else None,
    )


class Analyst:
    """Finds skills and facts in texts, with the vocabulary as it is at each text."""

    def __init__(self, cache_folder: Path, open_one: Open = open_suggester) -> None:
        self._cache_folder = cache_folder
        self._open = open_one
        self._suggester: Suggester | None = None
        self._opened_for: Any = None

    def analyse(self, db: Database, document_id: str, now: datetime) -> bool:
        """Suggest skills and facts for a document that waits for it; False where none does.

        Done twice it changes nothing. A document with which it failed three times, or at which
        workers died ten times, is left alone.
        """
        attempts = document_analysis.begin(db, document_id)
        if not attempts:
            return False
        failed = attempts > MOST_DEATHS
        try:
            if not failed and not self._read(db, document_id, now):
                document_analysis.request(db, document_id)
                return True
        except StoreError:
            raise
        except Exception:
            if attempts < MOST_FAILURES:
                raise
            failed = True
        document_analysis.end(db, document_id, failed=failed)
        uploads.close(db, document_id)
        return True

    def _read(self, db: Database, document_id: str, now: datetime) -> bool:
        """Keep what is found; returns False where the text has been changed in the meantime."""
        document = documents.get(db, document_id)
        if document is None:
            return True
        text = document.text[:LONGEST_READ]
        found = self._current(db).suggest(text)
        places = [one.ref.name for one in organisations.places(db)]
        proposals = lmi.propose(text, document.title, places=places)
        reviewing_found.save_found(db, document_id, found, proposals, now)
        after = documents.get(db, document_id)
        return after is None or after.text == document.text

    def analyse_about(self, db: Database, upload: Upload, holder: str, now: datetime) -> None:
        """Suggest skills for whoever gave a text about themself; the text is forgotten at once."""
        state, reason = State.REFUSED, "Signpost could not read this text."
        try:
            if upload.attempts <= MOST_DEATHS:
                found = self._current(db).suggest(upload.text[:LONGEST_READ])
                reviewing_found.save_found_about(db, upload.by, found, now)
                state, reason = State.DONE, ""
        finally:
            # Whatever went wrong, the text is not kept.
            uploads.settle(db, upload.id, holder, state, reason=reason)

    def learn(self, db: Database, now: datetime) -> bool:
        """Learn from people's answers where there are enough new ones; False where not."""
        if not reviewing_learning.learning_due(db):
            return False
        reviewing_learning.learn(db, now)
        return True

    def _current(self, db: Database) -> "Suggester":
        """Return the matcher of the vocabulary and the weights of now."""
        vocabulary = skills.newest_change(db)
        wanted = (vocabulary.version, vocabulary.skills, reviewing_learning.current_weights(db))
        if self._suggester is None or self._opened_for != wanted:
            edition = f"{vocabulary.version}-{vocabulary.skills}"
            self._suggester = None  # two at once would take twice the memory
            self._suggester = self._open(db, self._cache_folder, edition)
            self._opened_for = wanted
        return self._suggester
