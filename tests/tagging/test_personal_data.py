"""What is flagged as personal data, what is not, and what a client's form refuses."""

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagging.errors import Invalid
from tagging.personal_data import KINDS, flags, refuse_client_data
from tests.conftest import shared_data

FLAGGED = [
    ("Write to jo.roe@example.co.uk today.", "e-mail", "jo.roe@example.co.uk"),
    ("Ring 01632 960 123.", "phone", "01632 960 123"),
    ("Text 07700 900123 after six.", "phone", "07700 900123"),
    ("Call +44 (0)20 7946 0958.", "phone", "+44 (0)20 7946 0958"),
    ("Call 0044 1632 960123.", "phone", "0044 1632 960123"),
    ("Tel (01632) 960123", "phone", "(01632) 960123"),
    ("NI number AB 12 34 56 C", "national insurance", "AB 12 34 56 C"),
    ("nino: ab123456c", "national insurance", "ab123456c"),
    ("DOB: 12/03/1999", "date of birth", "DOB: 12/03/1999"),
    ("She was born on 3rd May 1988 in Leeds.", "date of birth", "born on 3rd May 1988"),
    ("Date of birth 1999-03-12", "date of birth", "Date of birth 1999-03-12"),
    ("12 High Street, Selchester, SE1 2AB", "address", "12 High Street, Selchester, SE1 2AB"),
    ("Flat 2, 7 Mill Lane\nThrushby\nYO99 1ZZ", "address", "Flat 2, 7 Mill Lane Thrushby YO99 1ZZ"),
    ("My client, Fatima, wants care work.", "client", "Fatima"),
    ("The client Jane Roe has two children.", "client", "Jane Roe"),
    ("**Client:** Aisha Khan", "client", "Aisha Khan"),
    ("Client name: Mr J. Smith", "client", "Mr J. Smith"),
    ("Mrs Patel came in on Monday.", "client", "Mrs Patel"),
    ("Anna Nowak was made redundant in May.", "client", "Anna Nowak"),
    ("My client is called bob.", "client", "bob"),
    ("Sarah, 34, wants to work with animals.", "client", "Sarah"),
    ("CURRICULUM VITAE\nJane Roe", "cv", "CURRICULUM VITAE"),
]
INNOCENT = [
    "Level 2: £24,900. Level 3: £29,800 in 2024, 2025 and 2015-2016.",
    "ISBN 978-0-306-40615-7, ISBN 0-306-40615-2, ISBN-10: 0306406152",
    "Growth of 0.123456789012, and 01 2024 5600 jobs",
    "Median pay 2024 $81,680 per year, 1,579,800 jobs, 0800 adverts",
    "BG123456A, GB123456A, TN123456B and DA123456A are never given out.",
    "Client groups: All. Client Services Manager. Customer Service Adviser. Student Union.",
    "My client called yesterday. The customer called about a course. The client is happy.",
    "Carrow Marine wants to hire eight welders. Tatlock Gears would like more women to apply.",
    "Born in the 1990s, people of this age have changed jobs more often.",
    "There are 12 new houses on High Street, and 40 in Mill Lane.",
    "The course runs from 12/03/2026 to 14/05/2026. See page 01632.",
    "Meetings with patients. Consult with the patient Perform tests on samples",
]
HOSTILE = [
    "aaaa ", "1-1-1-", ".", "0", "01 ", "A ", "a@", "a.", "Client ", "client: ", "Mr A", "Aa ",
    "1 Aa ", "1 Aa St\n", "CV", "\n#", "\n ", "born ", "d.o.b", "AB12", "Mr Aa ", "Aa-Aa", "(0",
]  # fmt: skip
TOPICS = [
    "She wants to be a nurse in Selchester, is 34 and has no GCSEs.",
    "Apprenticeships in engineering near Port Carrow, age 16 to 19",
    "What does care work pay, and who hires without a car?",
    "A client over 50 after redundancy from the rolling mill: HGV or bus driving?",
    "Jobs in J2EE and C++ at B&Q; SE14 or M60; BSc in 2026",
]


@pytest.mark.parametrize(("text", "kind", "words"), FLAGGED)
def test_personal_data_is_flagged(text: str, kind: str, words: str) -> None:
    found = [(flag.kind, flag.words) for flag in flags(text)]
    assert (kind, words) in found


@pytest.mark.parametrize("text", INNOCENT)
def test_figures_and_usual_words_are_not(text: str) -> None:
    assert flags(text) == ()


@pytest.mark.parametrize(("text", "kind", "words"), [one for one in FLAGGED if one[1] != "cv"])
def test_a_clients_form_refuses_them_in_words(text: str, kind: str, words: str) -> None:
    with pytest.raises(Invalid, match="Leave out who the client is") as refusal:
        refuse_client_data(text, "question")
    assert refusal.value.field == "question"
    assert KINDS[kind] in refusal.value.message


def test_a_clients_form_refuses_a_postcode_and_a_wish_with_a_name() -> None:
    for text in ("A nurse near LS1 4AB", "John Smith wants to drive lorries"):
        with pytest.raises(Invalid):
            refuse_client_data(text, "question")


@pytest.mark.parametrize("text", TOPICS)
def test_a_question_without_personal_data_passes(text: str) -> None:
    refuse_client_data(text, "question")


@given(st.text())
def test_offsets_point_at_the_words(text: str) -> None:
    for flag in flags(text + " Client: Jo Roe, jo@roe.org, 07700 900123"):
        assert 0 <= flag.start < flag.end
        assert flag.kind in KINDS


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    began = process_time()
    flags(text)
    assert process_time() - began < 2


def test_the_demonstrations_documents_hold_none() -> None:
    folder = Path(__file__).parents[2] / "importers" / "demonstration" / "documents"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    assert [flags(text) for text in texts if flags(text)] == []


def test_occupation_pages_hold_none() -> None:
    lines = shared_data("data", "lmi_ooh", "documents.jsonl").read_text(encoding="utf-8")
    texts = [json.loads(line)["text"] for line in lines.splitlines()[::3]]
    assert [flags(text) for text in texts if flags(text)] == []
