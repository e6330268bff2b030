"""What stands round a person, a topic or a document: the content of the graph page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph import documents as documents_store
from graph import skills as skills_store
from graph import surrounding_nodes as store
from graph.database import Database
from graph.surrounding_nodes import Node
from tagging import people
from tagging.errors import DocumentNotFound, Invalid, SkillNotFound
from tagging.permissions import Permission, Viewer, require

MOST_SHOWN = 60
KINDS = ("person", "skill", "document")
# The headings of the list, by kind and tie; their order is that of the list and of the picture.
HEADINGS = {
    ("person", "manager"): "Manager",
    ("person", "stand-in"): "Stand-in, or standing in for",
    ("person", "author"): "Who wrote it",
    ("person", "owner"): "Who maintains it",
    ("person", "known by"): "Who knows about it",
    ("skill", "knows"): "Knows about",
    ("skill", "covers"): "Is about",
    ("skill", "broader"): "Broader topics",
    ("skill", "narrower"): "Narrower topics",
    ("skill", "related"): "Related topics",
    ("document", "wrote"): "Wrote",
    ("document", "covered by"): "Documents about it",
    ("document", "cites"): "Refers to",
    ("document", "cited by"): "Referred to by",
    ("document", "replaces"): "Replaces",
    ("document", "replaced by"): "Replaced by",
    ("team", "member"): "Is in",
    ("person", "acquainted"): "Is acquainted with",
    ("person", "tagged by"): "Named for something by",
    ("person", "tagged"): "Named for something",
    ("person", "report"): "Manages",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes with the same tie to the centre, under a heading."""

    heading: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A centre with what stands round it: part of it where there is more.

    `ties` are pairs of keys; `more_from` is where the next part begins, None where there is none;
    `count` is how much there is.
    """

    centre: Node
    groups: tuple[Group, ...]
    ties: tuple[tuple[str, str], ...]
    count: int
    begins: int = 0
    more_from: int | None = None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What is shown round the centre, in the order of the list."""
        return tuple(node for group in self.groups for node in group.nodes)


def around(
    db: Database, viewer: Viewer, kind: str, node_id: str, today: date, begins: int = 0
) -> Around:
    """Return the centre and at most 59 nodes round it, from the place `begins` on.

    Raises the `NotFound` of the kind where the viewer may not see the centre, and `Invalid` for
    another kind.
    """
    require(viewer, Permission.FIND)
    centre, found = _read(db, viewer, kind, node_id, today)
    every = _once(found, centre)
    begins = max(0, min(begins, len(every) - 1))
    shown = every[begins : begins + MOST_SHOWN - 1]
    ties = store.between(db, shown)
    spokes = [(min(centre.key, one.key), max(centre.key, one.key)) for one in shown]
    return Around(
        centre=centre,
        groups=_grouped(shown),
        ties=tuple(sorted({*spokes, *ties})),
        count=len(every),
        begins=begins,
        more_from=begins + len(shown) if begins + len(shown) < len(every) else None,
    )


def _read(
    db: Database, viewer: Viewer, kind: str, node_id: str, today: date
) -> tuple[Node, list[Node]]:
    me = viewer.person_id
    if kind == "person":
        person = people.find(db, viewer, node_id)
        return Node(kind, node_id, person.name), store.round_person(db, node_id, me, today)
    if kind == "skill":
        skill = skills_store.get(db, node_id)
        if skill is None:
            raise SkillNotFound("There is no such topic. It may have been merged or removed.")
        return Node(kind, node_id, skill.label), store.round_skill(db, node_id, me, today)
    if kind == "document":
        document = documents_store.visible(db, node_id, me)
        if document is None:
            raise DocumentNotFound("There is no such document, or it is not shared with you.")
        return Node(kind, node_id, document.title), store.round_document(db, node_id, me)
    raise Invalid("Choose a person, a topic or a document.", "kind")


def _once(found: Sequence[Node], centre: Node) -> list[Node]:
    """Return the nodes in the order of the headings, each under its first heading only."""
    order = list(HEADINGS)
    kept: dict[str, Node] = {}
    for node in sorted(found, key=lambda one: order.index((one.kind, one.link))):
        if node.key != centre.key:
            kept.setdefault(node.key, node)
    return list(kept.values())


def _grouped(nodes: Sequence[Node]) -> tuple[Group, ...]:
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        groups.setdefault(HEADINGS[node.kind, node.link], []).append(node)
    return tuple(Group(heading, tuple(of_it)) for heading, of_it in groups.items())
