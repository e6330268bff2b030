"""What may be written in a statement: limits, tidying, and the words for what is wrong."""

import unicodedata
from collections.abc import Sequence

from graph.records import LEVELS, Ref, Tagging, TaggingKind, TaggingStatus
from tagging.errors import Invalid

LONGEST_NOTE = 500
LONGEST_NEW_SKILL = 80
LONGEST_LABEL = 200
MOST_SKILLS = 20
_VERBS = {
    TaggingKind.KNOWS: ("know", "knows"),
    TaggingKind.HELPS: ("help with", "helps with"),
    TaggingKind.LEARNING: ("are learning", "is learning"),
}
_LONGEST_INPUT = 10_000
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u180e\u200b\u2060\ufeff")


def tidy_note(text: str, field: str = "note") -> str:
    """Return a note as it is kept: composed, trimmed, without control or direction characters.

    Raises `Invalid` where it has over 500 characters.
    """
    lines = (" ".join(line.split()) for line in _printable(text, field).splitlines())
    note = "\n".join(lines).strip()
    if len(note) > LONGEST_NOTE:
        raise Invalid(f"Use {LONGEST_NOTE} characters or fewer. These are {len(note)}.", field)
    return note


def tidy_skills(typed: Sequence[str]) -> tuple[str, ...]:
    """Return skill ids or words tidied, each once, in order; raises `Invalid` for none or many."""
    tidied = dict.fromkeys(" ".join(_printable(words, "skills").split()) for words in typed)
    skills = tuple(words for words in tidied if words)
    if not skills:
        raise Invalid("Name at least one topic.", "skills")
    if len(skills) > MOST_SKILLS:
        raise Invalid(f"Give at most {MOST_SKILLS} topics at once.", "skills")
    if any(len(words) > LONGEST_LABEL for words in skills):
        raise Invalid(f"A topic has at most {LONGEST_LABEL} characters.", "skills")
    return skills


def require_new_skill(words: str) -> None:
    """Let pass what can be a new skill's label: a letter or a digit, 80 characters at most."""
    if len(words) > LONGEST_NEW_SKILL:
        raise Invalid(
            f"'{words[:30]}...' is no topic yet. A new one has at most {LONGEST_NEW_SKILL} "
            "characters: shorten it.",
            "skills",
        )
    if not any(letter.isalnum() for letter in words):
        raise Invalid(f"'{words}' has no letter or digit. Name the topic in words.", "skills")


def tidy_level(level: int | None) -> int | None:
    """Return a level of 1 to 5, or None where it is not said; raises `Invalid` for another."""
    if level is not None and level not in LEVELS:
        raise Invalid(f"Choose a level from {min(LEVELS)} to {max(LEVELS)}.", "level")
    return level


def tidy_kind(kind: str) -> TaggingKind:
    """Return what a statement says; raises `Invalid` for anything unknown."""
    try:
        return TaggingKind(kind)
    except ValueError:
        known = ", ".join(TaggingKind)
        raise Invalid(f"Choose one of: {known}.", "kind") from None


def said_words(name: str, named: Sequence[Ref], said: Sequence[Tagging]) -> str:
    """Return what was just said of the person called `name` ('': of oneself), in a sentence."""
    topics = _listed([skill.name for skill in named])
    verb = _VERBS[said[0].kind][bool(name)]
    message = f"You said that {name or 'you'} {verb} {topics}."
    hidden = {each.skill for each in said if each.status is TaggingStatus.HIDDEN}
    if name and hidden:
        unseen = _listed([skill.name for skill in named if skill.id in hidden])
        message += f" {name} does not want to be found for {unseen}, so it is not shown."
    return message


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _printable(text: str, field: str) -> str:
    """Return composed text whose control, direction-changing and unseen characters are gone."""
    if len(text) > _LONGEST_INPUT:
        raise Invalid(f"This is far too long: {len(text)} characters.", field)
    composed = unicodedata.normalize("NFC", text)
    return "".join(_plain(letter) for letter in composed)


def _plain(letter: str) -> str:
    if letter in _DIRECTIONS or letter in _INVISIBLE:
        return ""
    if letter in "\n\r\t":
        return letter
    return " " if unicodedata.category(letter) in ("Cc", "Cs") else letter
