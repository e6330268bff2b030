"""What the audit trail keeps about accounts: never a password, its hash or a token."""

import json
from datetime import datetime

from graph import audit
from graph.database import Transaction
from graph.ids import derived_id
from graph.records import AuditEvent
from tagging.permissions import Viewer


def record(
    tx: Transaction, viewer: Viewer, action: str, account: str, at: datetime, **after: object
) -> None:
    """Note that `viewer` did `action` to an account; `after` is what it then was."""
    key = derived_id("event", action, account, viewer.actor, at.isoformat())
    audit.record(
        tx,
        AuditEvent(key, at, viewer.actor, action, account, after=json.dumps(after, sort_keys=True)),
    )
