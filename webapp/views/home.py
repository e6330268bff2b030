"""The first page: search, what waits for you, what is new, topics to browse."""

from flask import Blueprint, render_template

from tagging import home as use_cases
from tagging import notifications, vocabulary
from tagging.documents import reviews as document_reviews
from tagging.permissions import Permission
from tagging.questions import reading
from tagging.rounds import reading as rounds
from webapp import current
from webapp.auth import permission

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@permission(Permission.FIND)
def index() -> str:
    welcome = use_cases.welcome(current.db(), current.viewer(), current.now())
    topics = vocabulary.browse_skills(current.db(), current.viewer(), under="")
    reviews = document_reviews.waiting(current.db(), current.viewer())
    questions = reading.waiting(current.db(), current.viewer())
    return render_template(
        "home/index.html",
        welcome=welcome,
        topics=topics.items,
        reviews=reviews,
        questions=questions,
        rounds=rounds.waiting(current.db(), current.viewer()),
        messages=notifications.unread(current.db(), current.viewer()),
    )
