"""Documents of every kind into text, and what becomes of those written to harm."""

import http.server
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.parsing import Parsed, parse, process
from importers.parsing.bylines import names, of
from importers.parsing.limits import Limits
from importers.parsing.paragraphs import of_pages
from tagging.errors import WHY_UNREADABLE, Unreadable
from tests.conftest import shared_data
from tests.importers import hostile_files as files

MOST_GROWTH_KILOBYTES = 100_000


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, bytes], Parsed]:
    """Write a file and parse it."""

    def written(name: str, content: bytes) -> Parsed:
        path = tmp_path / name
        path.write_bytes(content)
        return parse(path)

    return written


Read = Callable[[str, bytes], Parsed]


def state_of(path: Path) -> str:
    try:
        return "read" if parse(path).text.strip() else "read as nothing"
    except Unreadable as refused:
        return refused.why


@pytest.mark.parametrize("name", files.HARMFUL)
def test_what_would_harm_is_refused_in_words(name: str, read: Read) -> None:
    make, why = files.HARMFUL[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    content = make()
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable) as refused:
        read(name, content)
    assert refused.value.why in why
    assert refused.value.reason
    assert refused.value.mend
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(before, made)
    assert grown < MOST_GROWTH_KILOBYTES


def test_every_odd_pdf_of_others_ends_in_a_clear_state() -> None:
    paths = sorted(shared_data("data", "hostile", "pdf").glob("*.pdf"))
    assert paths
    with ThreadPoolExecutor(2) as pool:
        states = dict(zip((path.stem for path in paths), pool.map(state_of, paths), strict=True))
    assert set(states.values()) <= {"read", *WHY_UNREADABLE}
    assert states["hello_world"] == "read"
    assert states["encryption_openpassword"] == "encrypted"
    assert states["encryption_nocopy"] == "read"
    assert states["T04_010_trailer-no-closing-brackets"] == "broken"


def test_a_word_file_shows_no_other_file(read: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(Unreadable, match="entities"):
            read("letter.docx", files.word_with_entity(secret, encoding))


def test_a_web_page_of_nested_elements_is_read_as_words(read: Read) -> None:
    assert read("deep.html", files.nested_page(200_000)).text == files.TEXT.strip()


def test_a_web_page_fetches_nothing(read: Read) -> None:
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        page = files.page(
            f"<p>{files.TEXT * 5}</p><img src='{address}/a'><iframe src='{address}/b'></iframe>",
            f"<link rel=stylesheet href='{address}/c'><base href='{address}/'>",
        )
        try:
            assert files.TEXT.strip() in read("page.html", page).text
        finally:
            server.shutdown()  # else its thread goes round and round for the rest of the tests
    assert not asked


LIMITED = """
import sys
from importers.parsing import limits
limits.hold(limits.Limits(300_000_000, 1, 9.0, 1000))
{what}
"""
TRIES = {
    "bytearray(400_000_000)": "MemoryError",
    "__import__('socket').create_connection(('127.0.0.1', 9))": "PermissionError",
    "__import__('subprocess').run(['true'])": "PermissionError",
    "open('made.txt', 'w')": "PermissionError",
    "__import__('os').remove('made.txt')": "PermissionError",
}


@pytest.mark.parametrize("what", TRIES)
def test_the_reading_process_may_do_nothing_else(what: str, tmp_path: Path) -> None:
    ended = limited(what, tmp_path)
    assert TRIES[what] in ended.stderr
    assert not list(tmp_path.iterdir())


def test_the_reading_process_has_little_time(tmp_path: Path) -> None:
    assert limited("while True: pass", tmp_path).returncode < 0


def limited(what: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-c", LIMITED.format(what=what)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_what_takes_too_long_is_given_up(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.limits, "DOCUMENT", Limits(10**9, 60, 0.01, 1000))
    with pytest.raises(Unreadable) as refused:
        read("long.pdf", files.long_pdf(5))
    assert refused.value.why == "too slow"


def test_a_long_pdf_is_read_whole(read: Read) -> None:
    parsed = read("long.pdf", files.long_pdf())
    assert parsed.pages == 200
    assert parsed.text.count("estuary") >= 200 * 24
    assert "Page 199" in parsed.text


def test_a_pdf_says_who_wrote_it(read: Read) -> None:
    page = files.lines(
        "By Nora Quill, nora@way.example",
        "The appren-",
        "ticeship levy helps self-",
        "employed people, and the self-employed al-",
        "ready here.",
    )
    info = "/Title (Jobs by the sea) /Author (Bell, Omar) /CreationDate (D:20260301120000Z)"
    parsed = read("jobs.pdf", files.pdf([page], info=info))
    assert parsed.title == "Jobs by the sea"
    assert parsed.authors == ("Omar Bell", "Nora Quill")
    assert parsed.emails == ("nora@way.example",)
    assert parsed.published == date(2026, 3, 1)
    assert "apprenticeship levy helps self-employed people" in parsed.text
    assert "already here." in parsed.text


def test_a_word_file_becomes_markdown(read: Read) -> None:
    content = files.word(
        ("Title", "Jobs"),
        ("Heading 2", "Where"),
        ("Normal", files.TEXT),
        ("List Bullet", "Drydock"),
        ("List Number", "Others"),
        author="Nora Quill; Omar Bell",
        title="Jobs on farms",
    )
    # The kind is told by what is in it, not by its name.
    parsed = read("jobs.pdf", content)
    assert parsed.text == (
        f"# Jobs\n\n## Where\n\n{files.TEXT.strip()}\n\n- Drydock\n- Others\n\n"
        "| Yard | Apprentices |\n| --- | --- |\n| Drydock | 80 |"
    )
    assert (parsed.title, parsed.authors) == ("Jobs on farms", ("Nora Quill", "Omar Bell"))


def test_a_web_page_is_read_without_its_navigation(read: Read) -> None:
    head = (
        "<title>Care | Way</title><meta name=author content='Nora Quill'>"
        "<meta property='article:published_time' content='2026-03-01'>"
    )
    body = (
        "<nav><a href=/>Home</a> <a href=/jobs>All jobs</a></nav>"
        f"<article><h1>Care jobs</h1><p>{files.TEXT * 4}</p><h2>Pay</h2><p>{files.TEXT * 3}</p>"
        "<table><tr><th>Home</th><th>Jobs</th></tr><tr><td>Quay</td><td>12</td></tr></table>"
        "</article><footer>Cookies policy</footer>"
    )
    parsed = read("care.html", files.page(body, head))
    assert parsed.text.startswith("# Care jobs\n\nYards")
    assert "## Pay" in parsed.text
    assert "| Quay | 12 |" in parsed.text
    assert "All jobs" not in parsed.text
    assert "Cookies" not in parsed.text
    assert (parsed.title, parsed.authors) == ("Care jobs", ("Nora Quill",))
    assert parsed.published == date(2026, 3, 1)


def test_text_is_read_in_any_usual_encoding(read: Read) -> None:
    for encoding in ("utf-8", "utf-16", "utf-16-le", "cp1252"):
        assert read("pay.txt", "Pay rises – €9".encode(encoding)).text == "Pay rises – €9"
    page = "<meta charset=iso-8859-2><p>Zażółć gęślą jaźń".encode("iso-8859-2")
    assert "Zażółć" in read("page.htm", page).text


def test_front_matter_is_taken_off(read: Read) -> None:
    parsed = read("a.md", b"---\ntitle: Farms\nauthors: Nora Quill; o@way.example\n---\n# Few\nx")
    assert (parsed.title, parsed.text) == ("Farms", "# Few\nx")
    assert (parsed.authors, parsed.emails) == (("Nora Quill",), ("o@way.example",))
    assert parsed.fields["title"] == "Farms"


def test_bylines_name_people_only() -> None:
    text = (
        "# Pay\nBy Nora Quill and Dr Omar Bell <omar@way.example>\n\nBy the end of May, pay rose."
    )
    assert of(text) == (("Nora Quill", "Dr Omar Bell"), ("omar@way.example",))
    assert of("Contact: office@way.example\nby bus or train") == ((), ())
    assert names("Microsoft Office User") == ()
    assert names("Quill, Nora") == ("Nora Quill",)
    assert names("Nora Quill, Omar Bell") == ("Nora Quill", "Omar Bell")


def test_larger_letters_are_headings(read: Read) -> None:
    page = (
        b"BT /F1 20 Tf 22 TL 60 780 Td (The estuary) Tj T* (in 2026) Tj /F1 14 Tf 18 TL T* (Pay) Tj"
        b" /F1 11 Tf 14 TL T* (Pay rose by two per cent in the year to March, and it is) Tj T*"
        b" (likely to go on so for another year, as most of the firms say.) Tj ET"
    )
    parsed = read("pay.pdf", files.pdf([page, page]))
    assert parsed.title == "The estuary in 2026"
    assert parsed.text.startswith("# The estuary in 2026\n\n## Pay\n\nPay rose by two")
    # Where most is large, size says nothing.
    large = files.pdf([b"BT /F1 20 Tf 22 TL 60 780 Td (All of it is large) Tj T* (as well) Tj ET"])
    assert "#" not in read("large.pdf", large).text


def test_lines_become_paragraphs() -> None:
    page = (
        "Jobs by the sea\nThe first paragraph has lines that are about as long as\n"
        "the page is wide, and so they are put together.\nThe second begins after a short line "
        "of the first\nand has\n• one thing\n• another, and a break\n  in its line"
    )
    assert of_pages([page, "that goes on over the page."]).split("\n\n")[0] == "Jobs by the sea"
    assert "- one thing\n- another" in of_pages([page])
    assert of_pages(["quali\ufb01 cation of sta\ufb00 here"]) == "qualification of staff here"


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md"]))
def test_no_bytes_raise_anything_but_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    assert state_of(path) in {"read", *WHY_UNREADABLE}
