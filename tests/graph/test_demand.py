"""What people search for in vain."""

from datetime import date, timedelta

from graph.database import Database
from graph.demand import Unmet, note_unmet, unmet

DAY = date(2026, 6, 15)


def test_the_same_words_are_counted_together_the_most_frequent_first(db: Database) -> None:
    for text, day in (("Kites", DAY), (" kites ", DAY), ("kites", DAY - timedelta(2)), ("ox", DAY)):
        note_unmet(db, text, day)
    assert unmet(db, DAY - timedelta(7)) == [Unmet("Kites", 3, DAY), Unmet("ox", 1, DAY)]
    assert unmet(db, DAY) == [Unmet("Kites", 2, DAY), Unmet("ox", 1, DAY)]
    assert unmet(db, DAY, limit=1) == [Unmet("Kites", 2, DAY)]


def test_only_the_beginning_of_long_texts_is_kept_and_nothing_of_empty_ones(db: Database) -> None:
    note_unmet(db, "x" * 500, DAY)
    note_unmet(db, " \n ", DAY)
    assert [len(one.text) for one in unmet(db, DAY)] == [100]
