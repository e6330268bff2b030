"""What counts as a gap, and what weighs most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """What counts as a gap, and how much each factor weighs. All of it is shown on the page.

    `importance`, `demand`, `lack`: powers of the factors; 0 leaves one out, 2 doubles its weight.
    `half_demand`: so many people needed make a demand of one half. `stale_days`: a claim not
    confirmed for so long is stale; `leave_days`: who leaves within so many days is going.
    `sound`: the probability from which somebody counts as a holder; `former`: that from which a
    stale claim or somebody outside is still named. `fragile`, `fading`: how much of the lack it
    makes up that all rests on one person, that all claims are stale. `kept`: the importance of
    what nothing needs by name but somebody is known for at `kept_level`.
    """

    importance: float = 1.0
    demand: float = 1.0
    lack: float = 1.0
    half_demand: float = 3.0
    stale_days: int = 730
    leave_days: int = 90
    sound: float = 0.5
    former: float = 0.25
    fragile: float = 0.7
    fading: float = 0.7
    kept: float = 0.3
    kept_level: int = 3
    share: float = 0.8

    def lacking(self, shortfall: float, fragility: float, stale: float) -> float:
        """Return the lack (0 to 1): short, or fragile, or faded; they add up as a noisy or."""
        kept = (1 - self.fragile * fragility) * (1 - self.fading * stale)
        return float(1 - (1 - shortfall) * kept)


POLICY = Policy()
