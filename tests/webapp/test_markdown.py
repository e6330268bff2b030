"""Markdown written by people is shown, and nothing else of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.markdown import to_html


def test_headings_sink_below_the_page_s_own() -> None:
    assert to_html("# Pay\n\nIt *rises*.") == "<h3>Pay</h3>\n<p>It <em>rises</em>.</p>\n"


def test_tables_and_lists_survive() -> None:
    html = to_html("| Job | Pay |\n|---|---|\n| Welder | 30 |\n\n- one\n- two\n")
    assert "<td>Welder</td>" in html
    assert "<li>one</li>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/a.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](<java\nscript:alert(1)>)",
        "<a href='javascript:x' onclick='y'>z</a>",
    ],
)
def test_nothing_active_survives(text: str) -> None:
    html = to_html(text).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="java' not in html
    assert 'href="data' not in html


def test_a_link_does_not_vouch_for_where_it_leads() -> None:
    assert 'rel="noopener noreferrer nofollow"' in to_html("[x](https://example.org)")


@given(st.text(max_size=300))
def test_any_text_gives_balanced_harmless_html(text: str) -> None:
    html = to_html(text)
    assert "<script" not in html.lower()
    assert html.count("<p>") == html.count("</p>")
