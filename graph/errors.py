"""What can go wrong with the store itself."""


class StoreError(Exception):
    """Something is wrong with the graph database. The message says what, and how to mend it."""


class StoreUnavailable(StoreError):
    """The database does not answer, or not in time."""


class StoreTimeout(StoreUnavailable):
    """A query took longer than it may, and was given up."""


class AccessRefused(StoreError):
    """The database does not accept the user name or the password."""


class ConstraintViolated(StoreError):
    """A write would have broken a rule of the schema, such as a second node with the same id."""


class SchemaRefused(StoreError):
    """The schema of the database does not fit this version of Signpost."""
