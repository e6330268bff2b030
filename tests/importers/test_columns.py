"""Columns by their usual names; dates as people write them."""

from datetime import UTC, date, datetime

import pytest

from importers.columns import printable, recognise, to_day, to_instant
from importers.people_columns import PEOPLE, REQUIRED
from tagging.errors import ImportFailed, Invalid


def test_columns_are_known_by_their_usual_names() -> None:
    header = ["Employee-ID", " E-Mail ", "FULL NAME", "Line manager", "Shoe size", ""]
    columns = recognise(header, PEOPLE, REQUIRED, "people.csv")
    assert columns.places == {"id": 0, "email": 1, "name": 2, "manager": 3}
    assert columns.ignored == ("Shoe size",)
    assert columns.cell(["7", " a@b.org "], "email") == "a@b.org"
    assert columns.cell(["7"], "email") == ""
    assert columns.name("manager") == "Line manager"


def test_no_variant_stands_for_two_fields() -> None:
    names = [name for field, names in PEOPLE.items() for name in (field, *names)]
    plain = [name.replace(" ", "").replace("-", "").replace("_", "") for name in names]
    doubled = {name for name in plain if plain.count(name) > 1}
    own = {
        name
        for name in doubled
        if sum(
            name in {n.replace(" ", "").replace("-", "").replace("_", "") for n in (field, *names)}
            for field, names in PEOPLE.items()
        )
        > 1
    }
    assert not own


def test_a_missing_column_is_named_with_what_was_found() -> None:
    with pytest.raises(ImportFailed, match=r"no column 'name'.*'a', 'b'"):
        recognise(["a", "b"], PEOPLE, REQUIRED, "people.csv")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-30", date(2026, 11, 30)),
        ("2026-11-30T09:00:00Z", date(2026, 11, 30)),
        ("30/11/2026", date(2026, 11, 30)),
        ("3/4/2026", date(2026, 4, 3)),
        ("30.11.2026", date(2026, 11, 30)),
        ("30 November 2026", date(2026, 11, 30)),
        ("3-Mar-2026", date(2026, 3, 3)),
        ("March 2026", date(2026, 3, 1)),
        ("", None),
    ],
)
def test_days_are_read_as_written_here(text: str, day: date | None) -> None:
    assert to_day(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/05", "two digits"),
        ("04/23/2026", "month first"),
        ("31/02/2026", "day"),
        ("soon", "known here"),
        ("3 Foo 2026", "no such month"),
    ],
)
def test_days_that_could_be_others_are_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        to_day(text)


def test_instants_are_utc() -> None:
    assert to_instant("2026-11-30T09:00:00+02:00") == datetime(2026, 11, 30, 7, tzinfo=UTC)
    assert to_instant("2026-11-30 09:00") == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert to_instant("30/11/2026") == datetime(2026, 11, 30, tzinfo=UTC)
    assert to_instant("") is None
    with pytest.raises(Invalid):
        to_instant("at 9:00")


def test_control_characters_become_spaces() -> None:
    assert printable("a\x00b\x1b[31m\nc\r ") == "a b [31m\nc"
