"""What a page is made of, to see whether anything that was typed became part of it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

ADDRESSES = {"action", "formaction", "href", "src", "hx-get", "hx-post", "xlink:href"}
PASSIVE = {"aria-current", "class", "id", "rel", "title"}  # they run nothing and lead nowhere
HARMLESS_SCHEMES = ("/", "#", "?", "mailto:", "tel:")


@dataclass
class Markup(HTMLParser):
    """The elements, attributes and outward addresses of a page."""

    elements: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    outward: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            if name not in PASSIVE:
                self.attributes.add(f"{tag} {name}")
            if name in ADDRESSES and value and not value.startswith(HARMLESS_SCHEMES):
                self.outward.add(f"{tag} {name}={value}")

    @classmethod
    def of(cls, page: str) -> "Markup":
        """Return what this page is made of."""
        markup = cls()
        markup.feed(page)
        markup.close()
        return markup

    def __or__(self, other: "Markup") -> "Markup":
        return Markup(
            self.elements | other.elements,
            self.attributes | other.attributes,
            self.outward | other.outward,
        )

    def beyond(self, known: "Markup") -> set[str]:
        """Return what this page has that the known pages have not."""
        return (
            (self.elements - known.elements)
            | (self.attributes - known.attributes)
            | (self.outward - known.outward)
        )
