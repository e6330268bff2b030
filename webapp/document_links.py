"""Where the pages of a document lead: to its suggestions and its file."""

from flask import url_for


def links(document_id: str) -> dict[str, str]:
    """Return the addresses that go with one document, by the names that templates use."""
    return {
        "suggestions_address": url_for("suggestions.review", document_id=document_id),
        "original_address": url_for("uploads.original", document_id=document_id),
    }
