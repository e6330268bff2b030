"""Deterministic ids, so that every write can be repeated without doubling anything."""

import hashlib
import unicodedata

_DIGEST_BYTES = 10


def fold(text: str) -> str:
    """Return `text` as it is compared: no accents, no case, single spaces, trimmed."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def derived_id(*parts: str) -> str:
    """Return a 20-character id (lower-case hexadecimal) that depends on `parts` alone.

    The same parts always give the same id. Parts are joined by a NUL, so ("a", "bc") and
    ("ab", "c") differ.
    """
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=_DIGEST_BYTES).hexdigest()


def tagging_id(tagger: str, person: str, skill: str, kind: str) -> str:
    """Return the id of one person's statement about another's skill.

    It is the four ids joined by full stops, so that Cypher can build the id of the opposite
    statement (reciprocity) without a hash. None of the parts may contain a full stop.
    """
    return f"{tagger}.{person}.{skill}.{kind}"
