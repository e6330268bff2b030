"""Every page of Signpost: one blueprint for each noun."""

from flask import Flask

from webapp.views import (
    accounts,
    closing,
    colleagues,
    collections,
    contacts,
    demand,
    document_quality,
    document_reviews,
    document_writing,
    documents,
    gaps,
    health,
    home,
    knowledge_base,
    learning,
    messages,
    network,
    packs,
    people,
    questions,
    roles,
    rounds,
    scenarios,
    skills,
    suggestions,
    taggings,
    uploads,
    work,
)


def register(app: Flask) -> None:
    """Give `app` all pages."""
    nouns = (home, colleagues, people, contacts, taggings, skills, documents, demand, questions)
    writing = (document_writing, document_quality, document_reviews)
    finding = (knowledge_base, packs, collections, network, gaps, closing, scenarios)
    needed = (roles, work, rounds, learning)
    for noun in (*nouns, *writing, *finding, *needed, uploads, suggestions, messages, accounts):
        app.register_blueprint(noun.blueprint)
    app.register_blueprint(health.blueprint)
