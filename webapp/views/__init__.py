"""Every page of Signpost: one blueprint for each noun."""

from flask import Flask

from webapp.views import (
    accounts,
    colleagues,
    collections,
    contacts,
    demand,
    document_quality,
    document_reviews,
    document_writing,
    documents,
    health,
    home,
    knowledge_base,
    messages,
    network,
    packs,
    people,
    questions,
    skills,
    suggestions,
    taggings,
    uploads,
)


def register(app: Flask) -> None:
    """Give `app` all pages."""
    nouns = (home, colleagues, people, contacts, taggings, skills, documents, demand, questions)
    writing = (document_writing, document_quality, document_reviews)
    finding = (knowledge_base, packs, collections, network)
    for noun in (*nouns, *writing, *finding, uploads, suggestions, messages, accounts, health):
        app.register_blueprint(noun.blueprint)
