"""A question in weighted words, widened by the words of the documents that answer it best."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

SHARE = 0.5
PAIR = 0.18
MOST_ASKED, MOST_ADDED = 64, 50
_MOST_FOR_PAIRS = 8
_SHORTEST_ADDED = 3
_WORD = re.compile(r"[^\W_]+")
_FUNCTION_WORDS = """
    a about above after again against all also am among an and any are as at be because been
    before being below between both but by can cannot could did do does doing don down during each
    either few for from further had has have having he her here hers him his how however i if in
    into is it its itself just like may me might more most much must my neither no nor not now of
    off on once one only or other others our ours out over own per said same several shall she
    should since so some still such than that the their theirs them then there these they this
    those though through thus to too two under until up upon us very was we well were what when
    where whether which while who whom whose why will with within without would you your yours
    s t d ll re ve
"""
_LEFT_OUT = frozenset(_FUNCTION_WORDS.split())


def words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, small, in their order."""
    return [word for word in _WORD.findall(text.lower()) if word not in _LEFT_OUT]


def asked(text: str, most: int = MOST_ASKED) -> dict[str, float]:
    """Return the words of a question with their share of it; of a long one, the `most` frequent.

    Of words that are there equally often the earlier count: titles and first sentences say what
    a text is about. Where all are function words, they stand as they are. In a question of few
    words each pair of neighbours ('adult funding') counts too, `PAIR` times a word: the weights
    of D. Metzler and W. Croft's sequential dependence, SIGIR 2005 (.85 to .10 and .05).
    """
    every = words(text) or _WORD.findall(text.lower())
    shares = _shares(dict(Counter(every).most_common(most)))
    if len(every) <= _MOST_FOR_PAIRS:
        for pair in pairwise(every):
            shares[" ".join(pair)] = PAIR / len(every)
    return shares


def widened(
    question: Mapping[str, float],
    documents: Sequence[tuple[float, str]],
    *,
    share: float = SHARE,
    most: int = MOST_ADDED,
) -> dict[str, float]:
    """Return the question's words (see `asked`) with those of the documents that answer it best.

    Relevance model RM3 (N. Abdul-Jaleel et al., 'UMass at TREC 2004', after V. Lavrenko and
    W. Croft, SIGIR 2001); `documents` are (score, text). A word weighs `share` of what it does in
    the question, and for the rest
    its frequency in the documents, averaged by their scores: of the `most` frequent ones.
    """
    total = sum(score for score, _ in documents)
    model: dict[str, float] = {}
    for score, text in documents:
        counts = Counter(words(text))
        length = counts.total()
        for word, count in counts.items():
            if len(word) >= _SHORTEST_ADDED and not word.isdigit():
                model[word] = model.get(word, 0.0) + score / total * count / length
    if not model:
        return dict(question)
    added = _shares(dict(sorted(model.items(), key=lambda item: (-item[1], item[0]))[:most]))
    mixed = {word: share * weight for word, weight in question.items()}
    for word, weight in added.items():
        mixed[word] = mixed.get(word, 0.0) + (1 - share) * weight
    return mixed


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}
