"""One occupation of the ESCO download (ZIP, CSV), with the skills that it needs."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from graph.records import Asked, Occupation
from importers.esco import lines
from importers.occupations.mapping import Esco
from importers.occupations.nearest import Titles
from importers.read import open_file
from importers.report import Progress, quiet
from importers.workbook import open_zip
from tagging.errors import ImportFailed
from tagging.identity import derived_id

_OCCUPATIONS = re.compile(r"(.*/)?occupations_[a-z]{2}\.csv")
_NEEDS = re.compile(r"(.*/)?occupationSkillRelations(_[a-z]{2})?\.csv")
_SKILLS = re.compile(r"(.*/)?skills_[a-z]{2}\.csv")
_VERSION = re.compile(r"v?(\d+\.\d+(?:\.\d+)?)")
_STEPS = 3


def read_occupation(
    path: Path, wanted: str, mapping: Esco, version: str = "", progress: Progress = quiet
) -> Occupation:
    """Return the occupation of this label, alternative label or address, with what it needs.

    `version` is told by the file's name where it is not given. Raises `ImportFailed` where the
    file is not the download or has no such occupation: it names the nearest ones.
    """
    with open_file(path) as file, open_zip(file, path.name) as archive:
        progress("Looking for the occupation", 0, _STEPS)
        found = _occupation(archive, wanted, path.name)
        progress("Reading what it needs", 1, _STEPS)
        needs = _needs(archive, found["conceptUri"], mapping, path.name)
        progress("Reading the names of skills", 2, _STEPS)
        asks = tuple(_asked(archive, needs, mapping, path.name))
        progress("Reading the names of skills", _STEPS, _STEPS)
    named = _VERSION.search(path.stem)
    return Occupation(
        id=derived_id("occupation", "ESCO", found["conceptUri"]),
        name=found["preferredLabel"].strip(),
        scheme="ESCO",
        code=(found.get("code") or "").strip(),
        uri=found["conceptUri"],
        version=version or (named[1] if named else ""),
        description=(found.get("description") or found.get("definition") or "").strip()[:2000],
        asks=asks,
    )


def _occupation(archive: zipfile.ZipFile, wanted: str, name: str) -> dict[str, str]:
    titles = Titles(wanted)
    _need(archive, _OCCUPATIONS, name, "occupations")
    for _, line in lines(archive, _OCCUPATIONS):
        label, uri = line.get("preferredLabel") or "", (line.get("conceptUri") or "").strip()
        if uri == wanted.strip():
            return line | {"conceptUri": uri}
        if label and uri and (line.get("status") or "released") != "obsolete":
            others = f"{line.get('altLabels') or ''}\n{line.get('hiddenLabels') or ''}"
            kept = {key: line.get(key) or "" for key in ("preferredLabel", "description", "code")}
            titles.add(label, others.split("\n"), kept | {"conceptUri": uri})
    return titles.found(name)


def _needs(
    archive: zipfile.ZipFile, occupation: str, mapping: Esco, name: str
) -> dict[str, tuple[str, str]]:
    """Return relation and type of each skill that the occupation needs, by the skill's address."""
    _need(archive, _NEEDS, name, "occupations and skills")
    found: dict[str, tuple[str, str]] = {}
    for _, line in lines(archive, _NEEDS):
        if (line.get("occupationUri") or "").strip() == occupation:
            relation = line.get("relationType") or "optional"
            if relation == "essential" or mapping.optional:
                found[(line.get("skillUri") or "").strip()] = (
                    relation,
                    line.get("skillType") or "",
                )
    return found


def _asked(
    archive: zipfile.ZipFile, needs: dict[str, tuple[str, str]], mapping: Esco, name: str
) -> Iterator[Asked]:
    _need(archive, _SKILLS, name, "skills")
    for _, line in lines(archive, _SKILLS):
        uri = (line.get("conceptUri") or "").strip()
        label = " ".join((line.get("preferredLabel") or "").split())
        if uri in needs and label:
            relation, kind = needs[uri]
            level, importance = mapping.of(relation)
            what = "knowledge" if kind == "knowledge" else "skill"
            yield Asked(
                id=derived_id("asked", "ESCO", uri),
                label=label,
                kind=f"{relation} {what}",
                level=level,
                importance=importance,
                uri=uri,
            )


def _need(archive: zipfile.ZipFile, part: re.Pattern[str], name: str, what: str) -> None:
    if not any(part.fullmatch(one) for one in archive.namelist()):
        raise ImportFailed(
            f"{name} holds no file of {what}. Download ESCO again with occupations, skills and "
            "'CSV' chosen, and give the ZIP file as it comes."
        )
