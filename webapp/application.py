"""The web application put together."""

import json
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from graph.database import Database
from tagging import accounts
from tagging.vocabulary import VocabularyCache
from tagging.workforce import WorkforceCache
from webapp import (
    assets,
    auth,
    bookmarks,
    errors,
    logs,
    presenting,
    receiving,
    security,
    views,
)
from webapp.config import ConfigurationError, Environment, Settings

# Under the Content-Security-Policy htmx may neither evaluate code nor add a style element. What is
# refused is swapped in too: a form with its problems, or a notice (see `webapp.errors`).
HTMX = {
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "[45]..", "swap": True, "error": True},
    ],
}
_FOLDER = Path(__file__).parent


class Signpost(Flask):
    """Flask, with the undefined values that the component library's templates count on."""

    request_class = receiving.FileRequest
    jinja_options = {  # noqa: RUF012 - Flask's own type
        "undefined": ChainableUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }

    def log_exception(self, exc_info: Any) -> None:
        """Log where it went wrong; never what people had typed."""
        logs.failure(exc_info[1])


def build(settings: Settings, database: Database) -> Flask:
    """Return the web application; see `webapp.create_app`."""
    settings.check()
    if settings.in_production:
        accounts.refuse_demonstration(database)
    app = Signpost("webapp", root_path=str(_FOLDER))
    app.config.update(_flask_settings(settings))
    app.extensions.update(settings=settings, vocabulary=VocabularyCache(), database=database)
    app.extensions["workforce"] = WorkforceCache()
    _behind_proxies(app, settings.trusted_proxies)
    _set_up_templates(app, settings)
    for part in (logs, security, bookmarks, errors):
        part.set_up(app)
    auth.set_up(app)
    # Before the forms are read, which reading the CSRF token does, and after knowing who sends.
    receiving.set_up(app)
    CSRFProtect(app)
    presenting.register(app)
    views.register(app)
    auth.public(app.view_functions["static"])
    if unmarked := auth.unmarked_routes(app):
        raise ConfigurationError(f"Routes without @permission or @public: {', '.join(unmarked)}")
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.signing_key(),
        "TESTING": settings.environment == "test",
        "TRUSTED_HOSTS": settings.trusted_hosts,
        "MAX_CONTENT_LENGTH": settings.max_request_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.max_request_bytes,
        "MAX_FORM_PARTS": 200,
        "SESSION_COOKIE_NAME": "__Host-signpost" if settings.in_production else "signpost",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.in_production,
        "WTF_CSRF_TIME_LIMIT": None,
        "PREFERRED_URL_SCHEME": "https" if settings.in_production else "http",
    }


def _behind_proxies(app: Flask, count: int) -> None:
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def _set_up_templates(app: Flask, settings: Settings) -> None:
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([app.jinja_loader, components])  # type: ignore[list-item]
    app.jinja_env.globals.update(
        asset=assets.address,
        htmx_config=json.dumps(HTMX),
        organisation_name=settings.organisation_name,
        demonstration=settings.environment is Environment.DEMONSTRATION,
    )
