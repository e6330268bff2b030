"""A browser without scripts: opens pages, reads them, fills in their forms as they stand."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Fields = dict[str, str | list[str]]


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send untouched."""

    action: str
    method: str
    fields: Fields = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """What a page says: its words, links and forms."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.status = response.status_code
        self.address = response.request.full_path
        self.html = response.text
        response.close()  # what the page left for later is done now
        self.links: dict[str, str] = {}
        self.forms: list[Form] = []
        self._words: list[str] = []
        self._link: tuple[str, int] | None = None
        self._button = -1
        self._goes_on = False
        self.feed(self.html)

    @property
    def words(self) -> str:
        """All words of the page, single-spaced."""
        return " ".join(" ".join(self._words).split())

    def form(self, button: str) -> Form:
        """Return the form whose button says `button`."""
        found = [form for form in self.forms if any(button in words for words in form.buttons)]
        assert found, f"no button {button!r} on {self.address}: {self.forms}"
        return found[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._goes_on = tag == "wbr"
        if tag == "form":
            self.forms.append(Form(given["action"], given.get("method", "get")))
        elif tag == "a" and "href" in given:
            self._link = (given["href"], len(self._words))
        elif tag == "button":
            self._button = len(self._words)
        elif tag == "input" and self.forms and given.get("name"):
            self._take_input(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            href, start = self._link
            self.links[" ".join(" ".join(self._words[start:]).split())] = href
            self._link = None
        elif tag == "button" and self._button >= 0 and self.forms:
            words = " ".join(" ".join(self._words[self._button :]).split())
            self.forms[-1].buttons.append(words)
            self._button = -1

    def handle_data(self, data: str) -> None:
        if self._goes_on and self._words:
            self._words[-1] += data
        else:
            self._words.append(data)
        self._goes_on = False

    def _take_input(self, given: dict[str, str]) -> None:
        if given.get("type") in {"radio", "checkbox"} and "checked" not in given:
            return
        fields, name, value = self.forms[-1].fields, given["name"], given.get("value", "")
        before = fields.get(name)
        if before is None:
            fields[name] = value
        else:
            fields[name] = [*(before if isinstance(before, list) else [before]), value]


@dataclass
class Browser:
    """One person's browser."""

    client: FlaskClient

    def open(self, path: str) -> Page:
        """Open a page."""
        return Page(self.client.get(path, follow_redirects=True))

    def send(self, page: Page, button: str, **changes: str | list[str]) -> Page:
        """Fill in the form with this button and press it; return the page it leads to."""
        form = page.form(button)
        data = form.fields | changes
        if form.method == "get":
            return Page(self.client.get(form.action, query_string=data, follow_redirects=True))
        return Page(self.client.post(form.action, data=data, follow_redirects=True))
