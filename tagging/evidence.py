"""From documents to people: what somebody has written on. It is evidence, never a level."""

from collections.abc import Mapping, Sequence

from graph import evidence as store
from graph.database import Queryable
from graph.evidence import Written
from graph.records import Document
from tagging.permissions import Permission, Viewer, require

__all__ = ["Written", "sentences", "written_on"]


def written_on(db: Queryable, viewer: Viewer, person_id: str) -> tuple[Written, ...]:
    """Return the topics of the documents that a person wrote, as far as the viewer may see them.

    Those with the most documents first; what the person refuses to be named for is left out.
    """
    require(viewer, Permission.FIND)
    return tuple(store.written_on(db, person_id, viewer.person_id))


def sentences(
    db: Queryable, viewer: Viewer, skill_id: str, documents: Sequence[Document]
) -> Mapping[str, str]:
    """Return, by document, the sentence that shows that it covers a skill.

    Of documents that the viewer was given to see; those without such a sentence are left out.
    """
    require(viewer, Permission.FIND)
    return store.sentences(db, skill_id, [one.id for one in documents])
