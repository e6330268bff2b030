"""The words by which people say, besides the topic, whom they look for and what for."""

from tagging.words import tokens

LANGUAGES = [
    "Afrikaans",
    "Albanian",
    "Amharic",
    "Arabic",
    "Armenian",
    "Bengali",
    "Bulgarian",
    "Burmese",
    "Cantonese",
    "Catalan",
    "Croatian",
    "Czech",
    "Danish",
    "Dari",
    "Dutch",
    "Estonian",
    "Finnish",
    "French",
    "Georgian",
    "German",
    "Greek",
    "Gujarati",
    "Hausa",
    "Hebrew",
    "Hindi",
    "Hungarian",
    "Igbo",
    "Irish",
    "Italian",
    "Japanese",
    "Kannada",
    "Korean",
    "Kurdish",
    "Latvian",
    "Lithuanian",
    "Luganda",
    "Malay",
    "Malayalam",
    "Mandarin",
    "Marathi",
    "Nepali",
    "Norwegian",
    "Oromo",
    "Pashto",
    "Persian",
    "Polish",
    "Portuguese",
    "Punjabi",
    "Romanian",
    "Russian",
    "Serbian",
    "Shona",
    "Sinhala",
    "Slovak",
    "Slovenian",
    "Somali",
    "Spanish",
    "Swahili",
    "Swedish",
    "Tagalog",
    "Tamil",
    "Telugu",
    "Thai",
    "Tigrinya",
    "Turkish",
    "Twi",
    "Ukrainian",
    "Urdu",
    "Vietnamese",
    "Welsh",
    "Yoruba",
]
_OTHER_NAMES = {
    "farsi": "Persian", "chinese": "Mandarin", "bangla": "Bengali", "panjabi": "Punjabi",
    "filipino": "Tagalog", "bsl": "British Sign Language",
    "british sign language": "British Sign Language", "sign language": "British Sign Language",
    "english": "English",
}  # fmt: skip
BARE_NOT = frozenset({("english",), ("irish",), ("bsl",), ("sign", "language")})
SPEAKS = frozenset(
    {"speak", "speaks", "speaking", "speaker", "speakers", "spoken", "fluent", "talks"}
)
SPEAKS_ALONE = frozenset((word,) for word in SPEAKS)

_SAID = {
    ("kind", "external", "Outside"): (
        "outside contact; outside contacts; someone outside; somebody outside; anyone outside; "
        "anybody outside; people outside; outside; external; externals; external contact; "
        "external contacts; an external; outsider; outsiders"
    ),
    ("kind", "staff", "Staff"): (
        "inside; internal; internally; in house; inhouse; member of staff; members of staff; "
        "staff member; someone inside; somebody inside; inside the organisation; "
        "inside the service; one of our own; one of us"
    ),
    ("available", "yes", "Here today"): (
        "today; is available; someone available; anyone available; available now; "
        "available today; right now; this morning; this afternoon; here today; in today; "
        "free today; urgent; urgently; straight away; asap"
    ),
    ("level", "5", "World class"): "world class; world leading; leading expert; top expert",
    ("level", "4", "Handles unusual cases and helps others"): (
        "expert; experts; specialist; specialists; guru; real expert; knows all about; "
        "unusual cases; authority on"
    ),
    ("level", "3", "Works unaided"): (
        "experienced; someone experienced; somebody experienced; anyone experienced; "
        "experienced adviser; experienced colleague"
    ),
    ("wish", "document", "Something to read"): (
        "information on; information about; info on; info about; figures on; statistics on; "
        "stats on; data on; report on; report about; reports on; reports about; any reports; "
        "briefing on; briefings on; leaflet; leaflets; factsheet; factsheets; fact sheet; "
        "something to read; document about; document on; documents about; documents on; "
        "any documents; facts about; guide to"
    ),
    ("wish", "person", "Someone to talk to"): (
        "talk to; talk about; talk with; speak to; speak with; someone to ask; a word with; "
        "chat to; chat with; someone to ring; who to ring; put me in touch; introduce me"
    ),
    ("wish", "training", "Training or coaching"): (
        "training in; training on; coach me; teach me; train me; show me how; shadow somebody; "
        "shadow someone; shadowing; learn about; learn how; learn to; mentor me"
    ),
}  # fmt: skip
SAID: dict[tuple[str, ...], tuple[str, str, str]] = {
    tuple(tokens(words)): facet for facet, cues in _SAID.items() for words in cues.split(";")
}
KNOWN_LANGUAGES = {tuple(tokens(one)): one for one in LANGUAGES} | {
    tuple(tokens(words)): name for words, name in _OTHER_NAMES.items()
}
LONGEST = 5

# Words that say whom only where they end the question or go on so; else they are part of a topic
# ('experts by experience', 'working outside with animals').
WEAK = frozenset(
    (one,)
    for one in (
        "outside", "inside", "external", "internal", "expert", "experts", "specialist",
        "specialists", "experienced",
    )
)  # fmt: skip
GOES_ON = frozenset({"about", "at", "contact", "for", "in", "inside", "on", "or", "who", "with"})
NOT_AFTER = frozenset({"be", "being", "client", "get", "getting", "is", "was", "work", "working"})

# A question goes from the origin to the goal: 'from retail into construction'.
ORIGIN_BEGINS = tuple(
    tuple(one.split())
    for one in (
        "moving out of", "move out of", "get out of", "out of", "leaving", "quitting", "quit",
        "tired of", "fed up with", "used to work in", "used to work as", "worked in", "worked as",
        "has worked in", "works in", "working in", "working as", "background in", "career in",
        "years in", "instead of", "rather than", "from", "redundant from", "laid off from",
        "ex", "former", "formerly",
    )
)  # fmt: skip
GOAL_BEGINS = frozenset(
    [
        "into",
        "to",
        "towards",
        "toward",
        "wants",
        "want",
        "wanting",
        "would",
        "interested",
        "become",
        "becoming",
        "moving",
        "move",
        "for",
        "now",
        "but",
        "looking",
        "hopes",
        "hoping",
        "considering",
        "thinking",
        "retrain",
        "retraining",
        "who",
    ]
)
LONGEST_ORIGIN = 7
