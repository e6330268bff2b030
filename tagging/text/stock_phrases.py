"""The stock phrases of pages and advertisements, as patterns that take linear time."""

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)


EQUAL_OPPORTUNITIES = _any(
    r"equal[- ](?:employment )?opportunit(?:y|ies) (?:and affirmative action )?(?:employer|"
    r"workplace)",
    r"(?:proud|committed) to (?:be(?:ing)? )?(?:an )?equal[- ]opportunit(?:y|ies)",
    r"(?:all )?qualified applicants will (?:receive|be given) consideration",
    r"disability confident (?:employer|leader|committed)",
    r"we (?:particularly |warmly |actively )?(?:welcome|encourage) applications from",
    r"applications? (?:are|is) (?:welcome|encouraged|welcomed) from (?:all|everyone|candidates|"
    r"people)",
    r"(?:regardless of|without regard to|irrespective of|on the (?:grounds|basis) of) "
    r"(?:race|gender|sex|age|colou?r|religion|disability|ethnicity|sexual|background|their)",
    r"celebrates? diversity (?:and|,)",
    r"affirmative action",
    r"e[-/]?verify",
)

PROTECTED = _any(
    "race", "colou?r", "religion", "belief", "sex",
    "gender(?: identity| expression| reassignment)?",
    "sexual orientation", "national origin", "ethnic(?:ity| origin)", "disability", "age",
    "marital status", "civil partnership", "pregnancy", "maternity", "veteran status", "genetics?",
)  # fmt: skip

NOTICE = _any(
    r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies",
    r"(?:accept|reject|manage|allow)(?: all)?(?: optional| additional| non-essential)? cookies",
    r"cookies? (?:policy|notice|settings|preferences|statement)",
    r"privacy (?:policy|notice|statement|settings)",
    r"(?:we|will) (?:process|handle|store|use) your (?:personal )?(?:data|information)",
    r"by (?:continuing to|using) (?:use |browse )?(?:this|our|the) (?:web)?site",
    r"terms (?:and conditions|of use|of service)(?: apply)?",
    r"all rights reserved",
    r"(?:©|\(c\)|copyright) ?(?:©|\(c\))? ?(?:\d{4}|crown|the )",
    r"crown copyright",
    r"registered (?:charity|company|office|in (?:england|scotland|wales|northern ireland))",
    r"(?:company|charity|vat) (?:registration )?(?:number|no)\.?:? ?\w?\w?\d{5,9}",
    r"(?:enable|turn on|activate) java ?script",
    r"java ?script (?:is|must be) (?:disabled|enabled|required|turned)",
    r"skip to (?:main |the )?(?:content|navigation|search|menu)",
    r"(?:intended|confidential)[^.\n]{0,60} (?:solely|only) for the (?:addressee|recipient|use of)",
    r"if you (?:have received|are not the intended recipient)[^.\n]{0,40}",
    r"(?:un)?subscribe (?:to|from) (?:our|this|the) (?:newsletter|mailing list|e-?mails?)",
    r"sign up (?:for|to) (?:our|the) (?:newsletter|mailing list|e-?mail(?: alerts| updates)?s?)",
    r"follow us on",
    r"no agencies(?:,)? please",
    r"(?:use|select|choose|click|tap|press|open)(?: \w{1,12}){0,4} "
    r"(?:drop-?down|menu|button|tab|icon|check ?box|filter|slider)(?:es|s)?",
    r"click (?:here|on|the)",
    r"(?:links?|menu) (?:in|on|at) the (?:left|right|top|bottom)",
    r"for (?:more |further |additional )?(?:information|details)[^.\n]{0,200}? "
    r"(?:see|visit|contact|go to|call|ring)",
    r"(?:learn|find out|read) more (?:about|at|from|by)",
    r"explore (?:our |more )?(?:resources|pages|links) (?:for|on|about)",
)

_NAVIGATION = (
    "home", "menu", "search", "log ?in", "log ?out", "sign ?in", "sign ?out", "sign ?up",
    "register",
    "about us", "contact us", "contact", "site ?map", "accessibility(?: statement)?", "cookies",
    "privacy", "terms", "help", "faqs?", "news", "back", "next", "previous", "next page",
    "previous page", "back to top", "top of page", "return to top", "read more", "show more",
    "see more", "view more", "load more", "view all", "show all", "share(?: this(?: page)?)?",
    "tweet", "like", "e-?mail", "print(?: this page)?", "download(?: pdf)?", "close", "toggle \\w+",
    "apply(?: now| online| here)?", "save (?:this )?job", "my account", "basket", "subscribe",
    "feedback", "report a problem", "was this page helpful", "yes", "no", "facebook", "twitter",
    "linkedin", "instagram", "youtube", "related (?:links|pages|content|articles)", "quick links",
    "on this page", "in this section", "(?:table of )?contents", "page \\d+(?: of \\d+)?",
    "main navigation", "navigation", "footer", "header", "breadcrumbs?", "you are here",
)  # fmt: skip
_ITEM = "(?:" + "|".join(_NAVIGATION) + ")"
# Furniture alone on its line, or several pieces of it with marks between them.
NAVIGATION_LINE = re.compile(
    rf"^[#*\-•>\s]{{0,6}}{_ITEM}(?:\s?[|·•/»>,]\s?{_ITEM}){{0,20}}[\s?:.»›>]{{0,4}}$", re.IGNORECASE
)

CONTACT_LINE = re.compile(
    r"^[#*\-•>\s]{0,6}(?:tel(?:ephone)?|phone|mobile|mob|fax|e-?mail|web(?:site)?|address|url|"
    r"postcode"
    r"|t|m|e|w)\b\**\s?[.:][^\n]{0,120}$",
    re.IGNORECASE,
)

ADDRESS_WORDS = re.compile(
    r"^\d{1,4}[a-z]?(?:[-–/]\d{1,4})?,? [A-Z]|\b(?:street|road|lane|avenue|close|drive|square|"
    r"court|"
    r"terrace|crescent|way|place|house|building|floor|suite|unit|park|p\.?o\.? box|estate|blvd)\b",
    re.IGNORECASE,
)
