"""Personal data in texts: told before a document is published, refused where a client is asked for.

Patterns alone, so that a form can use them. Each takes linear time whatever is typed. Few false
alarms matter more here than the last true one: a person looks at every flag.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tagging.errors import Invalid

KINDS: dict[str, str] = {
    "e-mail": "an e-mail address",
    "phone": "a telephone number",
    "national insurance": "a National Insurance number",
    "date of birth": "a date of birth",
    "address": "a postal address",
    "postcode": "a postcode",
    "client": "a client's name",
    "cv": "a curriculum vitae",
}
_REFUSED = (
    "client",
    "national insurance",
    "date of birth",
    "phone",
    "e-mail",
    "address",
    "postcode",
)


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that look like personal data; `kind` is a key of `KINDS`, offsets are characters."""

    kind: str
    words: str
    start: int
    end: int


_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)
# A UK number: 0 or +44, then nine or ten digits in groups of at least two (Ofcom's numbering plan).
_PHONE = re.compile(
    r"(?<![\w£$€.,/#-])(?:(?:\+|00 ?)44[ -]?(?:\(0\)[ -]?)?|\(?0(?=\d\d))(?:\d[ "
    r"()-]{0,2}){8,9}\d(?![\d£%]|[,.]\d)"
)
_PHONE_STARTS = re.compile(r"^(?:0?0?44|0)0?(?:1|2[03489]|3[0347]|5[56]|7|8[0-9]|9)")
# Prefixes that are never given out: HMRC, National Insurance Manual, NIM39110.
_NATIONAL_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]"
    r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = (
    r"(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH},?[ -](?:19|20)?\d{{2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}})"
)
_BIRTH = re.compile(
    rf"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|born(?: on)?)[\s:*|]{{0,6}}(?:(?:is|was|on) )?"
    rf"{_DAY}\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:GIR ?0AA|[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRV-Y]?) "
    r"?\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])"
)
_STREET = (
    r"(?:street|st|road|rd|lane|ln|avenue|ave|close|drive|square|court|terrace|crescent|way|place|"
    r"gardens?|grove|hill|row|mews|walk|park|view|rise|green)"
)
_ADDRESS = re.compile(
    rf"(?<![\w£.,])(?:[Ff]lat \d{{1,4}}[a-z]?,? )?\d{{1,4}}[a-z]? (?:[A-Z][\w'’-]{{1,20}} ){{1,3}}"
    rf"(?i:{_STREET})\b[^\n]{{0,80}}(?:\n[^\n]{{0,60}}){{0,3}}",
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?"
_NAME = r"[A-Z][a-zà-ÿ]+(?:['’-][A-Z]?[a-zà-ÿ]+)?"
_FULL_NAME = rf"{_NAME}(?: [A-Z]\.?)?(?: {_NAME}){{1,2}}"
_CLIENT_WORD = r"(?:[Cc]lient|[Cc]ustomer|[Pp]upil|[Ss]tudent|[Cc]laimant|[Ll]earner|[Pp]atient)"
_OWN = r"(?:[Mm]y|[Oo]ur)"
_ANY = r"(?:[Aa]|[Tt]he|[Tt]his|[Hh]er|[Hh]is)"
_CALLED = r"(?:(?:is |was )?(?:called|named) |(?:is|was) )"
_HAPPENED = (
    r"(?:was|has been) (?:referred|sanctioned|made redundant)|is looking for work|"
    r"missed (?:her|his|their|the) appointment"
)
_CLIENT = re.compile(
    rf"\b{_CLIENT_WORD}(?:['’]s)?(?: (?:[Nn]ame|[Rr]ef(?:erence)?))?\s?[:=–-]\s{{0,3}}\**\s?"
    rf"(?P<labelled>(?:{_TITLE} )?(?:[A-Z]\. ?){{0,2}}{_NAME}(?: {_NAME}){{0,2}})"
    rf"|\b{_CLIENT_WORD},? {_CALLED}?(?P<named>{_TITLE} {_NAME}(?: {_NAME})?|{_FULL_NAME})"
    rf"|\b{_OWN} {_CLIENT_WORD},? {_CALLED}?(?P<own>{_NAME}(?: {_NAME})?)(?=[\s,.;)]|$)"
    rf"|\b{_ANY} {_CLIENT_WORD}, (?P<any>{_NAME}(?: {_NAME})?)(?=[\s,.;)]|$)"
    rf"|\b{_CLIENT_WORD},? (?:(?:is|was) called |(?:called|named) (?=[A-Z]))(?P<called>\w{{2,30}})"
    rf"|(?P<aged>{_NAME}(?: {_NAME})?), (?:aged? )?\d\d, (?=wants|is|has|lives|who|from|left|lost)"
    rf"|(?P<titled>{_TITLE} {_NAME}(?: {_NAME})?) (?:came in|attended|rang|phoned|is looking for|"
    rf"wants to|would like|told me|lives in|disclosed|{_HAPPENED})\b"
    rf"|(?P<came>{_FULL_NAME}) (?:came in (?:to|on|for|today|yesterday|last)|{_HAPPENED})\b"
)
# Only where a client is asked about: elsewhere 'Carrow Marine wants to grow' is no person.
_WISH = re.compile(
    rf"\b(?P<name>{_FULL_NAME}) (?:wants|would like|is looking for|needs to|is interested in)\b"
)
_WORDS_NO_NAMES = """
Adult Adults Children Everyone Families Health Men Older Parents People Person Women Young
Action Advice Adviser Advisers Age Agreement And Area Assessment Care Career Careers Case Centre
Charter College Consent Contact Contract Data Date Department English Experience Feedback
Finance First Folder Form Group Groups Guide Guidance Handbook Information Interview Journey
Loan Loans Manager Management Meeting Name Needs None Number Outcomes Plan Policy Profile
Protection Record Records Reference Referral Relations Report Review School Service Services
Skills Staff Story Success Support Survey Team The Training Type Types Union University Unit
Work Yes No All Any If Is It In On For How What When Where Who Why Monday Tuesday Wednesday
Thursday Friday Saturday Sunday January February March April May June July August September
October November December
"""
_NO_NAMES = frozenset(_WORDS_NO_NAMES.split())
_CV = re.compile(
    r"(?:\A|\n)[ \t#*]{0,6}(?:curriculum vitae|c\.?v\.?(?: of| for|:| [-–])"
    r"|r[eé]sum[eé](?: of|:| [-–]|[ \t]*\n)"
    r"|personal (?:statement|details|profile)[ \t*:]{0,4}(?=\n|\Z))[^\n]{0,80}",
    re.IGNORECASE,
)
_ISBN_BEFORE = re.compile(
    r"(?:ISBN|ISSN|DOI|doi|ref\w{0,8}|no\.?|number)[\s:-]{0,3}(?:1[03])?[\s:-]{0,3}$"
)
_LOOK_BACK = 20


def flags(text: str) -> tuple[Flag, ...]:
    """Return what in `text` looks like personal data, in order of appearance."""
    found = [flag for finder in _FINDERS for flag in finder(text)]
    found.sort(key=lambda flag: (flag.start, -flag.end))
    return tuple(_outermost(found))


def refuse_client_data(text: str, field: str) -> None:
    """Raise `Invalid` for `field` where `text` holds what could tell who a client is."""
    every = sorted(
        (*flags(text), *_postcodes(text), *_wishes(text)), key=lambda flag: (flag.start, -flag.end)
    )
    found = [flag for flag in _outermost(every) if flag.kind in _REFUSED]
    kinds = list(dict.fromkeys(KINDS[flag.kind] for flag in found))
    if not kinds:
        return
    listed = kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + " and " + kinds[-1]
    raise Invalid(
        f"This holds {listed} (‘{found[0].words}’). Leave out who the client is: describe what "
        "they want to know, where they live roughly and their age group.",
        field,
    )


def _outermost(found: Sequence[Flag]) -> Iterator[Flag]:
    end = 0
    for flag in found:
        if flag.start >= end:
            yield flag
            end = flag.end


def _matches(kind: str, pattern: re.Pattern[str]) -> Callable[[str], Iterator[Flag]]:
    def find(text: str) -> Iterator[Flag]:
        for match in pattern.finditer(text):
            yield Flag(kind, match.group().strip(), match.start(), match.end())

    return find


def _phones(text: str) -> Iterator[Flag]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if _PHONE_STARTS.match(digits) and not _ISBN_BEFORE.search(before):
            yield Flag("phone", match.group(), match.start(), match.end())


def _postcodes(text: str) -> Iterator[Flag]:
    return _matches("postcode", _POSTCODE)(text)


def _wishes(text: str) -> Iterator[Flag]:
    for match in _WISH.finditer(text):
        if not any(word in _NO_NAMES for word in match["name"].split()):
            yield Flag("client", match["name"], *match.span("name"))


def _addresses(text: str) -> Iterator[Flag]:
    """Yield house number, street and, within the next lines, a postcode."""
    for match in _ADDRESS.finditer(text):
        postcode = _POSTCODE.search(match.group())
        if postcode:
            words = match.group()[: postcode.end()]
            yield Flag(
                "address", " ".join(words.split()), match.start(), match.start() + len(words)
            )


def _clients(text: str) -> Iterator[Flag]:
    for match in _CLIENT.finditer(text):
        group = match.lastgroup or ""
        words = match.group(group).split()
        if not any(word.strip(".") in _NO_NAMES for word in words):
            yield Flag("client", match.group(group), match.start(group), match.end(group))


_FINDERS = (
    _matches("e-mail", _EMAIL),
    _phones,
    _matches("national insurance", _NATIONAL_INSURANCE),
    _matches("date of birth", _BIRTH),
    _addresses,
    _clients,
    _matches("cv", _CV),
)
