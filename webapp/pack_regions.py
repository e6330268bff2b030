"""The regions to choose from where somebody says where a client lives."""

from dataclasses import dataclass

from tagging import knowledge_base
from webapp import current


@dataclass(frozen=True, slots=True)
class Regions:
    """Regions and places by name, and the place of whoever asks ('' if none)."""

    names: tuple[str, ...]
    own: str


def regions() -> Regions:
    """Return the regions that documents are about and the places of the organisation."""
    names, own = knowledge_base.regions(current.db(), current.viewer(), current.now().date())
    return Regions(names, own)
