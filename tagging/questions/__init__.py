"""Questions put to people through Signpost, from asking to what was learnt from the answer."""

from tagging.questions.keeping_time import on_time

__all__ = ["on_time"]
