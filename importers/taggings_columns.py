"""What the columns of a file of statements are called, and the words in them."""

from graph.records import LEVELS, Source, TaggingKind
from importers.columns import Variants

COLUMNS: Variants = {
    "person": ("name", "who", "employee", "person name", "about", "full name", "staff name"),
    "person_id": ("employee id", "staff id", "id of person", "employee number", "staff number"),
    "person_email": ("email", "e-mail", "email address", "e-mail address", "employee email"),
    "tagger": (
        "by", "said by", "who says so", "tagged by", "endorsed by", "endorser", "assessor",
        "rated by", "rater", "from", "tagger name",
    ),
    "tagger_id": ("by id", "assessor id", "endorser id", "rater id"),
    "tagger_email": ("by email", "assessor email", "endorser email", "rater email"),
    "skill": (
        "topic", "tag", "skill name", "expertise", "competence", "competency", "knows", "label",
        "skill id", "skill uri",
    ),
    "kind": ("type", "statement", "relation"),
    "level": ("rating", "proficiency", "score", "skill level", "grade"),
    "note": ("comment", "comments", "notes", "evidence", "remark"),
    "source": ("relationship", "said as", "provenance"),
    "made": ("date", "on", "created", "date made", "tagged on", "said on", "assessed on"),
    "confirmed": (
        "last confirmed", "confirmed on", "updated", "last updated", "reviewed", "valid on",
    ),
}  # fmt: skip
REQUIRED = (("person", "person_id", "person_email"), ("skill",))
KINDS = {
    "": TaggingKind.KNOWS,
    "knows": TaggingKind.KNOWS,
    "helps": TaggingKind.HELPS,
    "learning": TaggingKind.LEARNING,
    "knows about": TaggingKind.KNOWS,
    "skill": TaggingKind.KNOWS,
    "has": TaggingKind.KNOWS,
    "helps others": TaggingKind.HELPS,
    "is learning": TaggingKind.LEARNING,
    "wants to learn": TaggingKind.LEARNING,
    "learns": TaggingKind.LEARNING,
}
SOURCES = {
    "": Source.IMPORT,
    "peer": Source.PEER,
    "manager": Source.MANAGER,
    "import": Source.IMPORT,
    "self": Source.SELF,
    "colleague": Source.PEER,
    "line manager": Source.MANAGER,
    "supervisor": Source.MANAGER,
    "own": Source.SELF,
    "self assessment": Source.SELF,
}
LEVEL_WORDS: dict[str, int | None] = {"": None}
LEVEL_WORDS |= {str(level): level for level in LEVELS}
LEVEL_WORDS |= {f"{level}.0": level for level in LEVELS}
LEVEL_WORDS |= {f"level {level}": level for level in LEVELS}
LEVEL_WORDS |= dict(zip(LEVELS.values(), LEVELS, strict=True))
