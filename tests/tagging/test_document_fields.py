"""What a document says about itself: words people write, codes, and what is refused."""

from datetime import date

import pytest

from graph.records import LMI_TYPES, Document
from tagging.documents.fields import code_words, described, lmi_type, sic_codes, soc_codes
from tagging.errors import Invalid

TODAY = date(2026, 3, 2)
BARE = Document("d", "Title", "Text.")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Pay", "progression"),
        ("Entry routes", "entry"),
        ("Vacancies and demand", "demand"),
        ("vacancies & demand", "demand"),
        ("Skills in demand", "skills"),
        ("Outlook", "trends"),
        ("Destinations", "progression"),
        ("Employers", "structure"),
        ("Working conditions", "progression"),
        ("local and regional variation", "variation"),
        ("Method", None),
        ("", None),
    ],
)
def test_words_that_people_write_mean_a_type(words: str, key: str | None) -> None:
    assert lmi_type(words) == key


def test_every_type_is_meant_by_its_key_and_its_words() -> None:
    for key, words in LMI_TYPES.items():
        assert lmi_type(key) == lmi_type(words.upper()) == key


def test_codes_are_taken_as_typed() -> None:
    assert sic_codes("q, 87;88 q") == ("87", "88", "Q")
    assert soc_codes(["6", "6135, 613"]) == ("6", "613", "6135")
    assert code_words("sic", "Q") == "health and social work"
    assert code_words("sic", "03").startswith("fishing")
    assert code_words("soc", "99999") == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"sic": "V"}, "sic"),
        ({"sic": "00"}, "sic"),
        ({"soc": "0"}, "soc"),
        ({"soc": "61355"}, "soc"),
        ({"lmi_types": ["gossip"]}, "lmi_types"),
        ({"geography": "galaxy"}, "geography"),
        ({"official": "maybe"}, "official"),
        ({"source_date": "2026-13-01"}, "source_date"),
        ({"source_date": date(2026, 3, 3)}, "source_date"),
        ({"region": "x" * 121}, "region"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(typed: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        described(BARE, typed, TODAY)
    assert refused.value.field == field


def test_details_are_tidied() -> None:
    given = {
        "lmi_types": ["skills", "trends", "skills"],
        "region": "  The \x00 dale ",
        "official": "no",
        "source_date": "2026-03-01",
        "method": "Calls.\r\nLetters.",
    }
    document = described(BARE, given, TODAY)
    assert document.lmi_types == ("trends", "skills")
    assert (document.region, document.official) == ("The dale", False)
    assert document.source_date == date(2026, 3, 1)
    assert document.method == "Calls.\nLetters."
