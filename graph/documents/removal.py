"""Taking a document away for good, with its earlier texts and what was suggested for it."""

from graph.database import Transaction

REMOVE = """
MATCH (d:Document {id: $id})
CALL (d) { MATCH (d)-[:HAD]->(v:DocumentVersion) DETACH DELETE v }
CALL (d) { MATCH (s:Suggestion)-[:FOR]->(d) DETACH DELETE s }
DETACH DELETE d
"""

FORGET_UPLOADS = """
MATCH (u:Upload) WHERE u.document = $id
REMOVE u.document
"""


def remove(tx: Transaction, document_id: str) -> None:
    """Delete a document that counts for nobody's knowledge (a personal one).

    Its original is deleted with the next tidying, where no other document stands on it.
    """
    tx.write(FORGET_UPLOADS, id=document_id)
    tx.write(REMOVE, id=document_id)
