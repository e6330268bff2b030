"""Who may open a review round for whom, and who may see what of it."""

from datetime import date

from graph.database import Queryable
from graph.records import ReviewRound, Scope
from graph.rounds import gathering
from tagging.errors import NotFound, NotPermitted
from tagging.permissions import Permission, Viewer, require


def may_open(db: Queryable, viewer: Viewer, day: date) -> bool:
    """Say whether the viewer may open rounds: HR any, a manager for those who report to them."""
    return viewer.may(Permission.OPEN_ROUNDS) or bool(line(db, viewer, day))


def line(db: Queryable, viewer: Viewer, day: date) -> frozenset[str]:
    """Return who reports to the viewer, down the line."""
    if viewer.person_id is None:
        return frozenset()
    return frozenset(gathering.reports(db, viewer.person_id, day))


def people_of(
    db: Queryable, viewer: Viewer, scope: Scope, of: tuple[str, ...], day: date
) -> list[str]:
    """Return the people of a scope, as far as the viewer may open a round for it.

    A manager may for their reports, and for a team whose other members all report to them.
    """
    require(viewer, Permission.TAG)
    if scope is Scope.REPORTS:
        return sorted(line(db, viewer, day))
    if scope is Scope.SKILLS:
        require(viewer, Permission.OPEN_ROUNDS)
        return gathering.holders(db, of, day)
    within = scope is Scope.UNIT
    found = [one for team in of for one in gathering.in_team(db, team, within=within, day=day)]
    if not viewer.may(Permission.OPEN_ROUNDS):
        theirs = line(db, viewer, day)
        if not theirs or set(found) - theirs - {viewer.person_id}:
            raise NotPermitted("You may open a round for people who report to you.")
    return found


def sees_whole(viewer: Viewer, one: ReviewRound) -> bool:
    """Say whether the viewer sees how a whole round goes: its opener and those who may open any."""
    return viewer.may(Permission.OPEN_ROUNDS) or viewer.person_id == one.opener.id


def not_theirs() -> NotFound:
    """Return the error for a round that is not there, or not there for this viewer."""
    return NotFound("There is no such review round, or it does not ask you anything.")
