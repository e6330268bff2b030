"""What every answer tells the browser, so that a mistake in a page cannot do much harm."""

from flask import Flask, Response, current_app, request

from webapp.config import Settings

# No inline script or style anywhere: what is not a file of this site does not run.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_NOT_NEEDED = (
    "accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NOT_NEEDED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"
_A_YEAR = 31_536_000
_AN_HOUR = 3_600


def set_up(app: Flask) -> None:
    """Add the headers to every answer of `app`, errors included."""
    app.after_request(_add_headers)
    app.after_request(_say_what_may_be_kept)


def _add_headers(response: Response) -> Response:
    settings: Settings = current_app.extensions["settings"]
    for name, value in HEADERS.items():
        response.headers[name] = value
    if settings.in_production:
        response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
    return response


def _say_what_may_be_kept(response: Response) -> Response:
    response.headers.pop("Expires", None)
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        # An address with a mark of the content (see `webapp.assets`) never changes its meaning.
        kept = f"max-age={_A_YEAR}, immutable" if "v" in request.args else f"max-age={_AN_HOUR}"
        response.headers["Cache-Control"] = f"public, {kept}"
    else:
        # Pages name people: neither a shared machine's disk nor its 'back' button keeps them.
        response.headers["Cache-Control"] = "no-store"
    return response
