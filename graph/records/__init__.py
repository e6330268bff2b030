"""The nouns of Signpost as frozen records: what the store returns and what it is given.

Times are timezone-aware UTC instants; dates are plain dates. A record never holds a secret.
"""

from graph.records.audit import AuditEvent
from graph.records.documents import (
    AUDIENCES,
    CRITERIA,
    GEOGRAPHIES,
    INTERPRETATIONS,
    LMI_TYPES,
    MATURITY,
    USES,
    Analysis,
    Cover,
    Document,
    Space,
)
from graph.records.learning import Coaching, Goal, GoalState, Known, RoleGap
from graph.records.needs import (
    Asked,
    Occupation,
    Sourced,
    TeamNeed,
    Work,
    WorkKind,
    WorkNeed,
)
from graph.records.notifications import (
    Message,
    Notification,
    NotificationState,
    Preferences,
    Waiting,
    Way,
)
from graph.records.people import Absence, Account, Person, PersonKind
from graph.records.questions import (
    Answer,
    Helped,
    PutTo,
    Question,
    QuestionStatus,
    Turn,
    Whom,
)
from graph.records.rounds import (
    ItemKind,
    ItemState,
    Progress,
    ReviewItem,
    ReviewRound,
    RoundStatus,
    Scope,
    Verdict,
)
from graph.records.shared import Page, Ref, SaveCounts
from graph.records.skills import Requirement, Role, Skill, SkillStatus
from graph.records.taggings import (
    LEVELS,
    Knows,
    Source,
    Statement,
    Tagging,
    TaggingKind,
    TaggingStatus,
)

__all__ = [
    "AUDIENCES", "CRITERIA", "GEOGRAPHIES", "INTERPRETATIONS", "LEVELS", "LMI_TYPES", "MATURITY",
    "USES", "Absence", "Account", "Analysis", "Answer", "Asked", "AuditEvent", "Coaching", "Cover",
    "Document", "Goal", "GoalState", "Helped", "ItemKind", "ItemState", "Known", "Knows", "Message",
    "Notification", "NotificationState", "Occupation", "Page", "Person", "PersonKind",
    "Preferences", "Progress", "PutTo", "Question", "QuestionStatus", "Ref", "Requirement",
    "ReviewItem", "ReviewRound", "Role", "RoleGap", "RoundStatus", "SaveCounts", "Scope", "Skill",
    "SkillStatus", "Source", "Sourced", "Space", "Statement", "Tagging", "TaggingKind",
    "TaggingStatus", "TeamNeed", "Turn", "Verdict", "Waiting", "Way", "Whom", "Work", "WorkKind",
    "WorkNeed",
]  # fmt: skip
