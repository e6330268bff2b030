"""CITES: which document draws on which."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Queryable, Transaction

SAVE: LiteralString = """
UNWIND $pairs AS pair
MATCH (d:Document {id: pair[0]})
MATCH (cited:Document {id: pair[1]})
MERGE (d)-[:CITES]->(cited)
"""


def save(tx: Transaction, pairs: Sequence[tuple[str, str]]) -> None:
    """Note that the first document of each pair cites the second, where both are there."""
    tx.write(SAVE, pairs=[list(pair) for pair in pairs if pair[0] != pair[1]])


SET_ASIDE: LiteralString = """
MATCH (d:Document {id: $id})
SET d:SetAside REMOVE d:Document
"""


def set_aside(db: Queryable, document_id: str) -> None:
    """Take one document out of every index and every search, until it is put back.

    For measurements alone, which ask a question as if a document were not there.
    """
    db.write(SET_ASIDE, id=document_id)


PUT_BACK: LiteralString = """
MATCH (d:SetAside)
SET d:Document REMOVE d:SetAside
"""


def put_back(db: Queryable) -> None:
    """Make everything that was set aside a document again."""
    db.write(PUT_BACK)
