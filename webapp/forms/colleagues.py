"""A search as it stands in the address: `?q=...&kind=...&team=...`."""

from collections.abc import Mapping

from graph.records import PersonKind
from tagging.colleagues import SearchQuery

LONGEST_QUERY = 200


def search_query(args: Mapping[str, str]) -> SearchQuery:
    """Read a search from the address; what cannot be meant is left out, never refused."""
    level, limit = args.get("level", ""), args.get("limit", "")
    return SearchQuery(
        text=args.get("q", "").strip()[:LONGEST_QUERY],
        kind=person_kind(args),
        team=args.get("team") or None,
        place=args.get("place") or None,
        organisation=args.get("organisation") or None,
        level_at_least=int(level) if level in {"1", "2", "3", "4", "5"} else None,
        available_now=args.get("available") == "yes",
        limit=int(limit) if limit in {"20", "50", "100"} else 10,
    )


def person_kind(args: Mapping[str, str]) -> PersonKind | None:
    """Read `kind` (`staff` or `external`); anything else means everybody."""
    kind = args.get("kind", "")
    return PersonKind(kind) if kind in set(PersonKind) else None
