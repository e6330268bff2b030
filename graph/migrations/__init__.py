"""Numbered changes of the schema, applied in the order of their names. See `graph.schema`."""
