"""The ESCO download (v1.1.1, CSV, as the ZIP file comes): skills, groups and their links."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.records import Skill, SkillStatus
from importers.read import LARGEST_CELL, open_file
from importers.report import Tally
from importers.workbook import open_zip
from tagging.errors import ImportFailed, Invalid
from tagging.identity import skill_id
from tagging.skills_loading import LONGEST_DEFINITION, other_labels, tidy_label

_SKILLS = re.compile(r"(.*/)?skills_[a-z]{2}\.csv")
_GROUPS = re.compile(r"(.*/)?skillGroups_[a-z]{2}\.csv")
_BROADER = re.compile(r"(.*/)?broaderRelationsSkillPillar(_[a-z]{2})?\.csv")
_RELATED = re.compile(r"(.*/)?skillSkillRelations(_[a-z]{2})?\.csv")

Line = dict[str, str]


def is_esco(path: Path) -> bool:
    """Say whether a file is a ZIP that holds ESCO's skills. A damaged ZIP raises later."""
    with open_file(path) as file:
        if file.read(2) != b"PK":
            return False
        file.seek(0)
        with open_zip(file, path.name) as archive:
            names = archive.namelist()
    if any(_SKILLS.fullmatch(name) for name in names):
        return True
    if "[Content_Types].xml" in names:
        return False
    raise ImportFailed(
        f"{path.name} is a ZIP file without ESCO's skills_en.csv. Unpack it and import the table "
        "that is in it, or download ESCO again with 'skills' and 'CSV' chosen."
    )


def read_esco(path: Path, tally: Tally) -> list[Skill]:
    """Return ESCO's skill groups and skills, groups first, linked to broader and related ones."""
    with open_file(path) as file, open_zip(file, path.name) as archive:
        broader = _links(archive, _BROADER, "conceptUri", "broaderUri")
        related = _links(archive, _RELATED, "originalSkillUri", "relatedSkillUri")
        skills: dict[str, Skill] = {}
        counts = []
        for pattern in (_GROUPS, _SKILLS):
            before = len(skills)
            for number, line in lines(archive, pattern):
                skill = _skill(tally, number, line, broader, related)
                if skill:
                    skills[skill.id] = skill
            counts.append(len(skills) - before)
    tally.notes.append(f"The ESCO download: {counts[1]:,} skills and {counts[0]:,} skill groups.")
    return list(skills.values())


def _skill(
    tally: Tally,
    number: int,
    line: Line,
    broader: dict[str, tuple[str, ...]],
    related: dict[str, tuple[str, ...]],
) -> Skill | None:
    uri = (line.get("conceptUri") or "").strip()
    try:
        label, others = _labels(uri, line)
    except Invalid as error:
        reason, _, mend = error.message.partition(". ")
        tally.reject(number, "preferredLabel", uri, reason, mend)
        return None
    own_id = skill_id(uri)
    definition = (line.get("definition") or line.get("description") or "").strip()
    return Skill(
        id=own_id,
        label=label,
        alternative_labels=others,
        definition=definition[:LONGEST_DEFINITION],
        status=SkillStatus.RETIRED if line.get("status") == "obsolete" else SkillStatus.FORMAL,
        matches=(uri,),
        broader=tuple(link for link in broader.get(own_id, ()) if link != own_id),
        related=tuple(link for link in related.get(own_id, ()) if link != own_id),
    )


def _labels(uri: str, line: Line) -> tuple[str, tuple[str, ...]]:
    if not uri:
        raise Invalid("The row has no conceptUri. Download the file again.")
    label = tidy_label(line.get("preferredLabel") or "")
    alternatives = f"{line.get('altLabels') or ''}\n{line.get('hiddenLabels') or ''}"
    return label, other_labels(label, alternatives.split("\n"))


def _links(
    archive: zipfile.ZipFile, pattern: re.Pattern[str], source: str, target: str
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for _, line in lines(archive, pattern):
        one, other = line.get(source), line.get(target)
        if one and other:
            found.setdefault(skill_id(one), []).append(skill_id(other))
    return {own_id: tuple(dict.fromkeys(links)) for own_id, links in found.items()}


def lines(archive: zipfile.ZipFile, pattern: re.Pattern[str]) -> Iterator[tuple[int, Line]]:
    """Yield the rows of the one file of this name with their numbers; nothing if it is not there.

    Rows go by as a stream, so that no file is held in memory as a whole.
    """
    name = next((name for name in archive.namelist() if pattern.fullmatch(name)), None)
    if name is None:
        return
    with _reading(name), archive.open(name) as part:
        csv.field_size_limit(LARGEST_CELL)
        text = io.TextIOWrapper(part, "utf-8-sig", newline="")
        yield from enumerate(csv.DictReader(text, restkey="surplus", restval=""), start=2)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise ImportFailed(f"{name} is damaged: {error}. Download the file again.") from error
    except csv.Error as error:
        raise ImportFailed(f"{name} is not the table it should be: {error}.") from error
