"""The analyst of texts that the settings ask for."""

from collections.abc import Callable
from functools import partial

from tagging.analysing import Analyst, open_suggester
from tagging.text.meaning import sentence_model
from webapp.config import Settings


def analyst_for(settings: Settings, tell: Callable[[int, int], None]) -> Analyst:
    """Return what analyses texts; `tell` hears how many skills' meaning has been read.

    Raises `NoSentenceModel` where the settings name a sentence model that cannot be used.
    """
    if settings.sentence_model:
        sentence_model(settings.sentence_model)  # better said now than at the first document
    opened = partial(open_suggester, sentences=settings.sentence_model, tell=tell)
    return Analyst(settings.data_folder / "analysis", opened)
