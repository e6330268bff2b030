"""What is proposed about a labour-market document, and on which words."""

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.records import AUDIENCES, GEOGRAPHIES, INTERPRETATIONS, LMI_TYPES, USES
from tagging import lmi
from tagging.lmi.cues import Cues, Reading, singular
from tagging.lmi.evidence import certainty
from tagging.text.splitting import Span
from tests.conftest import shared_data

DOCUMENTS = Path(__file__).parents[2] / "importers" / "demonstration" / "documents"
CARE = """Care assistants on the coast earned £12.50 an hour in care homes.
Senior carers earn £1 more.
Pay rises with experience. Promotion to team leader takes a year. Home care firms pay for travel.
Source: Survey of 14 care employers, July 2026. Published 10 August 2026.
Licensed under the Open Government Licence v3.0."""
KEYS = {
    "lmi_types": LMI_TYPES,
    "interpretation": INTERPRETATIONS,
    "geography": GEOGRAPHIES,
    "audience": AUDIENCES,
    "use": USES,
    "official": {"yes", "no"},
}
HOSTILE = ["aaaa ", "1-1-1-", ".", "\n", "£", "source: ", "we took ", "published ", "© 2020", "A "]


def values(field: str, text: str, title: str = "", places: tuple[str, ...] = ()) -> list[str]:
    return [one.value for one in lmi.propose(text, title, places=places) if one.field == field]


def demonstration(name: str) -> tuple[str, str]:
    _, head, body = (DOCUMENTS / f"{name}.md").read_text(encoding="utf-8").split("---", 2)
    return next(line[7:] for line in head.splitlines() if line.startswith("title: ")), body


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (
            "trends",
            "Employment is projected to grow. The outlook: the trend has doubled since 2010.",
        ),
        ("structure", "The largest employers employ about 900 people; small firms employ some."),
        ("entry", "How to become a nurse: entry requirements are GCSEs and an apprenticeship."),
        ("demand", "There is a shortage of welders: demand for them is high, posts stay unfilled."),
        ("variation", "The local labour market differs from the national average. Regional gaps."),
        ("equality", "Women are under-represented; the gender pay gap is wide. Equality matters."),
        ("progression", "Median pay is £30,000 a year. Earnings rise on promotion to supervisor."),
        ("recruitment", "How employers recruit: word of mouth, an interview, a selection test."),
        ("vacancies", "There were 260 vacancies last week. Online adverts counted 300 vacancies."),
        ("skills", "Skills in demand: skill needs are digital skills, teamwork, communication."),
    ],
)
def test_each_type_is_known_by_its_words(type_: str, text: str) -> None:
    assert type_ in values("lmi_types", text)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("apprentices-after-completion", "lmi_types", "progression"),
        ("vacancy-data-limits", "lmi_types", "vacancies"),
        ("nursing-routes", "lmi_types", "entry"),
        ("job-outlook-2030", "lmi_types", "trends"),
        ("peatland-and-nature-jobs", "interpretation", "intelligence"),
        ("farming-work", "sic", "01"),
        ("hotels-and-holiday-parks", "sic", "55"),
        ("inshore-fishing", "sic", "03"),
        ("teaching-assistants-to-teachers", "sic", "85"),
        ("shipyard-trades", "sic", "30"),
        ("nursing-routes", "soc", "223"),
        ("shipyard-trades", "soc", "521"),
        ("building-trades-adults", "audience", "adults"),
        ("young-people-first-jobs", "audience", "young people"),
        ("graduates-who-stay", "audience", "higher education"),
        ("digital-jobs-selchester", "region", "Selchester"),
        ("digital-jobs-selchester", "geography", "local"),
        ("reading-small-numbers", "use", "mediated"),
        ("apprentices-after-completion", "official", "no"),
    ],
)
def test_the_demonstrations_documents_say_what_they_are(name: str, field: str, value: str) -> None:
    title, body = demonstration(name)
    assert value in values(field, body, title, ("Selchester", "Port Carrow", "Carrshire"))


def test_source_date_licence_and_method_are_read_off() -> None:
    found = {one.field: one.value for one in lmi.propose(CARE, "Care work")}
    assert found["source"].startswith("Survey of 14 care employers")
    assert found["published"] == "2026-08-10"
    assert found["licence"] == "Open Government Licence v3.0"
    assert "Survey of 14 care employers" in found["method"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Published: 2026-03-16", "2026-03-16"),
        ("Last updated on 3 May 2025", "2025-05-03"),
        ("Last Modified: Thursday, August 28, 2025", "2025-08-28"),
        ("Published in June 2024", "2024-06-01"),
        ("Date: 31/12/2024", "2024-12-31"),
    ],
)
def test_dates_are_read_as_people_write_them(words: str, day: str) -> None:
    assert values("published", f"Care work. {words}. More care.") == [day]


def test_an_impossible_date_is_no_date() -> None:
    assert values("published", "Published 31/31/2024 and 2024-13-45") == []


def test_official_figures_are_told_from_our_own() -> None:
    assert values("official", "Figures from the Office for National Statistics (ONS).") == ["yes"]
    assert values("official", "We rang 20 firms, and we asked them about pay.") == ["no"]


def test_rows_of_figures_are_information() -> None:
    rows = "\n".join(f"| Trade {n} | {n}00 | £{n}1,200 | {n}.5% |" for n in range(1, 12))
    assert values("interpretation", rows) == ["information"]


def test_a_town_is_told_from_a_word() -> None:
    assert values("region", "Reading is fun, and deal with care. Bath time. York, York, York.") == [
        "York"
    ]


def test_a_places_name_says_nothing_about_a_sector() -> None:
    text = "The bus to Port Carrow is late. Port Carrow has two stops. Port Carrow at night."
    assert "52" in values("sic", text)
    assert values("sic", text, places=("Port Carrow",)) == []


def test_text_for_clients_is_told_from_text_for_advisers() -> None:
    direct = "You can apply now. If you like numbers, you will enjoy your course. Your choices."
    mediated = "Ask the client about travel. Advisers: treat it with care in a guidance interview."
    assert values("use", direct) == ["direct"]
    assert values("use", mediated) == ["mediated"]


def test_one_cue_is_never_near_certain() -> None:
    one = lmi.propose("There is a vacancy here.", "")
    assert all(found.probability < 0.6 for found in one)
    assert certainty(2.0) < 0.5 < certainty(5.0) < certainty(1000.0) <= 0.95


def test_codes_are_those_of_the_classifications() -> None:
    sic, soc = lmi.sectors.names(), lmi.occupations.names()
    assert len([code for code in sic if code.isalpha()]) == 21
    assert len([code for code in sic if code.isdigit()]) == 88
    assert len([code for code in soc if len(code) == 2]) == 26
    assert len([code for code in soc if len(code) == 3]) > 100
    assert all(code[:-1] in soc for code in soc if len(code) == 3)


@given(st.text(), st.text(max_size=50))
@example("*", "")
def test_any_text_is_read(text: str, title: str) -> None:
    for one in lmi.propose(text, title, places=("", "Selchester", text[:9])):
        assert one.field in lmi.FIELDS
        assert 0 < one.probability <= 0.95
        assert 0 <= one.start <= one.end <= len(text)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.md")), ids=lambda path: path.stem)
def test_every_proposal_shows_its_sentence(path: Path) -> None:
    title, body = demonstration(path.stem)
    for one in lmi.propose(body, title):
        assert one.value in KEYS.get(one.field, {one.value})
        words = " ".join(body[one.start : one.end].split())
        assert words in one.sentence or one.sentence in words
        assert one.sentence in " ".join(body.split()) or one.sentence == title


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    began = process_time()
    lmi.propose((piece * 200_000)[:200_000], "")
    assert process_time() - began < 8


def test_long_documents_are_read_quickly() -> None:
    lines = shared_data("data", "lmi_ooh", "documents.jsonl").read_text(encoding="utf-8")
    texts = [json.loads(line)["text"] for line in lines.splitlines()[:10]]
    lmi.propose("", "")
    began = process_time()
    for text in texts:
        lmi.propose(text, "")
    assert (process_time() - began) / len(texts) < 0.15


def test_cues_know_plurals_wild_ends_and_capitals() -> None:
    cues = Cues({"a": ["care home", "skill* gap", "IT"], "b": ["!nurse"]})
    text = "Care homes and skills gaps in IT; it is a nurse's work."
    hits = list(cues.find(Reading(text, [Span(0, len(text))])))
    assert [text[hit.start : hit.end] for hit in hits] == [
        "Care homes",
        "skills gaps",
        "IT",
        "nurse's",
    ]
    assert [hit.weight for hit in hits] == [1.0, 1.0, 1.0, 2.0]
    assert [singular(word) for word in ("vacancies", "churches", "bus", "press", "gas")] == [
        "vacancy",
        "church",
        "bus",
        "press",
        "gas",
    ]
