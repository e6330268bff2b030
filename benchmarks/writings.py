"""Generated documents: as many as people, of 150 to 300 words, about what their authors do.

Everything follows from the seed, as in `organisation`. Two words in five are the commonest of
English; the others come from 30,000 invented words and are met as often as their rank says (Zipf,
exponent 1). Each document is about one or two skills and names each three to six times.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, islice
from random import Random
from time import perf_counter

from benchmarks import organisation
from benchmarks.measure import peak_megabytes
from benchmarks.report import Report
from graph import documents
from graph.database import Database, Transaction
from graph.records import Document, Ref, Skill

SHORTEST, LONGEST = 150, 300
MOST_AUTHORS = 3
BATCH = 2_000
_WORDS = 30_000
_COMMON = (
    "the of and a to in is was it for with as on be at by this had not are but from or have an "
    "they which one you were her all she there would their we him been has when who will more"
)
_COMMON_SHARE = 0.4


def background(seed: int = 5) -> list[str]:
    """Return the invented words of documents, the most frequent first."""
    return list(islice(organisation.invented_words(Random(seed)), _WORDS))


def documents_of(people: int, skills: Sequence[Skill], seed: int = 6) -> Iterator[Document]:
    """Yield one document for each of `people`, one to three of whom wrote it."""
    random = Random(seed)
    words = background()
    shares = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    popular = list(accumulate(1 / rank for rank in range(1, len(skills) + 1)))
    for number in range(people):
        about = random.choices(skills, cum_weights=popular, k=random.choice((1, 1, 2)))
        authors = {number, *(random.randrange(people) for _ in range(random.randrange(3)))}
        text = _text(random, words, shares, about)
        yield Document(
            id=f"d{number}",
            title=f"{about[0].label} {' '.join(random.choices(words, cum_weights=shares, k=3))}",
            text=text,
            authors=tuple(Ref(f"p{one}", "") for one in sorted(authors)),
            skills=tuple(Ref(one, "") for one in sorted({skill.id for skill in about})),
        )


def _text(
    random: Random, words: Sequence[str], shares: Sequence[float], about: Sequence[Skill]
) -> str:
    length = random.randint(SHORTEST, LONGEST)
    common = int(length * _COMMON_SHARE)
    chosen = random.choices(_COMMON.split(), k=common)
    chosen += random.choices(words, cum_weights=shares, k=length - common)
    random.shuffle(chosen)
    for skill in about:
        for _ in range(random.randint(3, 6)):
            chosen[random.randrange(length)] = skill.label
    ends = range(11, length, 12)
    for end in ends:
        chosen[end] += "."
    return f"{' '.join(chosen)}."


def load(
    db: Database,
    people: int,
    skills: Sequence[Skill],
    report: Report,
    pid: int | None = None,
    there: int = 0,
) -> None:
    """Put one document for each person there, after the `there` first; print documents a second."""
    spent = 0.0
    source = islice(documents_of(people, skills), there, None)
    while some := list(islice(source, BATCH)):
        start = perf_counter()
        db.transact(partial(_save, some))
        spent += perf_counter() - start
    if people > there:
        report.numbers(
            f"Loading {people - there:,} documents",
            {
                "seconds": spent,
                "documents a second": (people - there) / spent,
                "Neo4j, peak MB resident": peak_megabytes(pid) if pid else None,
            },
        )


def _save(some: Sequence[Document], tx: Transaction) -> None:
    documents.save(tx, some)
