"""How memory is shared out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.own_neo4j import memory
from graph.own_neo4j.errors import OwnNeo4jError
from graph.own_neo4j.memory import LEAST, Memory


@given(st.integers(min_value=1, max_value=4_000_000))
def test_the_shares_stay_within_their_bounds(total: int) -> None:
    wanted = memory.for_machine(total)
    assert 512 <= wanted.heap <= 4096
    assert 128 <= wanted.page_cache <= 8192


@given(st.integers(min_value=0, max_value=20_000), st.integers(min_value=1, max_value=400_000))
def test_neo4j_never_gets_more_than_is_free(free: int, total: int) -> None:
    wanted = memory.for_machine(total)
    if free < LEAST.total:
        with pytest.raises(OwnNeo4jError, match=f"this machine has {free} MB"):
            memory.fitting(wanted, free)
    else:
        assert memory.fitting(wanted, free).total <= free


def test_settings_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_NEO4J_HEAP", "700")
    monkeypatch.setenv("SIGNPOST_NEO4J_PAGE_CACHE", "50")
    assert memory.for_machine(64_000) == Memory(700, 50)


@pytest.mark.parametrize("text", ["1g", "0", "-5", "many"])
def test_a_setting_that_is_no_number_of_megabytes_is_told(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_NEO4J_HEAP", text)
    with pytest.raises(OwnNeo4jError, match="Give a number of megabytes"):
        memory.for_machine(8000)


def test_this_machine_has_memory() -> None:
    assert 0 < memory.available_megabytes() <= memory.machine_megabytes()
