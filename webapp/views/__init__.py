"""Every page of Signpost: one blueprint for each noun."""

from flask import Flask

from webapp.views import (
    accounts,
    colleagues,
    contacts,
    documents,
    health,
    home,
    people,
    skills,
    taggings,
)


def register(app: Flask) -> None:
    """Give `app` all pages."""
    nouns = (home, colleagues, people, contacts, taggings, skills, documents, accounts, health)
    for noun in nouns:
        app.register_blueprint(noun.blueprint)
