"""A search for documents, and a client's pack, as they stand in an address or a form."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from graph.records import AUDIENCES
from tagging.documents.found import FACETS, DocumentQuery
from tagging.documents.words import NOT_SAID, values
from tagging.knowledge_base import AXES
from tagging.packs import MOST, PackQuery

LONGEST_QUERY = 200


def document_query(args: Mapping[str, str]) -> DocumentQuery:
    """Read a search from the address; what cannot be meant is left out, never refused."""
    chosen = {name: _value(name, args.get(name, "")) for name in FACETS}
    text = args.get("q", "").strip()[:LONGEST_QUERY]
    newest = args.get("order") == "newest" or not text
    after = args.get("after", "")[:200]
    return DocumentQuery(text, **chosen, newest=newest, after=after)


def _value(name: str, given: str) -> str:
    """Return the value of a filter: one of its keys, or words as typed where it is free."""
    keys = values(name)
    return given[:LONGEST_QUERY] if not keys or given in {*keys, NOT_SAID} else ""


def pack_query(given: MultiDict[str, str]) -> PackQuery:
    """Read what a pack is about. Documents are chosen only where `chosen` says so."""
    documents = tuple(given.getlist("doc")[: 2 * MOST]) if given.get("chosen") else None
    audience = given.get("audience", "")
    return PackQuery(
        text=given.get("q", "").strip(),
        region=given.get("region", "").strip(),
        audience=audience if audience in AUDIENCES else "",
        note=given.get("note", "").replace("\r\n", "\n").strip(),
        documents=documents,
    )


def pack_address(query: PackQuery) -> dict[str, Any]:
    """Return the arguments of an address that `pack_query` reads as `query`."""
    given: dict[str, Any] = {
        "q": query.text,
        "region": query.region,
        "audience": query.audience,
        "note": query.note,
    }
    if query.documents is not None:
        given |= {"chosen": "1", "doc": list(query.documents)}
    return {name: value for name, value in given.items() if value}


def moved(documents: tuple[str, ...], what: str) -> tuple[str, ...]:
    """Return documents in the order that a button asks for: `up:ID` or `down:ID`."""
    way, _, document = what.partition(":")
    order = list(documents)
    if document not in order or way not in {"up", "down"}:
        return documents
    place = order.index(document)
    order.insert(max(0, place + (1 if way == "down" else -1)), order.pop(place))
    return tuple(order)


def axes(args: Mapping[str, str]) -> tuple[str, str]:
    """Read what a table counts by: two different ones of `AXES`."""
    rows, columns = args.get("rows", ""), args.get("columns", "")
    if rows in AXES and columns in AXES and rows != columns:
        return rows, columns
    return "type", "region"
