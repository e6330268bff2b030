"""Small workforces written down in a line or two, for tests of what is computed from them."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from graph.algorithms.workforce import From, Members, Need, Statements, Topic, Unit, Workforce

DAY = date(2026, 6, 15)
Said = tuple[int, int, int, int, int]


def workforce(
    team: Sequence[int],
    place: Sequence[int] | None = None,
    roles: Sequence[tuple[int, ...]] | None = None,
    *,
    teams: Sequence[tuple[str, int]] | None = None,
    outside: Sequence[int] = (),
    manager: Sequence[int] | None = None,
    leaves: dict[int, date] | None = None,
    skills: Sequence[tuple[str, tuple[int, ...]]] = (),
    said: Sequence[Said] = (),
    needs: Sequence[Need] = (),
) -> Workforce:
    """Return a workforce of `len(team)` people; `said` is (tagger, person, skill, level, days ago).

    Teams are (name, position of the wider one), skills (label, positions of the broader ones).
    """
    number = len(team)
    place = place or [-1] * number
    roles = roles or [()] * number
    teams = teams or [(f"team {one}", -1) for one in range(max(team, default=-1) + 1)]
    places = [Unit(f"p{one}", f"place {one}") for one in range(max(place, default=-1) + 1)]
    days = leaves or {}
    held = [one for some in roles for one in some]
    return Workforce(
        day=DAY,
        members=Members(
            ids=[f"person-{one}" for one in range(number)],
            names=[f"Person {one}" for one in range(number)],
            staff=np.array([one not in outside for one in range(number)], dtype=bool),
            team=np.array(team, dtype=np.int32),
            place=np.array(place, dtype=np.int32),
            manager=np.array(manager or [-1] * number, dtype=np.int32),
            leaves=np.array(
                [days[one].toordinal() if one in days else 0 for one in range(number)],
                dtype=np.int32,
            ),
            joined=np.zeros(number, dtype=np.int32),
            roles=list(roles),
        ),
        skills=[
            Topic(f"skill-{one}", label, broader) for one, (label, broader) in enumerate(skills)
        ],
        teams=[Unit(f"t{one}", name, parent) for one, (name, parent) in enumerate(teams)],
        places=places,
        roles=[Unit(f"r{one}", f"role {one}") for one in range(max(held, default=-1) + 1)],
        statements=statements(said),
        needs=tuple(needs),
    )


def statements(said: Sequence[Said]) -> Statements:
    """Return statements: each by the person themself, or by a peer."""
    sources = list(From)
    today = DAY.toordinal()
    columns = np.array(said, dtype=np.int32).reshape(-1, 5)
    source = np.where(
        columns[:, 0] == columns[:, 1], sources.index(From.SELF), sources.index(From.PEER)
    ).astype(np.int32)
    days = (today - columns[:, 4]).astype(np.int32)
    return Statements(
        columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3], source, days, days
    )
