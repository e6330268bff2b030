"""A search as it stands in the address: `?q=...&kind=...&team=...`."""

from collections.abc import Iterator, Mapping

from graph.records import PersonKind
from tagging.colleagues import SearchQuery

LONGEST_QUERY = 2_000
_MOST_CHIPS = 20


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
        language=args.get("language") or None,
        helped=args.get("helped") == "yes",
        novice={"novice": True, "all": False}.get(args.get("mode", "")),
        without=tuple(_all(args, "without")),
        sense=tuple(_senses(args)),
        limit=int(limit) if limit in {"20", "50", "100"} else 10,
    )


def _all(args: Mapping[str, str], name: str) -> list[str]:
    several = getattr(args, "getlist", None)
    found = several(name) if several else [args[name]] if name in args else []
    return [str(one) for one in found][:_MOST_CHIPS]


def _senses(args: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Read `sense=words~key`, any number of times."""
    for one in _all(args, "sense"):
        words, parted, key = one.partition("~")
        if parted:
            yield words, key


def person_kind(args: Mapping[str, str]) -> PersonKind | None:
    """Read `kind` (`staff` or `external`); anything else means everybody."""
    kind = args.get("kind", "")
    return PersonKind(kind) if kind in set(PersonKind) else None
