"""A classification in levels (SIC, SOC): the narrow group where the text tells, else the wide."""

from collections.abc import Mapping
from dataclasses import replace

from tagging.lmi.cues import Cues, Reading
from tagging.lmi.evidence import Proposal, Weighed, best, weigh

_SHARE_OF_BEST = 0.4


def propose_codes(
    field: str,
    cues: Cues,
    parents: dict[str, str],
    readings: tuple[Reading, Reading],
    *,
    most: int,
    least: float,
) -> list[Proposal]:
    """Return the codes that a title and a text speak of, each well ahead of the rest.

    A group's weight counts for the wider group that it is in (`parents`) too. Of a wider group
    nothing is proposed where one narrower group holds most of its weight. A text that speaks of
    many groups alike is about none of them: a weight is scaled by half plus its share of the sum.
    """
    own = _concentrated(weigh(cues, *readings))
    narrow = [one for code, one in own.items() if code in parents]
    chosen = _leading(best(narrow, most, least))
    wide = _summed(own, parents)
    covered = {parents[one.value] for one in chosen}
    others = [one for code, one in wide.items() if code not in covered]
    room = most - len(chosen)
    floor = _SHARE_OF_BEST * max((one.weight for one in chosen), default=0.0)
    chosen += [one for one in best(others, max(0, room), least) if one.weight >= floor]
    return [one.proposal(field) for one in _leading(chosen)]


def _concentrated(weighed: Mapping[str, Weighed]) -> dict[str, Weighed]:
    total = sum(one.weight for one in weighed.values()) or 1.0
    return {
        code: replace(one, weight=one.weight * min(1.0, 0.5 + one.weight / total))
        for code, one in weighed.items()
    }


def _leading(weighed: list[Weighed]) -> list[Weighed]:
    most = max((one.weight for one in weighed), default=0.0)
    return [one for one in weighed if one.weight >= _SHARE_OF_BEST * most]


def _summed(own: dict[str, Weighed], parents: dict[str, str]) -> dict[str, Weighed]:
    sums: dict[str, Weighed] = {}
    for code, one in own.items():
        wide = parents.get(code, code)
        there = sums.get(wide)
        weight = one.weight + (there.weight if there else 0.0)
        shown = one if there is None or one.weight > own.get(wide, one).weight else there
        sums[wide] = Weighed(wide, weight, shown.sentence, shown.start, shown.end)
    return sums
