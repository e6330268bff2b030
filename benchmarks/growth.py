"""How times grow with the organisation, as a drawing: SVG by hand, both scales logarithmic."""

from collections.abc import Mapping
from html import escape
from math import log10

from benchmarks.measure import Figures

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 550, 50, 380
_COLOURS = ("#505a5f", "#7a5195", "#00703c", "#1d70b8", "#b10e1e", "#b35900")
_DASHES = {0.5: "", 0.99: ' stroke-dasharray="6 4"'}


def draw(grown: Mapping[int, Mapping[str, Figures]]) -> str:
    """Return a drawing of milliseconds (p50 whole lines, p99 dashed) over numbers of people."""
    sizes = sorted(grown)
    ways = list(grown[sizes[0]])
    times = [one.quantile(q) for row in grown.values() for one in row.values() for q in _DASHES]
    scale = _Scale(sizes[0], sizes[-1], min(times), max(times))
    parts = [*_frame(sizes, scale)]
    for way, colour in zip(ways, _COLOURS, strict=False):
        for share, dash in _DASHES.items():
            points = [(size, grown[size][way].quantile(share)) for size in sizes]
            line = " ".join(f"{scale.x(size):.1f},{scale.y(ms):.1f}" for size, ms in points)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
            )
            parts += [
                f'<circle cx="{scale.x(size):.1f}" cy="{scale.y(ms):.1f}" r="3" fill="{colour}">'
                f"<title>{escape(way)}, {size:,} people, p{share * 100:.0f}: {ms:.1f} ms</title>"
                "</circle>"
                for size, ms in points
            ]
    parts += _legend(ways)
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="t" font-family="sans-serif" font-size="13" fill="#0b0c0c">\n'
        '<title id="t">Milliseconds for a search over the number of people</title>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n'
    )


class _Scale:
    """Where numbers of people and milliseconds are on the drawing."""

    def __init__(self, least: float, most: float, quickest: float, slowest: float) -> None:
        self._least, self._span = log10(least), (log10(most) - log10(least)) or 1.0
        self.low, self.high = _decade(quickest, -1), _decade(slowest, 1)

    def x(self, people: float) -> float:
        return _LEFT + (log10(people) - self._least) / self._span * (_RIGHT - _LEFT)

    def y(self, ms: float) -> float:
        span = self.high - self.low
        return _BOTTOM - (log10(ms) - self.low) / span * (_BOTTOM - _TOP)


def _decade(ms: float, way: int) -> int:
    return int(log10(ms) // 1) + (1 if way > 0 else 0)


def _frame(sizes: list[int], scale: _Scale) -> list[str]:
    lines = [f'<text x="{_LEFT}" y="28">milliseconds (p50 whole lines, p99 dashed)</text>']
    for power in range(scale.low, scale.high + 1):
        y = scale.y(10.0**power)
        lines.append(f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="#d2d5d6"/>')
        lines.append(
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for size in sizes:
        lines.append(f'<path d="M{scale.x(size):.1f} {_TOP}V{_BOTTOM}" stroke="#d2d5d6"/>')
        lines.append(
            f'<text x="{scale.x(size):.1f}" y="{_BOTTOM + 20}" text-anchor="middle">{size:,}</text>'
        )
    middle = (_LEFT + _RIGHT) / 2
    lines.append(
        f'<text x="{middle}" y="{_BOTTOM + 44}" text-anchor="middle">people (ten statements and '
        "one document for each)</text>"
    )
    return lines


def _legend(ways: list[str]) -> list[str]:
    return [
        f'<rect x="{_RIGHT + 24}" y="{_TOP + 26 * i}" width="14" height="14" fill="{colour}"/>'
        f'<text x="{_RIGHT + 46}" y="{_TOP + 12 + 26 * i}">{escape(way)}</text>'
        for i, (way, colour) in enumerate(zip(ways, _COLOURS, strict=False))
    ]
