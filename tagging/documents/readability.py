"""How easily a text is read, and what in its structure is broken."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tagging.text.splitting import sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^aeiouyl]e)$")
_LONG_PARAGRAPH = 150
_LONG_SENTENCE = 35
_HEADINGS_FROM = 400
_MOST_WORDS = 20_000
_MOST_SCRIPT = 100_000

_HEADING = re.compile(r"^(#{1,6})(?:[ \t]+([^\n]*))?$", re.MULTILINE)
_BOLD_HEADING = re.compile(r"^\*\*[^*\n]{1,100}\*\*", re.MULTILINE)
_IMAGE_WITHOUT_WORDS = re.compile(
    r"!\[[ \t]*\]\(|<img\b(?![^>]{0,500}\balt=[\"'][^\"'])", re.IGNORECASE
)
_LINK = re.compile(r"(?<!!)\[([^\]\n]{0,200})\]\(([^)\n]{0,500})\)")
_DEAD_TARGET = re.compile(
    r"^#?$|^(?:javascript:|file:|[a-z]:\\|https?:/*$|https?://(?:localhost|127\.0\.0\.1|"
    r"(?:www\.)?example\.(?:com|org|net))\b)|\s",
    re.IGNORECASE,
)
_EMPTY_LINK_WORDS = frozenset(["", "here", "click here", "link", "more", "read more", "this"])
_EASE = ((90, "very easily"), (70, "easily"), (60, "plainly"), (50, "fairly hard"), (30, "hard"))


def reading_ease(text: str) -> float:
    """Return Flesch's reading ease: 206.835 - 1.015 words/sentence - 84.6 syllables/word.

    R. Flesch, 'A new readability yardstick', Journal of Applied Psychology 32 (1948). Sixty is
    plain English, thirty a scientific paper; kept between 0 and 100. Syllables are counted by
    groups of vowels; headings, items and rows count as sentences. A text without words has 0.
    """
    part = text[:_MOST_SCRIPT]
    words = _WORD.findall(part)[:_MOST_WORDS]
    if not words:
        return 0.0
    wordy = sum(1 for one in sentences(part) if _WORD.search(part, one.start, one.end))
    counts: dict[str, int] = {}
    syllables = 0
    for word in words:
        if word not in counts:
            counts[word] = syllables_of(word)
        syllables += counts[word]
    ease = 206.835 - 1.015 * len(words) / max(1, wordy) - 84.6 * syllables / len(words)
    return max(0.0, min(100.0, ease))


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, less silent e."""
    low = word.lower()
    groups = len(_VOWELS.findall(low))
    if groups > 1 and _SILENT_END.search(low):
        groups -= 1
    return max(1, groups)


def in_words(ease: float) -> str:
    """Return how a reading ease reads: 'easily', 'hard'."""
    return next((words for least, words in _EASE if ease >= least), "very hard")


def broken(text: str) -> list[str]:
    """Return what stands in a reader's way, a sentence each."""
    return [*_headings(text), *_paragraphs(text), *_images_and_links(text)]


def _headings(text: str) -> Iterator[str]:
    levels = [(len(mark), (words or "").strip(" #")) for mark, words in _HEADING.findall(text)]
    if any(not words for _, words in levels):
        yield "A heading is empty."
    depths = [depth for depth, _ in levels]
    jump = next((pair for pair in pairwise(depths) if pair[1] > pair[0] + 1), None)
    if jump:
        yield f"Headings jump from level {jump[0]} to level {jump[1]}."
    bare = not levels and not _BOLD_HEADING.search(text)
    if bare and len(text.split(None, _HEADINGS_FROM)) > _HEADINGS_FROM:
        yield "It has no headings."


def _paragraphs(text: str) -> Iterator[str]:
    long = sum(
        1 for one in text.split("\n") if len(one.split(None, _LONG_PARAGRAPH)) > _LONG_PARAGRAPH
    )
    if long:
        yield f"{long} {'paragraph is' if long == 1 else 'paragraphs are'} longer than 150 words."
    parts = sentences(text[:_MOST_SCRIPT])
    wordy = sum(1 for one in parts if len(text[one.start : one.end].split()) > _LONG_SENTENCE)
    if wordy > max(1, len(parts) // 10):
        yield f"{wordy} sentences are longer than 35 words."


def _images_and_links(text: str) -> Iterator[str]:
    if _IMAGE_WITHOUT_WORDS.search(text):
        yield "An image has no words for those who cannot see it."
    links = _LINK.findall(text)
    if any(not target.strip() or _DEAD_TARGET.search(target.strip()) for _, target in links):
        yield "A link leads nowhere."
    if any(words.strip(" *_").casefold() in _EMPTY_LINK_WORDS for words, _ in links):
        yield "A link does not say where it leads."
