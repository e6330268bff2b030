"""What the columns of a file of people are called, in their usual variants."""

from importers.columns import Variants

PEOPLE: Variants = {
    "id": (
        "person id", "employee id", "employee number", "staff id", "staff number", "uid",
        "user id", "username", "personnel number", "payroll number", "contact id",
    ),
    "name": (
        "full name", "display name", "person", "person name", "staff name", "employee name",
        "employee", "contact", "contact name", "cn",
    ),
    "first_name": ("first", "forename", "given name", "givenname"),
    "last_name": ("last", "surname", "family name", "sn"),
    "kind": ("type", "person type", "staff or external", "internal or external"),
    "nicknames": (
        "nickname", "known as", "preferred name", "alias", "aliases", "also known as",
        "other names",
    ),
    "job_title": ("title", "position", "post", "job", "role title", "occupation"),
    "email": (
        "e-mail", "mail", "e-mail address", "email address", "work email", "primary email",
    ),
    "phone": (
        "telephone", "phone number", "telephone number", "tel", "work phone", "landline",
        "extension", "direct line", "office phone",
    ),
    "mobile": (
        "mobile phone", "mobile number", "cell", "cell phone", "mobile telephone", "work mobile",
    ),
    "chat": ("teams", "slack", "chat handle", "chat name", "instant message", "im"),
    "best_way": (
        "best way to reach", "preferred contact", "preferred contact method",
        "preferred channel", "contact by",
    ),
    "best_times": (
        "best time", "best times to reach", "best time to call", "availability", "hours",
        "working pattern", "working hours", "when to call",
    ),
    "absent_since": ("absent from", "away from", "away since", "leave start", "absence start"),
    "absent_until": (
        "absent to", "away until", "away to", "leave end", "absence end", "back after",
    ),
    "absence_note": ("absence", "absence reason", "away note", "leave note"),
    "stand_in": (
        "standin", "deputy", "cover", "covered by", "substitute", "cover person", "delegate",
    ),
    "languages": ("language", "languages spoken", "speaks"),
    "place": (
        "location", "office", "site", "base", "based at", "town", "city", "work location",
    ),
    "team": (
        "team name", "department", "unit", "section", "group", "division", "business unit", "ou",
    ),
    "organisation": (
        "organization", "company", "employer", "organisation name", "organization name", "org",
        "works for", "firm",
    ),
    "roles": ("role", "job role", "job roles", "role profile", "role profiles"),
    "manager": (
        "line manager", "reports to", "supervisor", "managed by", "manager name",
        "manager email",
    ),
    "known_by": (
        "known to", "contact of", "relationship owner", "who knows them", "our contact",
        "account manager", "owner",
    ),
    "about": ("bio", "biography", "description", "notes", "summary", "profile"),
    "listing_note": (
        "listing", "told", "what they were told", "consent", "consent note", "privacy note",
    ),
    "approachable": ("likes being asked", "may be asked", "happy to be asked"),
    "joined": ("start date", "joining date", "date joined", "joined on", "since", "hired"),
    "left": ("leaving date", "end date", "date left", "leaver", "left on"),
}  # fmt: skip
REQUIRED = (("name", "first_name", "last_name"),)
KINDS = {
    "": "",
    "staff": "staff",
    "internal": "staff",
    "employee": "staff",
    "colleague": "staff",
    "member of staff": "staff",
    "external": "external",
    "external contact": "external",
    "contact": "external",
    "partner": "external",
    "outside": "external",
    "stakeholder": "external",
}
