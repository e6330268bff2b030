"""The demonstration organisation: made again the same, complete, and what was planted is there."""

import csv
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph import demand, schema
from graph.database import Database
from graph.records import MATURITY
from importers import demonstration
from importers.demonstration.generate import regenerate
from importers.demonstration.organisation import HERE, Service, read
from tagging import accounts, people
from tagging.colleagues import Findings, SearchQuery, find
from tagging.documents.fields import lmi_type
from tagging.errors import Conflict
from tagging.permissions import OPERATOR
from tagging.vocabulary import VocabularyCache
from webapp.commands import demo

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DRAMA_NUMBERS = re.compile(r"01632 960\d{3}|07700 900\d{3}")


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts() -> dict[str, tuple[str, str]]:
    """Every document's front matter and text."""
    found = {}
    for path in sorted((HERE / "documents").glob("*.md")):
        _, matter, text = path.read_text("utf-8").split("---\n", 2)
        found[path.stem] = (matter, text)
    return found


@pytest.fixture(scope="module")
def service() -> Service:
    return read()


def below(service: Service, top: str) -> set[str]:
    """The labels of a skill and of all that are narrower."""
    ids = {top}
    while more := {one.id for one in service.topics.values() if ids & {*one.broader}} - ids:
        ids |= more
    return {service.topics[one].label for one in ids}


def test_making_it_again_gives_the_shipped_files(tmp_path: Path) -> None:
    for path in regenerate(tmp_path):
        assert path.read_bytes() == (HERE / path.name).read_bytes(), path.name


def test_one_command_makes_it_again(tmp_path: Path) -> None:
    done = CliRunner().invoke(demo.command, ["regenerate", "--folder", str(tmp_path)])
    assert done.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "people.csv", "skills.csv", "taggings.csv", "roles.csv", "work.csv", "searches.csv",
    }  # fmt: skip


def test_another_day_moves_every_date(tmp_path: Path) -> None:
    regenerate(tmp_path, date(2027, 11, 20))
    with (tmp_path / "taggings.csv").open(encoding="utf-8", newline="") as file:
        assert max(row["confirmed"] for row in csv.DictReader(file)) == "2027-11-20"


def test_it_has_the_size_that_the_guide_says() -> None:
    found = rows("people.csv")
    assert Counter(row["kind"] for row in found) == {"staff": 60, "external": 25}
    assert len({row["team"] for row in found if row["team"]}) == 8
    assert len(rows("taggings.csv")) == 600
    assert 140 <= len(rows("skills.csv")) <= 155
    assert len({row["role"] for row in rows("roles.csv")}) == 12
    assert len({row["work"] for row in rows("work.csv")}) == 3
    assert len(texts()) == 30
    assert len(rows("accounts.csv")) == 5


def test_it_could_reach_nobody_real() -> None:
    for row in rows("people.csv"):
        numbers = [row[way] for way in ("phone", "mobile") if row[way]]
        assert all(DRAMA_NUMBERS.fullmatch(number) for number in numbers), row["name"]
        assert re.fullmatch(r"|[^@]+@[a-z.]+\.example\.(org|com)", row["email"]), row["name"]


def test_every_contact_can_be_reached_and_was_told() -> None:
    for row in rows("people.csv"):
        if row["kind"] == "external":
            assert row["phone"] or row["mobile"] or row["email"], row["name"]
            for field in ("organisation", "known_by", "listing_note"):
                assert row[field], (row["name"], field)


def test_statements_span_three_years_and_no_note_is_said_twice() -> None:
    said = rows("taggings.csv")
    assert max(row["made"] for row in said) == "2026-11-20"
    assert min(row["made"] for row in said) < "2023-12-31"
    assert all(row["made"] <= row["confirmed"] <= "2026-11-20" for row in said)
    notes = Counter(row["note"] for row in said if row["note"])
    assert len(notes) > 300
    assert not [note for note, times in notes.items() if times > 1]


def test_nobody_speaks_before_they_came() -> None:
    joined = {row["id"]: row["joined"] for row in rows("people.csv")}
    for row in rows("taggings.csv"):
        assert row["made"] > joined[row["tagger"]], row
        assert row["made"] > joined[row["person"]], row


@pytest.mark.parametrize("name", sorted(texts()))
def test_a_document_is_whole(name: str, service: Service) -> None:
    matter, text = texts()[name]
    fields = dict(line.split(": ", 1) for line in matter.strip().splitlines())
    assert 150 <= len(text.split()) <= 350
    assert set(fields["authors"].split("; ")) <= set(service.staff)
    labels = {topic.label for topic in service.topics.values()}
    assert set(fields["skills"].split("; ")) <= labels
    assert "invented for the demonstration" in fields["source"]
    assert all(lmi_type(words) for words in fields["lmi_types"].split("; "))
    assert fields["source_date"] <= fields["published"] < fields["review_due"]
    assert int(fields["maturity"]) in MATURITY
    assert 15 <= len(fields["summary"].split()) <= 60
    assert fields.get("owner", "") in {"", *fields["authors"].split("; ")}


def test_links_between_skills_lead_somewhere(service: Service) -> None:
    for topic in service.topics.values():
        assert {*topic.broader, *topic.related} <= set(service.topics), topic.id
        assert topic.definition or topic.status == "proposed", topic.id


def holders(skill: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("taggings.csv"):
        if row["skill"] == skill and row["kind"] != "learning":
            found.setdefault(row["person"], []).append(row)
    return found


def test_planted_one_single_point_of_failure() -> None:
    found = holders("Recognising overseas qualifications")
    assert list(found) == ["ruqayya-hussain"]
    assert len(found["ruqayya-hussain"]) == 6
    required = {row["skill"] for row in rows("roles.csv")}
    assert "Recognising overseas qualifications" in required


def test_planted_one_stale_pair() -> None:
    found = holders("Fishing and aquaculture")
    assert list(found) == ["derek-mottram"]
    assert max(row["confirmed"] for row in found["derek-mottram"]) < "2024-02-01"


def test_planted_one_skill_searched_in_vain() -> None:
    assert holders("Heat pumps and retrofit") == {}
    assert len(rows("searches.csv")) == 8


def test_planted_one_team_without_local_knowledge(service: Service) -> None:
    local = below(service, "labour-market-information")
    team_of = {row["id"]: row["team"] for row in rows("people.csv")}
    knowing = {
        team_of[row["person"]]
        for row in rows("taggings.csv")
        if row["skill"] in local and row["kind"] != "learning"
    }
    teams = {team for team in team_of.values() if team}
    assert teams - knowing == {"Upper Dales Outreach"}


def test_what_was_planted_is_needed_by_a_role_or_by_work() -> None:
    """Else it would be no gap: each planted lack is somebody's demand."""
    needed = {row["skill"] for row in (*rows("roles.csv"), *rows("work.csv"))}
    assert {
        "Recognising overseas qualifications",
        "Fishing and aquaculture",
        "Heat pumps and retrofit",
    } <= needed
    outreach = {row["skill"] for row in rows("roles.csv") if row["role"] == "Outreach adviser"}
    assert outreach & below(read(), "labour-market-information")


def test_every_role_is_needed_in_every_team_that_has_it() -> None:
    needed = {
        (row["team"], row["role"]): int(row["headcount"])
        for row in rows("roles.csv")
        if row["team"]
    }
    held = Counter(
        (row["team"], role)
        for row in rows("people.csv")
        for role in filter(None, row["roles"].split("; "))
    )
    assert set(held) == set(needed)
    vacant = {key: needed[key] - held[key] for key in needed if needed[key] != held[key]}
    assert vacant == {
        ("Young People's Guidance", "Careers adviser (young people)"): 1,
        ("Adult Guidance Central", "Careers adviser (adults)"): 1,
        ("Adult Guidance Central", "Senior careers adviser"): 1,
        ("Inclusion", "SEND careers specialist"): 1,
    }


def test_planted_disagreements() -> None:
    benefits = holders("Benefits and moving into work")["callum-reid"]
    assert [row["level"] for row in benefits if row["source"] == "self"] == ["5"]
    assert [row["level"] for row in benefits if row["source"] != "self"] == ["2", "2"]


def test_planted_one_who_says_so_alone() -> None:
    said = holders("Catering and kitchens")["patrick-delaney"]
    assert [row["source"] for row in said] == ["self"]


def asked(db: Database, text: str) -> Findings:
    vocabulary = VocabularyCache().current(db)
    return find(db, OPERATOR, vocabulary, SearchQuery(text), NOW)


def test_it_loads_whole_answers_and_loads_again_without_change(db: Database) -> None:
    loaded = demonstration.load(db, OPERATOR)
    assert loaded.first
    assert [(one.kind, one.rejected, one.notes) for one in loaded.reports if one.rejected] == []
    assert demonstration.is_loaded(db, OPERATOR)
    assert len([one for one in accounts.listed(db, OPERATOR) if one.demonstration]) == 5
    unmet = {one.text: one.times for one in demand.unmet(db, date(2026, 9, 1))}
    assert unmet == {"heat pumps": 5, "heat pump installer": 2, "retrofit": 1}

    found = asked(db, "apprenticeships in engineering")
    first = {result.person.id for result in found.results[:6]}
    assert {"sunita-desai", "stephen-oyelaran"} <= first
    assert all(result.reasons for result in found.results)
    assert {"simon-peel", "karen-ellison"} & {result.person.id for result in found.results}
    assert asked(db, "heat pumps").note.startswith("Nobody is named for Heat pumps and retrofit")
    assert asked(db, "Liz").by_name or asked(db, "Liz").results

    page = people.profile(db, OPERATOR, "callum-reid", NOW)
    assert any(claim.skill.name == "Benefits and moving into work" for claim in page.claims)

    before = schema.checksum(db)
    again = demonstration.load(db, OPERATOR)
    assert not again.first
    assert [one.kind for one in again.reports if one.added or one.changed] == []
    assert schema.checksum(db) == before


def test_it_keeps_out_of_another_organisation(db: Database) -> None:
    people.load_people(db, OPERATOR, [people_of_another()], None)
    with pytest.raises(Conflict, match="organisation already"):
        demonstration.load(db, OPERATOR)


def people_of_another() -> people.Person:
    return people.Person("somebody-else", "Somebody Else")
