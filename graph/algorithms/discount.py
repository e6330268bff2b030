"""Statements that turn in a circle count once: what a ring of people says of itself."""

from collections.abc import Mapping, Set

Pair = tuple[str, str]


def independent(person: str, voices: Mapping[str, float], said: Set[Pair]) -> float:
    """Return what `voices` (weight by tagger) about a person add up to, circular ones as one.

    `said` holds (tagger, person) for all statements about the same skill. A voice is circular
    where it comes back to the one whom the person speaks for: the person says the same of the
    tagger, or of somebody who says it of the tagger. Of all circular voices only the strongest
    counts, as if a closed group had one voice. A voice from outside only ever adds its weight;
    a person's own voice is neither. Takes time in the voices times those whom the person names.
    """
    named = {other for tagger, other in said if tagger == person and other != person}
    circular = {
        tagger
        for tagger in voices
        if tagger != person and (tagger in named or any((one, tagger) in said for one in named))
    }
    free = sum(weight for tagger, weight in voices.items() if tagger not in circular)
    return free + max((voices[tagger] for tagger in circular), default=0.0)
