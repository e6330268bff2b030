"""Where a document has it from: source, date, method, licence, and whether it is official."""

import re
from datetime import date

from tagging.lmi.cues import Reading
from tagging.lmi.evidence import Proposal
from tagging.text.splitting import Span, sentences

_LONGEST_VALUE = 160
_LONGEST_SENTENCE = 600
_MONTHS = "january february march april may june july august september october november december"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH}),? "
    rf"(?P<year>(?:19|20)\d\d)|(?P<us_month>{_MONTH}) (?P<us_day>\d{{1,2}}),? (?P<us_year>(?:19|"
    rf"20)\d\d)"
    rf"|(?P<only_month>{_MONTH}),? (?P<only_year>(?:19|20)\d\d)"
    r"|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)"
)
_PUBLISHED = re.compile(
    r"\b(?:published|publication date|date published|last (?:modified|updated|reviewed)|updated|"
    r"issued|"
    r"release date|date)\b(?: date)?(?: on| in)?\s{0,3}[:*–-]{0,3}\s{0,3}(?:[a-z]{3,6}day,? )?"
    rf"(?:{_DATE})",
    re.IGNORECASE,
)
_SOURCE_LINE = re.compile(
    r"(?:^|\n|\. |\()[ \t#>*]{0,6}(?:data )?sources?(?: of "
    r"data)?\s?:\**\s{0,3}(?P<value>[^\n]{3,300})",
    re.IGNORECASE,
)
_BODIES = (
    r"Office for National Statistics|ONS|Nomis|NOMIS|Census 20\d\d|Labour Force Survey|"
    r"Annual Population Survey|Annual Survey of Hours and Earnings|ASHE|Employer Skills Survey|"
    r"Department for (?:Education|Work and Pensions)|DWP|DfE|Skills England|Skills Imperative|"
    r"Working Futures|LMI for All|Lightcast|Burning Glass|Adzuna|HESA|Higher Education Statistics "
    r"Agency|UCAS|Graduate Outcomes|Careers Wales|Skills Development Scotland|NISRA|StatsWales|"
    r"Scottish Government|Welsh Government|Eurostat|Cedefop|OECD|Institute for Employment Studies|"
    r"Institute for Employment Research|CIPD|CITB|Skills for Care|NHS England|NHS Digital|"
    r"(?:U\.?S\.? )?Bureau of Labor Statistics|BLS|Census Bureau|O\*NET|GOV\.UK"
)
_NAMED_SOURCE = re.compile(
    r"(?<!\w)(?:(?:according to|source[sd]? (?:from|by)|figures from|data from|published by|"
    r"reported by|"
    r"statistics from|survey by)(?: the| a)? (?P<said>[A-Z][\w'’&*.-]{1,30}(?: (?:of|for|and|the|"
    r"on|in|&|"
    rf"[A-Z][\w'’&*.-]{{0,30}}|\d{{4}})){{0,7}})|(?P<body>{_BODIES}))(?!\w)"
)
_OFFICIAL_BODIES = re.compile(
    r"(?<!\w)(?:official (?:statistics|figures|earnings figures|labour market statistics)|"
    r"national statistics"
    r"|Office for National Statistics|ONS|Nomis|NOMIS|Census 20\d\d|Labour Force Survey|ASHE|DWP|"
    r"DfE|HESA"
    r"|Annual (?:Population Survey|Survey of Hours and Earnings)|NISRA|StatsWales|Crown copyright"
    r"|Eurostat|GOV\.UK|(?:U\.?S\.? )?Bureau of Labor Statistics|Department for (?:Education|Work "
    r"and "
    r"Pensions))(?!\w)"
)
_OWN_WORK = re.compile(
    r"(?<!\w)(?:our (?:own )?(?:calls|survey|interviews|visits|count|notes|work|figures|"
    r"experience)|we (?:rang|asked"
    r"|called|counted|surveyed|interviewed|spoke to|compared|looked for|took|went through|found|"
    r"read them|"
    r"reached|saw))(?!\w)",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"(?<!\w)(?P<strong>survey of|interviews? with|calls to|follow-up calls|focus groups? with|"
    r"sample of|"
    r"(?:online )?adverts (?:from|read)|comparison of|case stud(?:y|ies) of|based on (?:(?:a|an|"
    r"the|our) )?"
    r"(?:data|\d|interviews?|survey|adverts|responses|sample|review)|collected (?:from|by)|"
    r"questionnaire|respondents|response rate|margin of error|desk research|"
    r"worked example|methodology|we (?:rang|surveyed|interviewed|compared|went through|took \d)|"
    r"placements from|talks with (?:\w{1,12} )?\w{1,12}s|visits to (?:\d|two|three|four|five|"
    r"six))(?!\w)",
    re.IGNORECASE,
)
_LICENCES = {
    "Open Government Licence": r"open government licen[cs]e(?: v(?:ersion)? ?\d(?:\.\d)?)?|\bOGL\b",
    "Creative Commons": r"creative commons[\w -]{0,60}|\bCC[ -]BY(?:-(?:SA|NC|ND)){0,2}(?: "
    r"?\d\.\d)?|\bCC0\b",
    "Crown copyright": r"crown copyright",
    "public domain": r"(?:in the )?public domain",
    "all rights reserved": r"all rights reserved",
    "copyright": r"(?:©|\(c\)|copyright) ?(?:©|\(c\))? ?\d{4}[^\n]{0,60}",
}
_LICENCE = re.compile(
    "|".join(f"(?P<l{n}>{words})" for n, words in enumerate(_LICENCES.values())), re.IGNORECASE
)


def propose(text: Reading) -> list[Proposal]:
    """Return proposals for `source`, `published`, `licence`, `method` and `official`."""
    found = [_source(text), _published(text), _licence(text), _method(text), _official(text)]
    return [one for one in found if one is not None]


def read_date(match: re.Match[str]) -> date | None:
    """Return the date that `_DATE` matched, the first of the month where no day is said."""
    part = match.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        if part["y"]:
            return date(int(part["y"]), int(part["m"]), int(part["d"]))
        year = part["year"] or part["us_year"] or part["only_year"]
        month = (part["month"] or part["us_month"] or part["only_month"]).lower()
        return date(int(year), _month(month), int(part["day"] or part["us_day"] or 1))
    except ValueError:
        return None


def _month(word: str) -> int:
    return [name[:3] for name in _MONTHS.split()].index(word[:3]) + 1


def _source(text: Reading) -> Proposal | None:
    line = _SOURCE_LINE.search(text.text)
    if line:
        return _proposal("source", _short(line["value"]), 0.85, text, line.span("value"))
    named = list(_NAMED_SOURCE.finditer(text.text))
    if not named:
        return None
    said = next((one for one in named if one["said"]), named[0])
    value = said["said"] or said["body"]
    return _proposal("source", _short(value), 0.6 if said["said"] else 0.5, text, said.span())


def _published(text: Reading) -> Proposal | None:
    for match in _PUBLISHED.finditer(text.text):
        day = read_date(match)
        if day:
            sure = 0.6 if match["only_month"] else 0.8
            return _proposal("published", day.isoformat(), sure, text, match.span())
    return None


def _licence(text: Reading) -> Proposal | None:
    match = _LICENCE.search(text.text)
    if match is None:
        return None
    number = int((match.lastgroup or "l0")[1:])
    sure = 0.85 if number < 2 else 0.6
    return _proposal("licence", _short(match.group()), sure, text, match.span())


def _method(text: Reading) -> Proposal | None:
    match = _METHOD.search(text.text)
    if match is None:
        return None
    place = _around(text.text, match.start())
    value = _short(text.text[place.start : place.end])
    return _proposal("method", value, 0.55, text, match.span())


def _official(text: Reading) -> Proposal | None:
    official = list(_OFFICIAL_BODIES.finditer(text.text))
    own = list(_OWN_WORK.finditer(text.text))
    if not official and not own:
        return None
    says_official = len(official) >= len(own)
    more, less = (official, own) if says_official else (own, official)
    sure = min(0.85, (len(more) + 0.5) / (len(more) + len(less) + 1.5))
    return _proposal("official", "yes" if says_official else "no", sure, text, more[0].span())


def cited(text: Reading) -> list[str]:
    """Return the sources that a text names, each once, in order."""
    lines = [match["value"] for match in _SOURCE_LINE.finditer(text.text)]
    named = [match["said"] or match["body"] for match in _NAMED_SOURCE.finditer(text.text)]
    return list(dict.fromkeys(_short(one) for one in (*lines, *named)))


def says_method(text: Reading) -> bool:
    """Return whether a text says how it came by what it says."""
    return _METHOD.search(text.text) is not None


def _proposal(
    field: str, value: str, sure: float, text: Reading, place: tuple[int, int]
) -> Proposal:
    sentence = _around(text.text, place[0])
    words = " ".join(text.text[sentence.start : sentence.end].split())
    return Proposal(field, value, round(sure, 3), words, *place)


def _around(text: str, place: int) -> Span:
    """Return the sentence round an offset, looking no further than it takes to read one."""
    first = max(text.rfind("\n", 0, place) + 1, place - _LONGEST_SENTENCE)
    line_end = text.find("\n", place)
    last = min(len(text) if line_end < 0 else line_end, place + _LONGEST_SENTENCE)
    inside = [one for one in sentences(text, first, last) if one.start <= place < one.end]
    return inside[0] if inside else Span(first, last)


def _short(words: str) -> str:
    line = " ".join(words.split()).strip(" .*_;")
    return line if len(line) <= _LONGEST_VALUE else line[:_LONGEST_VALUE].rsplit(" ", 1)[0] + " …"
