"""How people are reached and when: an external contact's first entry, and one's own page."""

import re
from collections.abc import Iterable
from typing import Any, Self

from wtforms import DateField, SelectChoice, SelectField
from wtforms.validators import DataRequired, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from graph.records import Person, Ref
from tagging.reach import way_of
from webapp.forms.base import SignpostForm, long_text, text
from webapp.forms.taggings import SkillsField

BEST_WAYS = [
    SelectChoice("", "No preference"),
    SelectChoice("phone", "Phone"),
    SelectChoice("mobile", "Mobile"),
    SelectChoice("email", "E-mail"),
    SelectChoice("chat", "Chat"),
]
ASKED = [
    SelectChoice("yes", "Yes, I like being asked"),
    SelectChoice("no", "I would rather not be asked"),
    SelectChoice("", "I would rather not say"),
]
NOBODY = SelectChoice("", "Nobody")
_ASKED_WORDS = {True: "yes", False: "no", None: ""}
_AS_THEY_ARE = ("phone", "mobile", "chat", "best_times", "job_title", "about")


class ChannelsForm(SignpostForm):
    """The ways to reach someone."""

    phone = text("Phone", longest=40)
    mobile = text("Mobile", longest=40)
    best_way = SelectField("Best way", choices=BEST_WAYS, default="")
    best_times = text("Best times (optional)", longest=120, hint="For example, weekday mornings")


class ContactForm(ChannelsForm):
    """An external contact, in a minute. What must be there, the use case says too."""

    name = text("Full name", DataRequired("Enter their full name"), longest=120)
    organisation = text(
        "Organisation", DataRequired("Enter the organisation they work for"), longest=120
    )
    job_title = text("Job title (optional)", longest=120)
    email = text("E-mail address", longest=254)
    skills = SkillsField("What can they help with?")
    listing_note = long_text(
        "What did you tell them about being listed?",
        DataRequired("Enter what they were told about being listed"),
        longest=500,
        hint="For example, ‘Told by phone that advisers may ring about placements; agreed.’",
    )

    def validate_phone(self, field: Any) -> None:
        """Ask for one way to reach them at least."""
        if not any(channel.data for channel in (field, self.mobile, self.email)):
            raise ValidationError("Enter a phone number or an e-mail address to reach them by")

    def fields(self) -> dict[str, Any]:
        """Return what was entered, named as `tagging.people.add_contact` takes it."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class OwnPageForm(ChannelsForm):
    """What people keep up to date about themselves."""

    chat = text("Chat", longest=200, hint="A link that starts a chat with you, or your chat name")
    job_title = text("Job title", longest=120)
    nicknames = text("Also known as", longest=500, hint="Separate several with commas")
    languages = text("Languages", longest=500, hint="For example, English, Polish, Urdu")
    about = long_text("What should people come to you for?", longest=2000)
    approachable = SelectField(
        "Do you like being asked?",
        choices=ASKED,
        default="",
        description="It stands beside your name. New colleagues see first who likes it.",
    )
    absent_since = DateField("First day away", [MayBeEmpty()])
    absent_until = DateField("Last day away", [MayBeEmpty()])
    absence_note = text("What should people know while you are away?", longest=200)
    stand_in = SelectField("Who stands in for you?", choices=[NOBODY], default="")

    @classmethod
    def of(cls, person: Person, colleagues: Iterable[Person]) -> Self:
        """Return the form as this person's page stands (or as just sent, in a POST)."""
        away = person.absence
        entered = {name: getattr(person, name) for name in _AS_THEY_ARE}
        form = cls(
            data=entered
            | {
                "best_way": way_of(person.best_way),
                "nicknames": ", ".join(person.nicknames),
                "languages": ", ".join(person.languages),
                "absent_since": away.since if away else None,
                "absent_until": away.until if away else None,
                "absence_note": away.note if away else "",
                "approachable": _ASKED_WORDS[person.approachable],
                "stand_in": person.stand_in.id if person.stand_in else "",
            }
        )
        form.stand_in.choices = _stand_ins(person, colleagues)
        return form

    def fields(self) -> dict[str, Any]:
        """Return what was entered, named as `tagging.people.update_own` takes it."""
        entered = {name: value for name, value in self.data.items() if name != "csrf_token"}
        for name in ("nicknames", "languages"):
            entered[name] = re.split(r"[,;|]", entered[name] or "")
        return entered


def _stand_ins(person: Person, colleagues: Iterable[Person]) -> list[SelectChoice]:
    now = [person.stand_in] if person.stand_in else []
    known = {one.id: one for one in now} | {one.id: Ref(one.id, one.name) for one in colleagues}
    known.pop(person.id, None)
    listed = sorted(known.values(), key=lambda one: one.name.casefold())
    return [NOBODY, *(SelectChoice(one.id, one.name) for one in listed)]
