"""What each stage adds: the weights fitted anew without it."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tagging.text.fusion import LABELS, MEANING, SIZES, WORDS, Weights

STAGES: Mapping[str, tuple[str, ...]] = {
    "labels in the text": LABELS,
    "likeness by words": WORDS,
    "likeness by letters": ("letters", "phrase_letters"),
    "phrases": ("phrase", "phrase_preferred", "phrase_letters", "meaning_phrase"),
    "sizes of labels": SIZES,
    "meaning": MEANING,
}


@cache
def _stored() -> dict[str, dict[str, dict[str, float]]]:
    path = Path(__file__).with_name("ablated.json")
    stored: dict[str, dict[str, dict[str, float]]] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def ablated(names: tuple[str, ...]) -> dict[str, Weights]:
    """Return, by stage, the weights without it, where signs have these names."""
    kind = "meaning" if MEANING[0] in names else "plain"
    return {stage: Weights(given, given) for stage, given in _stored()[kind].items()}
