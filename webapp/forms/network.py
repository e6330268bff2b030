"""What an address of the network's page asks for."""

from collections.abc import Mapping

from tagging.network.around import KINDS


def centre(arguments: Mapping[str, str]) -> tuple[str, str] | None:
    """Return kind and id of the node to draw round (`?skill=...`), or None where none is named."""
    for kind in KINDS:
        if given := arguments.get(kind, "").strip():
            return kind, given
    return None


def begins(arguments: Mapping[str, str]) -> int:
    """Return from which place on to show (`?from=`); 0 for whatever is no number."""
    given = arguments.get("from", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
