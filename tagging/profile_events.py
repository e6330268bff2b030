"""Changes of what is needed, for the audit trail: who, what, before and after."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from graph import audit, needs, skill_labels, skills
from graph.database import Database, Transaction
from graph.ids import derived_id
from graph.records import AuditEvent, Ref, Skill, SkillStatus
from tagging.errors import Invalid
from tagging.identity import skill_id
from tagging.permissions import Permission, Viewer, require
from tagging.statement_words import require_new_skill

LONGEST_NAME = 120
LONGEST_DESCRIPTION = 2000
Item = TypeVar("Item")


def record(
    tx: Transaction,
    viewer: Viewer,
    action: str,
    subject: str,
    before: object,
    after: object,
    now: datetime,
) -> None:
    """Keep a change of one role, team or piece of work; None stands for not being there."""
    texts = (_json(before), _json(after))
    if texts[0] != texts[1]:
        key = derived_id("event", action, subject, viewer.actor, now.isoformat(), *texts)
        audit.record(tx, AuditEvent(key, now, viewer.actor, action, subject, *texts))


def _json(state: Any) -> str:
    if state is None:
        return ""
    plain = state if isinstance(state, dict) else asdict(state)
    return json.dumps(plain, ensure_ascii=False, default=str, sort_keys=True)


def changed(
    db: Database,
    viewer: Viewer,
    subject: str,
    action: str,
    find: Callable[[Transaction, Viewer, str], Item],
    save: Callable[[Transaction, Sequence[Item]], object],
    change: Callable[[Transaction, Item], Item],
    now: datetime,
) -> Item:
    """Change a role or work as it stands when nobody else can change it; keep what was done."""
    require(viewer, Permission.EDIT_PROFILES)

    def work(tx: Transaction) -> Item:
        needs.mark_changed(tx)  # which holds the lock: whoever writes next sees this
        before = find(tx, viewer, subject)
        after = change(tx, before)
        save(tx, [after])
        record(tx, viewer, action, subject, before, after, now)
        return after

    return db.transact(work)


def skill_meant(tx: Transaction, viewer: Viewer, words: str, *, add: bool) -> Ref:
    """Return the skill of this id or label; other words become a proposed one if `add` says so.

    Raises `Invalid` for the field `skill`.
    """
    typed = " ".join(words.split())
    if not typed:
        raise Invalid("Name the topic.", "skill")
    found = skill_labels.meant(tx, typed) or skill_labels.meant(tx, skill_id(typed))
    if found is not None and found.in_use:
        return found.skill
    if found is not None:
        raise Invalid(f"'{typed}' is no longer used. Choose another topic.", "skill")
    if not add:
        raise Invalid(
            f"There is no topic '{typed[:80]}'. Use the words of one that is there, or tick that "
            "it is new.",
            "skill",
        )
    return propose(tx, viewer, typed)


def propose(tx: Transaction, viewer: Viewer, label: str, match: str = "") -> Ref:
    """Make a proposed skill of these words, matching an outside concept where one is given."""
    try:
        require_new_skill(label)
    except Invalid as error:
        raise Invalid(error.message, "skill") from None
    matches = (match,) if match else ()
    new = Skill(
        skill_id(label),
        label,
        status=SkillStatus.PROPOSED,
        matches=matches,
        proposed_by=viewer.person_id,
    )
    skills.save(tx, [new])
    return Ref(new.id, new.label)


def tidy_line(text: str, longest: int, field: str, what: str) -> str:
    """Return one line of text; raises `Invalid` where it is empty or too long."""
    line = " ".join(text.split())
    if not any(letter.isalnum() for letter in line):
        raise Invalid(f"Enter {what}.", field)
    if len(line) > longest:
        raise Invalid(f"Use {longest} characters or fewer for {what}.", field)
    return line


def tidy_description(text: str) -> str:
    """Return what a role or work is for, or raise `Invalid` where it is too long."""
    if len(text) > LONGEST_DESCRIPTION:
        raise Invalid(f"Use {LONGEST_DESCRIPTION:,} characters or fewer.", "description")
    return text.strip()


def tidy_level(level: int) -> int:
    """Return a level from 1 to 5, or raise `Invalid`."""
    if level not in range(1, 6):
        raise Invalid("Choose a level from 1 to 5.", "level")
    return level


def tidy_importance(importance: float) -> float:
    """Return an importance above 0 and up to 1, to two places, or raise `Invalid`."""
    if not 0 < importance <= 1:
        raise Invalid("Enter an importance from 1 to 100 %.", "importance")
    return round(importance, 2)
