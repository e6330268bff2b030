"""The PDF of a pack: on A4, tagged, fast, and unharmed by whatever people wrote."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from graph.records import Document, Person, Ref
from tagging.documents.words import Currency
from tagging.pack_documents import PackDocument, Reach
from tagging.packs import Pack, PackQuery
from tagging.reach import Channel
from tagging.reach import Reach as Ways
from tagging.reasons import Reason, ReasonKind
from tagging.results import Result
from tests.conftest import shared_data
from webapp import pdf

A4 = (595, 842)
CARE = PackDocument(
    Document("care", "Care work", "Words.", authors=(Ref("ben", "Ben Okoro"),), source="A survey"),
    Reach.LOCAL,
    "Thrushby",
    Currency.CURRENT,
    "Forty vacancies.",
    own_words=True,
    figures=("Care homes had 40 vacancies.",),
)
BEN = Ref("ben", "Ben Okoro")
ASK = Result(
    Person("ben", "Ben Okoro", job_title="Adviser", phone="01632 960141"),
    1.0,
    (),
    (Reason("Ana says so.", ReasonKind.STATEMENTS),),
    "",
    (),
    Ways((Channel("phone", "Phone", "01632 960141", "tel:01632960141", True, BEN),)),
)
HARD = replace(CARE, document=replace(CARE.document, id="hard", title="Hard statistics"))
PACK = Pack(
    PackQuery("care", "Thrushby", note="Start here.\nThen ring."),
    "Care in Thrushby",
    date(2026, 11, 24),
    sheet=(CARE,),
    mediated=(HARD,),
    people=(ASK,),
)


def read(made: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(made))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_client_s_sheet_has_what_a_client_needs_on_a4() -> None:
    started = time.perf_counter()
    made = pdf.as_pdf(PACK, for_adviser=False, organisation="Waypoint")
    assert time.perf_counter() - started < 2
    reader, words = read(made)
    for said in (
        "Care in Thrushby", "Waypoint", "Start here. Then ring.", "Care homes had 40 vacancies.",
        "Forty vacancies.", "Ben Okoro", "Care work. Ben Okoro. A survey.", "24 November 2026",
        "Page 1 of 1",
    ):  # fmt: skip
        assert said in words
    for kept_back in ("Hard statistics", "01632", "Ana says so"):
        assert kept_back not in words
    assert [tuple(map(round, page.mediabox[2:])) for page in reader.pages] == [A4]
    assert reader.metadata
    assert reader.metadata.title == "Care in Thrushby"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]


def test_the_adviser_s_has_all_of_it() -> None:
    _, words = read(pdf.as_pdf(PACK, for_adviser=True))
    for said in ("Hard statistics", "For the adviser to explain", "Phone 01632 960141"):
        assert said in words


def test_naughty_strings_are_printed_as_they_are() -> None:
    strings: list[str] = json.loads(shared_data("data", "hostile", "blns.json").read_text("utf-8"))
    for start in range(0, len(strings), 60):
        some = [
            replace(
                CARE,
                document=replace(CARE.document, id=str(number), title=text, source=text),
                summary=text,
                where=text,
                figures=(text,),
            )
            for number, text in enumerate(strings[start : start + 60])
        ]
        named = replace(ASK, person=replace(ASK.person, name=strings[start]))
        made = replace(
            PACK,
            query=replace(PACK.query, note=strings[start]),
            title=strings[start],
            sheet=tuple(some),
            people=(named,),
        )
        assert read(pdf.as_pdf(made, for_adviser=True, organisation=strings[start]))[0].pages


@pytest.mark.parametrize(
    "text",
    ['#panic("x")', '#read("/etc/passwd")', "*bold* $x$ `raw` <label> @cite = head", "\\ #import"],
)
def test_markup_of_the_typesetter_s_is_only_words(text: str) -> None:
    _, words = read(pdf.as_pdf(replace(PACK, title=text), for_adviser=False))
    assert " ".join(text.split()) in words


@pytest.mark.parametrize("text", ["x" * 100_000, "\ud800\x00\x1b[2J", "a\u202eb", "🙂漢字 ሀ" * 50])
def test_odd_letters_and_endless_words_do_no_harm(text: str) -> None:
    made = pdf.as_pdf(replace(PACK, sheet=(replace(CARE, summary=text),)), for_adviser=False)
    assert len(read(made)[0].pages) < 5


def test_names_of_files_are_plain() -> None:
    assert pdf.file_name(PACK, for_adviser=False) == "care-in-thrushby.pdf"
    odd = replace(PACK, title='"; ../\r\n漢字')
    assert pdf.file_name(odd, for_adviser=True) == "pack-adviser.pdf"


def test_the_typesetter_is_loaded_when_it_is_needed() -> None:
    code = "import sys, webapp.views, webapp.pdf; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
