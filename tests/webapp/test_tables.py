"""Tables as CSV: what is written is read again, and nothing in it is a formula."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from webapp.tables import as_csv

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.lists(text, min_size=2, max_size=2), max_size=4))
def test_nothing_in_a_table_is_run(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(as_csv(["a", "b"], rows), newline="")))[1:]
    for written, again in zip(rows, read, strict=True):
        for cell, back in zip(written, again, strict=True):
            assert back in {cell, f"'{cell}"}
            assert not back.lstrip().startswith(("=", "+", "-", "@"))
            assert not back.startswith(("\t", "\r"))


def test_figures_stay_figures() -> None:
    assert as_csv(["n"], [[-3], ["-3"]]) == "n\r\n-3\r\n'-3\r\n"
