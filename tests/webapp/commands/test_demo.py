"""Forgetting the demonstration takes its own data folder and no other."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.commands.demo_run import MARK, clean


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with something in it."""
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "kept").write_text("years of work")
    monkeypatch.setenv("SIGNPOST_DATA_FOLDER", str(folder))
    return folder


def test_the_demonstration_is_forgotten(folder: Path) -> None:
    (folder / MARK).touch()
    result = CliRunner().invoke(clean)
    assert result.exit_code == 0, result.output
    assert not folder.exists()


def test_data_of_an_organisation_is_left_alone(folder: Path) -> None:
    result = CliRunner().invoke(clean)
    assert result.exit_code == 1
    assert "left alone" in result.output
    assert (folder / "kept").read_text() == "years of work"


def test_nothing_to_forget_is_no_mistake(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_DATA_FOLDER", str(folder.parent / "none"))
    assert CliRunner().invoke(clean).exit_code == 0
