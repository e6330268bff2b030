"""Writing a document, and what it says about itself."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any, Self

from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from graph.records import (
    AUDIENCES,
    GEOGRAPHIES,
    INTERPRETATIONS,
    LMI_TYPES,
    USES,
    Document,
)
from tagging.documents.fields import LONGEST, SIC_SECTIONS, SOC_MAJOR
from tagging.documents.writing import KINDS, Draft, fingerprint
from webapp.forms.base import SignpostForm, long_text, text
from webapp.forms.taggings import SkillsField

NOT_SAID = SelectChoice("", "Not said")


def choices(table: Mapping[str, str]) -> list[SelectChoice]:
    """Return a table of keys and words as choices, their words with a capital."""
    return [SelectChoice(key, words[:1].upper() + words[1:]) for key, words in table.items()]


class AuthorsField(SkillsField):
    """Names or e-mail addresses, one in each text input."""

    def pre_validate(self, form: Any) -> None:
        """The use case knows who there is, and how many may be given."""


class WritingForm(SignpostForm):
    """A document as it is written. What must be there, the use case says too."""

    title = text("Title", DataRequired("Enter a title"), longest=LONGEST["title"])
    summary = long_text(
        "In short, for a client",
        longest=LONGEST["summary"],
        hint="Two or three sentences that an adviser can read out. They go into client packs.",
    )
    # White space matters in Markdown: the text is not trimmed here.
    text = TextAreaField(
        "Text",
        [
            DataRequired("Enter the text"),
            Length(max=LONGEST["text"], message="The text is too long: use %(max)d characters"),
        ],
    )
    kind = SelectField("Kind of document", choices=[], default="note")
    authors = AuthorsField("Authors")
    published = DateField("Published", [MayBeEmpty()])
    review_due = DateField("To be reviewed by", [MayBeEmpty()])
    seen = HiddenField()
    key = HiddenField(default=lambda: token_hex(8))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict.fromkeys((*KINDS, *filter(None, [self.kind.data])))
        self.kind.choices = [SelectChoice(kind, kind[:1].upper() + kind[1:]) for kind in known]

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return the form as the document stands (or as just sent, in a POST)."""
        names = ("title", "text", "summary", "kind", "published", "review_due")
        shown = {name: getattr(document, name) for name in names}
        authors = [author.name for author in document.authors]
        return cls(data=shown | {"authors": authors, "seen": fingerprint(document)})

    def draft(self) -> Draft:
        """Return what was written."""
        return Draft(
            title=self.title.data or "",
            text=self.text.data or "",
            summary=self.summary.data or "",
            kind=self.kind.data or "note",
            published=self.published.data,
            review_due=self.review_due.data,
            authors=tuple(self.authors.data),
        )


class DetailsForm(SignpostForm):
    """What a document says about itself, in plain words."""

    lmi_types = SelectMultipleField("What is it about?", choices=choices(LMI_TYPES))
    interpretation = RadioField(
        "Figures or meaning?",
        [MayBeEmpty()],
        choices=[*choices(INTERPRETATIONS), NOT_SAID],
        default="",
    )
    use = RadioField(
        "How is it used?", [MayBeEmpty()], choices=[*choices(USES), NOT_SAID], default=""
    )
    audience = SelectMultipleField("Which clients is it about?", choices=choices(AUDIENCES))
    geography = RadioField(
        "How wide an area?", [MayBeEmpty()], choices=[*choices(GEOGRAPHIES), NOT_SAID], default=""
    )
    region = text(
        "Which area?", longest=LONGEST["region"], hint="For example, Port Carrow and Marram Bay"
    )
    sector = text(
        "Sector, in your words", longest=LONGEST["sector"], hint="For example, social care"
    )
    sic_sections = SelectMultipleField("Industries (SIC 2007)", choices=choices(SIC_SECTIONS))
    sic_finer = text(
        "Finer industry codes",
        longest=200,
        hint="Divisions of SIC 2007, if you know them: for example, 28, 30",
    )
    soc_groups = SelectMultipleField("Occupations (SOC 2020)", choices=choices(SOC_MAJOR))
    soc_finer = text(
        "Finer occupation codes",
        longest=200,
        hint="Groups of SOC 2020, if you know them: for example, 5223, 613",
    )
    source = text(
        "Where does it come from?",
        longest=LONGEST["source"],
        hint="Who found it out, in which publication; a web address is fine",
    )
    source_date = DateField("When did they find it out?", [MayBeEmpty()])
    method = long_text(
        "How did they find it out?",
        longest=LONGEST["method"],
        hint="For example, calls to eleven employers in September; 730 online adverts",
    )
    official = RadioField(
        "Official figures?",
        [MayBeEmpty()],
        choices=[
            SelectChoice("yes", "Yes, from a statistics office or a government department"),
            SelectChoice("no", "No"),
            SelectChoice("", "Not known"),
        ],
        default="",
    )
    licence = text(
        "May it be passed on?",
        longest=LONGEST["licence"],
        hint="For example, Open Government Licence; for use in this service only",
    )

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return the form as the document stands (or as just sent, in a POST)."""
        alike = (
            "lmi_types", "interpretation", "use", "audience", "geography", "region", "sector",
            "source", "source_date", "method", "licence",
        )  # fmt: skip
        said = {True: "yes", False: "no", None: ""}
        return cls(
            data={name: getattr(document, name) for name in alike}
            | {
                "official": said[document.official],
                "sic_sections": [code for code in document.sic if code in SIC_SECTIONS],
                "sic_finer": ", ".join(code for code in document.sic if code not in SIC_SECTIONS),
                "soc_groups": [code for code in document.soc if code in SOC_MAJOR],
                "soc_finer": ", ".join(code for code in document.soc if code not in SOC_MAJOR),
            }
        )

    def typed(self) -> dict[str, Any]:
        """Return what was entered, named as `tagging.documents.writing.describe` takes it."""
        entered = dict(self.data)
        return entered | {
            "sic": [*(self.sic_sections.data or []), self.sic_finer.data or ""],
            "soc": [*(self.soc_groups.data or []), self.soc_finer.data or ""],
        }


class WhoForm(SignpostForm):
    """Somebody, by name, e-mail address or id; `other` is typed where none of those offered."""

    name = HiddenField()
    who = text("Who?", longest=254)
    other = text("Somebody else", longest=254)

    @property
    def chosen(self) -> str:
        """Whom was chosen or typed; '' is nobody here."""
        return str(self.other.data if self.who.data == "other" else self.who.data or "")


class OlderForm(SignpostForm):
    """The older edition that a document replaces: its address or id."""

    older = text("Which document does it replace?", longest=300)

    @property
    def document_id(self) -> str:
        """The id, from an address of this site too."""
        return str(self.older.data or "").split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
