"""Pure functions on plain data; nothing here ever sees a database."""
