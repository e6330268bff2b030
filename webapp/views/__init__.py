"""Every page of Signpost: one blueprint for each noun."""

from flask import Flask

from webapp.views import (
    accounts,
    colleagues,
    contacts,
    demand,
    documents,
    health,
    home,
    people,
    skills,
    taggings,
)


def register(app: Flask) -> None:
    """Give `app` all pages."""
    nouns = (home, colleagues, people, contacts, taggings, skills, documents, demand)
    for noun in (*nouns, accounts, health):
        app.register_blueprint(noun.blueprint)
