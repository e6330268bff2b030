"""Labour-market-information (LMI) documents, and the words that they are described with.

The types of LMI, information against intelligence, and direct access against mediated use are
those of guidance practice: Bimrose, Barnes and others, 'Labour market information for career
guidance', Warwick IER; the stages of maturity are those of the MATURE project's phase model
(Maier and Schmidt, 2007). Sectors are coded by SIC 2007, occupations by SOC 2020.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from graph.records.shared import Ref

LMI_TYPES: dict[str, str] = {
    "trends": "trends",
    "structure": "structure of the market",
    "entry": "how people get in",
    "demand": "demand and supply",
    "variation": "local and regional variation",
    "equality": "equality and diversity",
    "progression": "progression and pay",
    "recruitment": "recruitment methods",
    "vacancies": "vacancies",
    "skills": "skill needs",
}
INTERPRETATIONS: dict[str, str] = {
    "information": "information: figures and facts as they came",
    "intelligence": "intelligence: what the figures mean",
}
GEOGRAPHIES: dict[str, str] = {
    "national": "the whole country",
    "region": "a region",
    "local": "a town or district",
}
AUDIENCES: dict[str, str] = {
    "young people": "young people",
    "adults": "adults",
    "higher education": "people in or after higher education",
}
USES: dict[str, str] = {
    "direct": "clients can read it themselves",
    "mediated": "for advisers to explain",
}
MATURITY: dict[int, str] = {
    1: "an idea, put into words",
    2: "worked out by its author",
    3: "shared and talked about",
    4: "written up in full",
    5: "tried out in practice",
    6: "the standard here",
}
CRITERIA: dict[str, str] = {
    "reliability": "Can it be relied on?",
    "comprehensiveness": "Is anything missing?",
    "currency": "Is it up to date?",
    "relevance": "Is it of use to clients here?",
    "accessibility": "Is it easy to read and understand?",
    "impartiality": "Does it show all sides?",
}


class Space(StrEnum):
    """Who a document is there for: its owner, a team, or everybody."""

    PERSONAL = "personal"
    TEAM = "team"
    ORGANISATION = "organisation"


class Analysis(StrEnum):
    """How far the text analysis of a document has come."""

    NONE = ""
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Document:
    """A labour-market document. `id` is derived from the content that it began with.

    `owner` maintains it, `team` is whom it is shared with in the team's space. `sic` holds
    sections and divisions of SIC 2007, `soc` groups of SOC 2020; `lmi_types`, `interpretation`,
    `geography`, `audience`, `use` and `maturity` hold keys of the tables above. `author_names`
    are names that no person has been found for yet. A superseded document has a newer edition.
    """

    id: str
    title: str
    text: str
    summary: str = ""
    kind: str = "note"
    authors: tuple[Ref, ...] = ()
    author_names: tuple[str, ...] = ()
    owner: Ref | None = None
    space: Space = Space.ORGANISATION
    team: Ref | None = None
    lmi_types: tuple[str, ...] = ()
    interpretation: str = ""
    region: str = ""
    geography: str = ""
    sector: str = ""
    sic: tuple[str, ...] = ()
    soc: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    source: str = ""
    source_date: date | None = None
    method: str = ""
    licence: str = ""
    official: bool | None = None
    use: str = ""
    published: date | None = None
    review_due: date | None = None
    maturity: int = 1
    original_name: str = ""
    original_type: str = ""
    original_digest: str = ""
    personal_data_checked: bool = False
    analysis: Analysis = Analysis.NONE
    added: datetime | None = None
    changed: datetime | None = None
    superseded: bool = False
    skills: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """A skill that a document covers: who says so, how surely (0 to 1), from which words.

    `source` is `import` (its file says so), `person` (someone added it) or `suggestion` (someone
    said yes to what text analysis proposed).
    """

    skill: Ref
    source: str
    score: float = 1.0
    evidence: str = ""
