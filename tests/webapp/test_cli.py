"""The command line itself: quick help, every command there, faults told in words."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from webapp import cli

HEAVY = "flask", "neo4j", "networkx", "numpy", "openpyxl", "rapidfuzz"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_listed_command_is_there(name: str) -> None:
    answer = CliRunner().invoke(cli.group, [name, "--help"])
    assert answer.exit_code == 0
    assert answer.output.startswith(f"Usage: signpost {name}")


def test_help_names_every_command_and_loads_no_heavy_part() -> None:
    script = (
        "import sys; from webapp.cli import main\n"
        "try: main()\n"
        f"finally: print('loaded:', *sorted(set(sys.modules) & set({HEAVY})))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True
    )
    assert not [name for name in cli.COMMANDS if f"  {name} " not in answer.stdout]
    assert answer.stdout.rstrip().endswith("loaded:")


def test_an_unknown_command_is_refused_in_words() -> None:
    answer = CliRunner().invoke(cli.group, ["fnd"])
    assert answer.exit_code == 2
    assert "No such command 'fnd'" in answer.output
