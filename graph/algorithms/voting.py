"""Documents vote for their authors: from how well documents answer a question to who knows.

The voting model of expert search: C. Macdonald and I. Ounis, 'Voting for candidates', CIKM 2006.
"""

from collections.abc import Collection, Iterable

POWER = 2.0


def vote(
    documents: Iterable[tuple[float, Collection[str]]], power: float = POWER
) -> dict[str, float]:
    """Return what each author gets: the sum of score^`power` over the documents with their name.

    `documents` are (score, authors), of any scale. With `power` 1 this is the paper's CombSUM;
    above it a few close documents count for more than many distant ones, as its expCombSUM does,
    but the outcome does not hang on the scale of the scores. Takes time in the number of
    documents times authors.
    """
    votes: dict[str, float] = {}
    for score, authors in documents:
        for author in authors:
            votes[author] = votes.get(author, 0.0) + score**power
    return votes


def in_order(scores: dict[str, float]) -> list[str]:
    """Return the keys with a positive score, highest first; of equal ones the lower key first."""
    return sorted((key for key in scores if scores[key] > 0), key=lambda key: (-scores[key], key))
