"""docs/importing.md: its examples are imported as they stand, its column names are known."""

import re
from pathlib import Path

from graph import schema
from graph.database import Database
from importers import roles, skills, taggings_columns
from importers.columns import Variants, recognise
from importers.documents import import_documents
from importers.people import import_people
from importers.people_columns import PEOPLE
from importers.roles import import_roles
from importers.skills import import_skills
from importers.taggings import import_taggings
from tagging.permissions import OPERATOR

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_the_examples_are_imported_as_they_stand(db: Database, tmp_path: Path) -> None:
    for section, load in (
        ("Skills", import_skills),
        ("People", import_people),
        ("Taggings", import_taggings),
        ("Roles", import_roles),
        ("Documents", import_documents),
    ):
        blocks = re.findall(r"```(?:csv|markdown)\n(.*?)```", SECTIONS[section], re.DOTALL)
        assert blocks, section
        for block in blocks:
            path = tmp_path / ("example.md" if section == "Documents" else "example.csv")
            path.write_text(block, encoding="utf-8")
            report = load(db, OPERATOR, path)
            assert report.added > 0
            assert report.rejected_rows == 0
    assert schema.checksum(db)


def test_the_column_names_in_the_tables_are_known() -> None:
    wanted: list[tuple[str, Variants]] = [
        ("People", PEOPLE),
        ("Skills", skills.COLUMNS),
        ("Taggings", taggings_columns.COLUMNS),
        ("Roles", roles.COLUMNS),
    ]
    for section, variants in wanted:
        rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", SECTIONS[section], re.MULTILINE)
        for names in rows[1:] if rows and rows[0] == "Column names" else rows:
            for name in re.split(r"[,;]\s*", names):
                known = recognise([name], variants, (), "importing.md").places
                assert known, f"{section}: {name}"
