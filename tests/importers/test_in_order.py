"""Statements held back no longer than needed, each person's together."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from graph.records import Tagging
from importers.in_order import InOrder

_AT = datetime(2026, 1, 1, tzinfo=UTC)


def _parts(people: list[str], enough: int, most: int) -> list[list[Tagging]]:
    rows = [Tagging("boss", who, f"s{n}", _AT, _AT) for n, who in enumerate(people)]
    in_order = InOrder(enough, most)
    parts = [in_order.add(row) for row in rows] + [in_order.rest()]
    assert sorted(each.id for part in parts for each in part) == sorted(each.id for each in rows)
    return [part for part in parts if part]


def test_a_file_in_runs_is_passed_on_person_by_person() -> None:
    parts = _parts(list("bbbaaaccc"), enough=3, most=100)
    assert [[each.person for each in part] for part in parts] == [
        ["b"] * 3,
        ["a"] * 3,
        ["c"] * 3,
    ]


def test_a_file_out_of_order_is_held_back_and_sorted() -> None:
    parts = _parts(list("ababab"), enough=2, most=100)
    assert [[each.person for each in part] for part in parts] == [["a", "a", "a", "b", "b", "b"]]


@given(st.lists(st.sampled_from("abcde")), st.integers(1, 5), st.integers(1, 8))
def test_nothing_is_lost_and_no_part_is_too_long(people: list[str], enough: int, most: int) -> None:
    for part in _parts(people, enough, most):
        assert len(part) <= most
        assert part == sorted(part, key=lambda one: (one.person, one.skill))
