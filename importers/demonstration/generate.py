"""Writes the demonstration's CSV files from what is written by hand in `content/`.

The same content, day and seed always give the same bytes. accounts.csv and the documents are
written by hand as they are.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from importers.demonstration.organisation import HERE, Member, Service, read
from importers.demonstration.statements import told_by

_PEOPLE = (
    "id", "name", "kind", "nicknames", "job_title", "email", "phone", "mobile", "chat", "best_way",
    "best_times", "absent_since", "absent_until", "absence_note", "stand_in", "languages", "place",
    "team", "organisation", "roles", "manager", "known_by", "about", "listing_note",
    "approachable", "joined",
)  # fmt: skip
_SKILLS = (
    "id", "label", "alternative_labels", "definition", "status", "broader", "related",
)  # fmt: skip
_TAGGINGS = (
    "tagger", "person", "skill", "kind", "level", "note", "source", "made", "confirmed",
)  # fmt: skip
_ROLES = ("role", "description", "skill", "level", "importance", "team", "headcount")
_WORK = (
    "id", "work", "kind", "until", "team", "description", "skill", "level", "importance", "people",
)  # fmt: skip


def regenerate(folder: Path = HERE, as_of: date | None = None) -> tuple[Path, ...]:
    """Write the CSV files into `folder`, for the day `as_of` (the shipped one by default)."""
    service = read()
    day = as_of or service.settings["as_of"]
    return (
        _write(folder / "people.csv", _PEOPLE, (*_staff(service, day), *_contacts(service))),
        _write(folder / "skills.csv", _SKILLS, _skills(service)),
        _write(folder / "taggings.csv", _TAGGINGS, told_by(service, day)),
        _write(folder / "roles.csv", _ROLES, _roles(service)),
        _write(folder / "work.csv", _WORK, _work(service, day)),
        _write(folder / "searches.csv", ["day", "text"], _searches(service, day)),
    )


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _staff(service: Service, as_of: date) -> Iterator[dict[str, Any]]:
    for number, member in enumerate(service.staff.values()):
        facts = member.facts
        yield {
            "id": member.id,
            "name": member.name,
            "kind": "staff",
            "nicknames": _joined(facts.get("nicknames", ())),
            "job_title": facts["title"],
            "email": _email(service, member),
            "phone": f"01632 960{100 + number}" if facts.get("phone", True) else "",
            "mobile": f"07700 900{100 + number}" if facts.get("mobile") else "",
            "chat": f"@{member.id.replace('-', '.')}" if facts.get("chat", True) else "",
            "best_way": facts["way"],
            "best_times": facts["times"],
            **_absence(member, as_of),
            "languages": _joined(facts.get("languages", ("English",))),
            "place": member.place,
            "team": service.settings["teams"][member.team],
            "organisation": service.settings["name"],
            "roles": _joined(service.roles[role]["name"] for role in facts["roles"]),
            "manager": _manager(service, member),
            "about": facts["about"],
            "approachable": facts.get("asked", ""),
            "joined": member.joined,
        }


def _absence(member: Member, as_of: date) -> dict[str, Any]:
    absent = member.facts.get("absent")
    if not absent:
        return {}
    return {
        "absent_since": as_of + timedelta(days=absent["from"]),
        "absent_until": as_of + timedelta(days=absent["until"]),
        "absence_note": absent["note"],
        "stand_in": member.facts["stand_in"],
    }


def _manager(service: Service, member: Member) -> str:
    leader = service.leader("people" if member.leads else member.team)
    return "" if leader is member else leader.id


def _email(service: Service, member: Member) -> str:
    return f"{member.id.replace('-', '.')}@{service.settings['mail']}"


def _contacts(service: Service) -> Iterator[dict[str, Any]]:
    for number, (key, contact) in enumerate(service.contacts.items()):
        yield {
            "id": key,
            "name": contact["name"],
            "kind": "external",
            "nicknames": _joined(contact.get("nicknames", ())),
            "job_title": contact["title"],
            "email": contact.get("email", ""),
            "phone": f"01632 960{500 + number}" if contact.get("phone") else "",
            "mobile": f"07700 900{500 + number}" if contact.get("mobile") else "",
            "best_way": contact["way"],
            "best_times": contact["times"],
            "languages": _joined(contact.get("languages", ("English",))),
            "place": contact["place"],
            "organisation": contact["organisation"],
            "known_by": _joined(contact["known_by"]),
            "about": contact["about"],
            "listing_note": contact["listing"],
        }


def _skills(service: Service) -> Iterator[dict[str, Any]]:
    def labels(ids: Iterable[str]) -> str:
        return _joined(service.topics[one].label for one in ids)

    for topic in service.topics.values():
        yield {
            "id": topic.id,
            "label": topic.label,
            "alternative_labels": _joined(topic.also),
            "definition": topic.definition,
            "status": topic.status,
            "broader": labels(topic.broader),
            "related": labels(topic.related),
        }


def _roles(service: Service) -> Iterator[dict[str, Any]]:
    for role in service.roles.values():
        named = {"role": role["name"], "description": role["description"]}
        for requirement in role["requires"].split(", "):
            skill, level, importance = requirement.split(":")
            label = service.topics[skill].label
            yield {**named, "skill": label, "level": level, "importance": importance}
        for needed in role["needed"].split(", "):
            team, people = needed.split(":")
            yield {**named, "team": service.settings["teams"][team], "headcount": people}


def _work(service: Service, as_of: date) -> Iterator[dict[str, Any]]:
    for key, work in service.work.items():
        for need in work["needs"].split(", "):
            skill, level, importance, people = need.split(":")
            yield {
                "id": key,
                "work": work["name"],
                "kind": work["kind"],
                "until": as_of + timedelta(days=work["days"]) if "days" in work else "",
                "team": service.settings["teams"][work["team"]],
                "description": work["description"],
                "skill": service.topics[skill].label,
                "level": level,
                "importance": importance,
                "people": people,
            }


def _searches(service: Service, as_of: date) -> list[dict[str, Any]]:
    found = [
        {"day": as_of - timedelta(days=days), "text": search["text"]}
        for search in service.searches
        for days in search["days"]
    ]
    return sorted(found, key=lambda row: (row["day"], row["text"]))


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
