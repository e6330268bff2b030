"""What was changed, by whom."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One change: who did what to which node, when, and its state before and after (JSON)."""

    id: str
    at: datetime
    actor: str
    action: str
    subject: str
    before: str = ""
    after: str = ""
