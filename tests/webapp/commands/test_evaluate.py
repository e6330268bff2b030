"""`signpost evaluate tags` on a small set of judged texts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.commands.evaluate import tags

LABELS = [
    {"label": "care planning", "uri": "care", "alt_labels": ["plan care"]},
    {"label": "operate forklift", "uri": "lift", "alt_labels": []},
    {"label": "teach mathematics", "uri": "maths", "alt_labels": ["mathematics teaching"]},
]
TEXTS = [
    {"id": "1", "split": "a-test", "text": "You lead care planning.", "gold": ["care planning"]},
    {"id": "2", "split": "a-test", "text": "We meet on Monday.", "gold": []},
    {"id": "3", "split": "b-test", "text": "Operating a forklift.", "gold": ["operate forklift"]},
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIGNPOST_DATA_FOLDER", str(tmp_path / "var"))
    for name, rows in (("texts", TEXTS), ("labels", LABELS)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path


def test_every_way_is_measured_on_every_split(folder: Path) -> None:
    result = CliRunner().invoke(tags, [str(folder), "--without-meaning", "--json"])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    ways = {(one["split"], one["way"]) for one in said["results"]}
    assert {("a-test", "Signpost"), ("b-test", "BM25, all labels")} <= ways
    best = [one for one in said["results"] if one["way"] == "Signpost"]
    assert all(one["measures"]["RP@5"]["mean"] == 1 for one in best)
    assert said["without"]["Signpost"]
    assert said["texts_per_second"]["Signpost"] > 0


def test_one_split_as_tables(folder: Path) -> None:
    result = CliRunner().invoke(tags, [str(folder), "--without-meaning", "--split", "a-test"])
    assert result.exit_code == 0, result.output
    assert "a-test: 1 texts" in result.stdout
    assert "b-test" not in result.stdout
    assert "expected calibration error" in result.stdout


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("texts.jsonl", None, "has no texts.jsonl"),
        ("labels.jsonl", "{not json", "line 1 is no JSON"),
        ("texts.jsonl", '{"id": "1", "text": 5, "gold": []}', "“text” must be a text"),
        ("texts.jsonl", '{"id": "1", "text": "a", "gold": "b"}', "“gold” must be a list"),
    ],
)
def test_a_wrong_folder_is_told(folder: Path, file: str, text: str | None, said: str) -> None:
    if text is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(text)
    result = CliRunner().invoke(tags, [str(folder)])
    assert result.exit_code == 1
    assert said in result.exception.message


def test_an_unknown_split_is_told(folder: Path) -> None:
    result = CliRunner().invoke(tags, [str(folder), "--split", "c"])
    assert "There are: a-test, b-test" in result.exception.message
