"""What is kept of a database is put back as it was."""

from graph import schema
from graph.database import Database
from tests import organisation
from tests.kept import Kept


def test_what_is_put_back_is_what_was_kept(db: Database) -> None:
    organisation.load(db)
    before = schema.checksum(db)
    kept = Kept.of(db)
    db.write("MATCH (p:Person {id: 'idris'}) DETACH DELETE p CREATE (:Place {id: 'new'})")
    assert schema.checksum(db) != before
    kept.put_back(db)
    assert schema.checksum(db) == before
    assert len(Kept.of(db).nodes) == len(kept.nodes)
    assert len(Kept.of(db).relationships) == len(kept.relationships)
