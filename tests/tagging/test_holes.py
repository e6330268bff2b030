"""Holes: what is missing here though it exists elsewhere or is needed, in sentences."""

from datetime import date, timedelta

from graph.knowledge_base import Entry, Required
from graph.records import Ref
from tagging.holes import Needs, holes
from tagging.knowledge_base import table

TODAY = date(2026, 11, 24)
THRUSHBY, MOOR = Ref("thrushby", "Thrushby"), Ref("moor", "Moor End")
NEW, OLD = TODAY - timedelta(100), date(2023, 5, 1)


def entry(number: int, sector: str, region: str = "", **given: object) -> Entry:
    return Entry(f"d{number}", f"Document {number}", sector=sector, region=region, **given)  # type: ignore[arg-type]


def said(entries: list[Entry], needs: Needs) -> list[str]:
    return [hole.sentence for hole in holes(entries, needs, TODAY)]


def test_a_place_without_current_local_information() -> None:
    there = [
        entry(1, "Care", "Thrushby and Moor End", published=NEW),
        entry(2, "Fishing", "Moor End", published=OLD),
        entry(3, "Fishing", "Thrushby", published=NEW),
        entry(4, "All sectors", "Thrushby", published=NEW),
    ]
    found = holes(there, Needs(places=[(THRUSHBY, 4), (MOOR, 2)]), TODAY)
    assert [hole.sentence for hole in found] == [
        "No local information on fishing in Moor End since May 2023."
    ]
    assert found[0].chosen == {"sector": "Fishing", "region": "Moor End"}
    assert found[0].title == "Fishing in Moor End"


def test_a_kind_that_other_sectors_have() -> None:
    there = [
        entry(1, "Care", types=("entry",), published=NEW),
        entry(2, "Health", types=("entry",), published=NEW),
        entry(3, "NHS", types=("entry",), published=OLD),
    ]
    assert said(there, Needs()) == [
        "Nothing on how people get in for NHS since May 2023: 2 of 3 sectors have it."
    ]


def test_topics_that_roles_require_or_people_look_for() -> None:
    pay, care, heat = Ref("pay", "pay"), Ref("care", "care work"), Ref("heat", "heat pumps")
    there = [
        entry(1, "Care", published=NEW, skills=("home-care",)),
        entry(2, "Care", published=OLD, skills=("pay",)),
    ]
    needs = Needs(
        required=[Required(pay, 3, 12), Required(care, 1, 9)],
        searched=[(heat, 5), (care, 8)],
        covered_by={"care": frozenset({"home-care"})},
    )
    assert said(there, needs) == [
        "Pay is required by 3 roles (12 people), and what is written about it is out of date.",
        "Heat pumps was searched for 5 times in vain, and no document covers it.",
    ]


def test_not_too_many_about_one_thing() -> None:
    there = [entry(1, "Care", "Elsewhere", published=NEW)]
    places = [(Ref(f"p{number}", f"Place {number}"), 5) for number in range(9)]
    assert len(said(there, Needs(places=places))) == 2


def test_a_table_counts_each_kind_and_each_region_that_a_document_is_about() -> None:
    there = [
        entry(1, "Care", "Thrushby", types=("entry", "trends"), published=NEW),
        entry(2, "Care", "Thrushby and Moor End", types=("entry",), published=NEW),
        entry(3, "Care", "Moor End", published=OLD),
    ]
    counted = table(there, "type", "region", TODAY)
    assert counted.columns == ("Moor End", "Thrushby")
    numbers = {row.words: [cell.documents for cell in row.cells] for row in counted.rows}
    assert numbers == {"trends": [0, 1], "how people get in": [1, 2], "not said": [1, 0]}
    assert counted.rows[1].cells[1].shade == 4
    assert counted.rows[1].cells[1].chosen == {"type": "entry", "region": "Thrushby"}
    ages = table(there, "sector", "age", TODAY)
    assert ages.columns == ("under a year old", "older than two years")
