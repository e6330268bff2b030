"""What a labour-market document says about itself: types, sector, place, audience, source.

Cue words and patterns alone, quick and explainable: every proposal carries the sentence that
shows why. Nothing here decides; a person says yes or no.
"""

from collections.abc import Sequence

from tagging.lmi import (
    audience,
    geography,
    interpretation,
    occupations,
    sectors,
    source,
    types,
    use,
)
from tagging.lmi.cues import Reading
from tagging.lmi.evidence import Proposal
from tagging.text.splitting import Span

__all__ = ["FIELDS", "Proposal", "propose"]

FIELDS: tuple[str, ...] = (
    "lmi_types", "interpretation", "sic", "soc", "geography", "region", "audience", "source",
    "published", "licence", "method", "official", "use",
)  # fmt: skip
_IN_ORDER = {field: number for number, field in enumerate(FIELDS)}


def propose(text: str, title: str, *, places: Sequence[str] = ()) -> tuple[Proposal, ...]:
    """Return what to fill in for a document, by field, most certain first within each.

    `places` are the names that the organisation uses for its own towns and regions. Values of
    `lmi_types`, `interpretation`, `geography`, `audience` and `use` are keys of the tables in
    `graph.records`; `sic` and `soc` are codes; `published` is an ISO date; `official` is 'yes' or
    'no'; the others are words of the text. Several proposals may stand for `lmi_types`, `sic`,
    `soc`, `region` and `audience`. Offsets count characters of `text`.
    """
    head, body = Reading(title, [Span(0, len(title))]), Reading(text)
    nowhere = body.without(geography.named(body, places))
    titled = head.without(geography.named(head, places))
    found = [
        *types.propose(head, body),
        *interpretation.propose(head, body),
        *sectors.propose(titled, nowhere),
        *occupations.propose(titled, nowhere),
        *geography.propose(head, body, places),
        *audience.propose(head, body),
        *source.propose(body),
        *use.propose(head, body),
    ]
    return tuple(sorted(found, key=lambda one: (_IN_ORDER[one.field], -one.probability)))
