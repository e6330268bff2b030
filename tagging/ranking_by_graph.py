"""How near people are to a question: a walk from its documents, their authors and its skills."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.algorithms import pagerank
from graph.colleagues import Candidate, Seed
from graph.documents.votes import Match
from graph.neighbourhood import Written


@dataclass(frozen=True, slots=True)
class Begin:
    """Where the walk begins: at `matches` (by score^`power`) and, by the share `authors`, at whom
    they vote for; and as often at the skills asked for, where `said` has people who know them."""

    matches: Sequence[Match]
    votes: Mapping[str, float]
    seeds: Sequence[Seed]
    said: Mapping[str, Candidate]
    power: float
    authors: float


def near(written: Sequence[Written], begin: Begin, damping: float) -> dict[str, float]:
    """Return how near people are to the question's skills and documents, by PageRank."""
    links = [
        *((f"d {one.document}", f"p {who}", 1.0) for one in written for who in one.authors),
        *_citations(written),
        *_said_links(begin),
    ]
    by_document = {f"d {one.document}": one.score**begin.power for one in begin.matches}
    restart = _mixed(
        (1 - begin.authors, by_document),
        (begin.authors, {f"p {who}": value for who, value in begin.votes.items()}),
        (1.0, _reached(begin.seeds, links)),
    )
    found = pagerank.personalised(links, restart, damping)
    return {key[2:]: value for key, value in found.items() if key.startswith("p ")}


def _citations(written: Sequence[Written]) -> Iterator[tuple[str, str, float]]:
    seen = {one.document for one in written}
    for one in written:
        for cited in one.cites:
            if cited in seen:
                yield f"d {one.document}", f"d {cited}", 1.0


def _said_links(begin: Begin) -> Iterator[tuple[str, str, float]]:
    asked = {seed.skill for seed in begin.seeds}
    for person, candidate in begin.said.items():
        for known in candidate.known:
            if known.skill.id in asked:
                yield f"s {known.skill.id}", f"p {person}", candidate.strength


def _reached(seeds: Sequence[Seed], links: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    reached = {one for one, _, _ in links}
    weights = {f"s {seed.skill}": seed.weight * seed.certainty for seed in seeds}
    return {skill: weight for skill, weight in weights.items() if skill in reached}


def _mixed(*parts: tuple[float, Mapping[str, float]]) -> dict[str, float]:
    """Return where the walk begins: in each part as often as its share says."""
    return {
        key: share * weight / sum(part.values())
        for share, part in parts
        for key, weight in part.items()
        if share * weight > 0
    }
