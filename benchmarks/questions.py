"""What is asked in the comparison with PostgreSQL: seven kinds of question, forty of each."""

from dataclasses import dataclass
from random import Random

from benchmarks import organisation, writings
from graph.records import Skill

VARIANTS = 40
FILTERED_KIND = "staff"


@dataclass(frozen=True, slots=True)
class Asked:
    """Words as typed; `staff` leaves out people from outside."""

    text: str
    staff: bool = False


def kinds(words: organisation.Vocabulary, known: set[str], seed: int = 7) -> dict[str, list[Asked]]:
    """Return forty questions of each kind about skills that somebody is `known` for."""
    random = Random(seed)
    leaves = [one for one in words.used if "t" in one.id and one.id in known]
    middle = len(leaves) // 2
    some = leaves[max(0, middle - VARIANTS // 2) :][:VARIANTS]
    fields = [one for one in words.skills if one.broader and "t" not in one.id]
    chosen = [random.choice(fields) for _ in range(VARIANTS)]
    return {
        "one topic": [Asked(one.label) for one in some],
        "by another label": [Asked(one.alternative_labels[0]) for one in some],
        "a popular topic": [Asked(one.label) for one in words.used[:10]],
        "a broad topic, 20 below it": [Asked(one.label) for one in chosen],
        "several words": _several(random, some),
        "staff only": [Asked(one.label, staff=True) for one in some],
        "misspelt": [Asked(_slip(random, one.label)) for one in some],
    }


def _several(random: Random, skills: list[Skill]) -> list[Asked]:
    """Return a label with three words that one document in five to one in fifty holds."""
    telling = writings.background()[100:1_000]
    return [Asked(" ".join([one.label, *random.sample(telling, 3)])) for one in skills]


def _slip(random: Random, label: str) -> str:
    """Leave one letter of the longest word out."""
    longest = max(label.split(), key=len)
    place = random.randrange(1, len(longest) - 1)
    return label.replace(longest, longest[:place] + longest[place + 1 :], 1)
