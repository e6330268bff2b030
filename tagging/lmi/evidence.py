"""From cues to proposals: how much speaks for a value, and the sentence that shows it best."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tagging.lmi.cues import Cues, Hit, Reading

_HALF_SURE = 4.0
_SUREST = 0.95
_MOST_PER_SENTENCE = 3.0
_TITLE_WEIGHT = 2.5
_USUAL_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value proposed for a field of a document, how surely (0 to 1), and why.

    `sentence` is the whole sentence; `start` and `end` are the offsets of the words in the text
    that speak for it. Where the title does, the sentence is the title and both offsets are 0.
    """

    field: str
    value: str
    probability: float
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for one value: the sum, and the best evidence."""

    value: str
    weight: float
    sentence: str
    start: int
    end: int

    def proposal(self, field: str, probability: float | None = None) -> Proposal:
        """Return this as a proposal; without a probability, the one of its weight."""
        sure = certainty(self.weight) if probability is None else probability
        return Proposal(field, self.value, round(sure, 3), self.sentence, self.start, self.end)


def certainty(weight: float) -> float:
    """Return a probability for a sum of cue weights: half at 4, never above .95.

    One plain cue gives .2, a strong one .33. Cues are neither independent nor proof, so that the
    curve is w / (w + 4), flatter than a logistic one, and ends below certainty.
    """
    return min(_SUREST, max(0.0, weight) / (max(0.0, weight) + _HALF_SURE))


def weigh(cues: Cues, title: Reading, text: Reading) -> dict[str, Weighed]:
    """Return by value what speaks for it in a title and a text.

    In one sentence no more than three plain cues count. In texts of more than 300 words the sum
    is scaled down by the square root of the length: they mention more of everything.
    """
    in_text = _by_sentence(cues.find(text))
    in_title = _by_sentence(cues.find(title))
    scale = min(1.0, (_USUAL_LENGTH / text.length) ** 0.5)
    found = {}
    for value in {**in_title, **in_text}:
        body = sum(_counted(hits) for hits in in_text.get(value, {}).values())
        head = sum(_counted(hits) for hits in in_title.get(value, {}).values())
        found[value] = _weighed(
            value, scale * body + _TITLE_WEIGHT * head, text, in_text.get(value), title
        )
    return found


def _by_sentence(hits: Iterable[Hit]) -> dict[str, dict[int, list[Hit]]]:
    found: dict[str, dict[int, list[Hit]]] = defaultdict(lambda: defaultdict(list))
    for hit in hits:
        found[hit.key][hit.sentence].append(hit)
    return found


def _counted(hits: Iterable[Hit]) -> float:
    return min(_MOST_PER_SENTENCE, sum(hit.weight for hit in hits))


def _weighed(
    value: str,
    weight: float,
    text: Reading,
    in_text: Mapping[int, list[Hit]] | None,
    title: Reading,
) -> Weighed:
    if not in_text:
        return Weighed(value, weight, " ".join(title.text.split()), 0, 0)
    number = max(in_text, key=lambda one: (_counted(in_text[one]), -one))
    hit = max(in_text[number], key=lambda one: (one.weight, one.end - one.start, -one.start))
    return Weighed(value, weight, text.sentence(number), hit.start, hit.end)


def best(weighed: Iterable[Weighed], most: int, least: float) -> list[Weighed]:
    """Return those with at least this probability, heaviest first, no more than `most`."""
    ordered = sorted(weighed, key=lambda one: (-one.weight, one.value))
    return [one for one in ordered[:most] if certainty(one.weight) >= least]
