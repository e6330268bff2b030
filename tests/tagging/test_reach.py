"""How to reach somebody now."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import people
from graph.database import Database
from graph.records import Absence, Person, Ref
from tagging.reach import reach, reach_all, way_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OMAR = Person("omar", "Omar Bell", mobile="07700 900001", best_way="text")
NORA = Person(
    "nora",
    "Nora Quill",
    phone="+44 (0)118 496 0001 ext. 7",
    email="nora@way.example",
    chat="https://chat.example/nora",
    best_way="Chat is best",
    best_times="mornings",
    stand_in=Ref("omar", "Omar Bell"),
)


def away(since: date, until: date | None) -> Person:
    return replace(NORA, absence=Absence(since, until))


def test_the_best_way_comes_first() -> None:
    found = reach(NORA, NOW)
    assert [(one.way, one.best) for one in found.channels] == [
        ("chat", True),
        ("phone", False),
        ("email", False),
    ]
    assert [one.href for one in found.channels] == [
        "https://chat.example/nora",
        "tel:+441184960001",
        "mailto:nora@way.example",
    ]
    assert (found.away, found.words, found.best_times) == (False, "", "mornings")
    assert found.first == found.channels[0]


def test_while_somebody_is_away_the_stand_in_comes_first() -> None:
    found = reach(away(date(2026, 11, 20), date(2026, 11, 30)), NOW, OMAR)
    assert found.away
    assert found.words == "Away until Monday 30 November"
    assert found.until == date(2026, 11, 30)
    assert found.stand_in == Ref("omar", "Omar Bell")
    assert [(one.whose.id, one.way) for one in found.channels[:2]] == [
        ("omar", "mobile"),
        ("nora", "chat"),
    ]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "Away until Tuesday 24 November"),
        (date(2026, 11, 1), None, "Away, with no date of return given"),
        (date(2026, 11, 1), date(2027, 1, 4), "Away until Monday 4 January 2027"),
        (date(2026, 11, 30), date(2026, 12, 4), "Away from Monday 30 November"),
        (date(2026, 11, 1), date(2026, 11, 23), ""),
        (date(2027, 11, 1), None, ""),
    ],
)
def test_absence_is_said_in_words(since: date, until: date | None, words: str) -> None:
    assert reach(away(since, until), NOW).words == words


def test_who_left_is_said_and_who_knows_them_where_no_channel_is() -> None:
    assert reach(replace(NORA, left=date(2026, 5, 1)), NOW).words == "Left on Friday 1 May"
    known = Person("ida", "Ida Frost", known_by=(Ref("nora", "Nora Quill"),))
    assert reach(known, NOW).ask == (Ref("nora", "Nora Quill"),)
    assert reach(known, NOW).first is None


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("Phone after 2", "phone"),
        ("text me", "mobile"),
        ("E-mail", "email"),
        ("on Teams", "chat"),
        ("carrier pigeon", ""),
        ("", ""),
    ],
)
def test_ways_are_told_from_words(words: str, way: str) -> None:
    assert way_of(words) == way


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_link_leads_elsewhere(phone: str, chat: str) -> None:
    person = Person("x", "X", phone=phone, chat=chat, email="a b<@x.example")
    for channel in reach(person, NOW).channels:
        scheme = channel.href.partition(":")[0]
        assert scheme in ("", "tel", "mailto", "https")
        assert not set(channel.href) & set(" <>\"'\n")


def test_stand_ins_are_read_for_those_who_are_away(db: Database) -> None:
    absent = away(date(2026, 11, 20), None)
    db.transact(lambda tx: people.save(tx, [OMAR, absent]))
    found = reach_all(db, [absent, OMAR], NOW)
    assert found["nora"].channels[0].whose.id == "omar"
    assert not found["omar"].away
