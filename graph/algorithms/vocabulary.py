"""Words and concepts as plain data: cutting a question into terms, walking a vocabulary."""

from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

Span = tuple[int, int]


def segment(weights: Sequence[float], spans: Mapping[Span, float]) -> list[Span]:
    """Return the spans (start, end) that best cut up a row of words, in order.

    `weights` is how much covering each word is worth, `spans` how well each stretch of words fits
    something known (0 to 1). They never overlap. As much weight as can be is covered; of equal
    covers the one with the fewest, so the longest, spans wins; then the one that fits best.
    """
    best: list[tuple[float, int, float]] = [(0.0, 0, 0.0)]
    chosen: list[Span | None] = [None]
    ending: dict[int, list[Span]] = {}
    for span in spans:
        ending.setdefault(span[1], []).append(span)
    for end in range(1, len(weights) + 1):
        top, last = best[end - 1], None
        for start, _ in ending.get(end, ()):
            covered, fewer, fit = best[start]
            gain = round(sum(weights[start:end]), 6)
            offer = (round(covered + gain, 6), fewer - 1, fit + spans[start, end])
            if offer > top:
                top, last = offer, (start, end)
        best.append(top)
        chosen.append(last)
    return _trace(chosen)


def _trace(chosen: Sequence[Span | None]) -> list[Span]:
    end, found = len(chosen) - 1, []
    while end > 0:
        span = chosen[end]
        if span is not None:
            found.append(span)
        end = span[0] if span is not None else end - 1
    return found[::-1]


def broader_graph(links: Iterable[tuple[str, Iterable[str]]]) -> "nx.DiGraph[str]":
    """Return the vocabulary as a graph with an edge from each skill to each broader one."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for skill, broader in links:
        graph.add_node(skill)
        graph.add_edges_from((skill, parent) for parent in broader if parent != skill)
    return graph


def narrower(graph: "nx.DiGraph[str]", skill: str, depth: int) -> dict[str, int]:
    """Return every skill at most `depth` steps below `skill`, with its steps, nearest first.

    The skill itself is not among them, not even where the links run in a circle.
    """
    return _within(graph.pred, skill, depth)


def broader(graph: "nx.DiGraph[str]", skill: str, depth: int) -> dict[str, int]:
    """Return every skill at most `depth` steps above `skill`, with its steps, nearest first."""
    return _within(graph.succ, skill, depth)


def neighbours(graph: "nx.DiGraph[str]", skill: str) -> tuple[str, ...]:
    """Return the skills nearest in the tree: those below, those above, those beside."""
    below, above = narrower(graph, skill, 1), broader(graph, skill, 1)
    beside = [other for parent in above for other in narrower(graph, parent, 1)]
    near = dict.fromkeys([*below, *above, *beside])
    return tuple(other for other in near if other != skill)


def _within(step: Mapping[str, Iterable[str]], skill: str, depth: int) -> dict[str, int]:
    if skill not in step:
        return {}
    found, edge = {skill: 0}, [skill]
    for steps in range(1, depth + 1):
        edge = [other for here in edge for other in step[here] if other not in found]
        edge = list(dict.fromkeys(edge))
        found.update((other, steps) for other in edge)
    return {other: steps for other, steps in found.items() if steps}
