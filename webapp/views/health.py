"""Whether this process and its database answer: for the machine that watches over them."""

from flask import Blueprint, Response, jsonify

from webapp import current
from webapp.auth import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    # A database that does not answer raises, which makes this a 503 (`webapp.errors`).
    current.db().ping()
    return jsonify(status="ok")
