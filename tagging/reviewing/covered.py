"""What a document covers because somebody said yes to a suggestion."""

from collections.abc import Collection

from graph import covers, suggestions
from graph.database import Transaction
from graph.records import Cover, Ref
from graph.suggestions import Answer, Suggestion

SOURCE = "suggestion"
_YES = (Answer.ACCEPTED, Answer.CORRECTED)


def refresh_covers(tx: Transaction, document_id: str, skills: Collection[str]) -> None:
    """Let the document cover those of these skills that a suggestion was accepted as, no others.

    What its file or a person says that it covers is left alone. The document must be held. Covers
    follow from the answers alone, so that these can be given and undone in any order.
    """
    wanted: dict[str, tuple[Ref, Suggestion]] = {}
    for one in suggestions.of_document(tx, document_id):  # the most certain first
        if one.answer in _YES and one.chosen:
            wanted.setdefault(one.chosen.id, (one.chosen, one))
    there = {one.skill.id: one for one in covers.covers(tx, document_id)}
    free = {key for key in skills if key not in there or there[key].source == SOURCE}
    given = [_cover(*wanted[key]) for key in sorted(free & set(wanted))]
    covers.put(tx, document_id, [one for one in given if there.get(one.skill.id) != one])
    gone = sorted((free & set(there)) - set(wanted))
    if gone:
        covers.remove(tx, document_id, gone)


def _cover(skill: Ref, one: Suggestion) -> Cover:
    """Return the cover that an accepted suggestion makes.

    With a person's yes it is surer than the text analysis was; the order between them stays.
    """
    score = 1.0 if one.answer is Answer.CORRECTED else round((1 + one.probability) / 2, 4)
    return Cover(skill, SOURCE, score, one.sentence)
