"""Who is who and what is what: ids that follow from what a file or a form says.

The same words always give the same id, so that everything can be loaded twice.
"""

import re

from graph.ids import derived_id, fold
from graph.organisations import organisation_ref, place_ref, team_ref
from graph.roles import role_ref

__all__ = [
    "clean_id", "derived_id", "document_id", "fold", "organisation_ref", "person_id", "place_ref",
    "role_ref", "skill_id", "team_ref",
]  # fmt: skip

_CLEAN_ID = re.compile(r"[a-z0-9-]{1,40}")


def clean_id(kind: str, given: str) -> str:
    """Return a file's own id for a node: as it is if it is plain, else one derived from it."""
    return given if _CLEAN_ID.fullmatch(given) else derived_id(kind, given)


def person_id(given: str, email: str, name: str, organisation: str = "") -> str:
    """Return a person's id: the file's own if it is clean, else from what tells people apart.

    That is the e-mail address, or without one the name and the organisation.
    """
    if given:
        return clean_id("person", given)
    if email:
        return derived_id("person", "email", fold(email))
    return derived_id("person", "name", fold(name), fold(organisation))


def skill_id(label: str) -> str:
    """Return the id of the skill of this label, or of this URI in an outside vocabulary."""
    is_uri = re.match(r"https?://", label)
    return derived_id("skill", label if is_uri else fold(label))


def document_id(title: str, text: str) -> str:
    """Return a document's id: it depends on the title and the text, and on nothing else."""
    return derived_id("document", title, text)
