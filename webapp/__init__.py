"""Pages, API and commands. `create_app` puts the web application together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from graph.database import Database
    from webapp.config import Settings


def create_app(settings: "Settings", database: "Database") -> "Flask":
    """Return the web application on `database`, ready to serve.

    Raises `ConfigurationError` where the settings are not safe, or a route is unprotected, and
    `DemonstrationRefused` where a production installation holds demonstration accounts.
    """
    # Imported here so that the commands, which share this package, start without Flask.
    from webapp.application import build

    return build(settings, database)
