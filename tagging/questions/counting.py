"""Questions counted as demand, once each: by topic, team and day; never who asked."""

from graph import demand, people
from graph.database import Transaction
from graph.records import Question


def count(tx: Transaction, question: Question, *, met: bool) -> None:
    """Count a question that has come to its end: with its first answer (`met`), or without."""
    asker = people.get(tx, question.asker.id)
    team = asker.team.id if asker and asker.team else None
    topics = [skill.id for skill in question.skills]
    demand.count(tx, topics, team, question.asked.date(), kind="question", met=met)
