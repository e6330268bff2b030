"""The store and the algorithms: everything that speaks Cypher, and pure functions on plain data."""
