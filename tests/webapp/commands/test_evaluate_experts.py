"""What `signpost evaluate experts` says while it works, where nobody watches a terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tagging.evaluation.expert_topics import NoTopics
from webapp.commands import evaluate_experts


def test_progress_is_told_in_lines_off_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([100.0, 101.0, 111.0, 112.0, 130.0])
    monkeypatch.setattr(evaluate_experts, "monotonic", lambda: next(clock))
    with evaluate_experts.told() as tell:
        for done in (1, 2, 1001, 1002, 2000):
            tell("questions", done, 2000)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "questions: 1 of 2,000",
        "questions: 1,001 of 2,000, about 11 s left",
        "questions: 2,000 of 2,000",
    ]


def test_a_folder_without_people_is_told_before_anything_starts(tmp_path: Path) -> None:
    result = CliRunner().invoke(evaluate_experts.command, [str(tmp_path)])
    assert isinstance(result.exception, NoTopics)
    assert "people.jsonl" in str(result.exception)
