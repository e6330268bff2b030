"""Why a document cannot be read, in words: what is wrong and what to do."""

from tagging.errors import Unreadable

WORDS = {
    "encrypted": (
        "The file is protected by a password.",
        "Save it without the password, then add it again.",
    ),
    "scanned": (
        "The file holds pictures of pages and no text: it was scanned.",
        "Have the text recognised (OCR) in the program that made the scan, or find the original.",
    ),
    "broken": (
        "The file is damaged.",
        "Open it in the program that made it and save it anew, or download it again.",
    ),
    "too large": (
        "The file holds more than can be read.",
        "Split it, or save it without what is not needed.",
    ),
    "unknown": (
        "The file is of a kind that cannot be read.",
        "Save it as PDF, Word (.docx), a web page, Markdown or text.",
    ),
    "empty": ("The file holds no text.", "Check that it is the right file."),
    "too slow": (
        "The file takes too long to read.",
        "Print it to a new PDF, or split it, then add the parts.",
    ),
}


def refusal(why: str, reason: str = "", mend: str = "") -> Unreadable:
    """Return the refusal for this reason, in its usual words unless others are given."""
    usual_reason, usual_mend = WORDS[why]
    return Unreadable(reason or usual_reason, why, mend or usual_mend)
