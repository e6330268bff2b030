"""Finding the colleague who knows: from the words typed to people, with the reasons why."""

from tagging.colleagues.finding import find
from tagging.colleagues.query import Findings, MatchedSkill, SearchQuery
from tagging.results import Part, Result

__all__ = ["Findings", "MatchedSkill", "Part", "Result", "SearchQuery", "find"]
