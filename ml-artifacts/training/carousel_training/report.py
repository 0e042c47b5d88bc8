"""An HTML page about scores and what came of them, for people who sell cars: plain words, tables, and drawings in the
page itself. It loads nothing from anywhere."""

from dataclasses import dataclass, field
from html import escape

import numpy as np

from .measures import auc, brier, ece, log_loss, top_lift

TENTHS = 10
SIDE = 260
STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;text-align:right}
td:first-child,th:first-child{text-align:left}.simulated{background:#fff4d6;padding:.6rem 1rem;border-left:4px solid #e0a800}
figure{display:inline-block;margin:1rem 2rem 1rem 0}figcaption{max-width:20rem;font-size:.85rem;color:#555}"""


@dataclass(frozen=True)
class Judged:
    """Scores of rows that did not teach, and what came of them. `truth` is known of simulated shoppers alone."""

    title: str
    origin: str
    outcome: str
    happened: np.ndarray
    said: np.ndarray
    truth: np.ndarray | None = None
    curve: list[tuple[int, float]] = field(default_factory=list)
    """Rows that taught, and the AUC that came of them."""


def page(parts: list[Judged]) -> str:
    body = "\n".join(section(part) for part in parts)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>How good the models are</title>'
        f"<style>{STYLE}</style></head><body><h1>How good the models are</h1>"
        "<p>Every figure is on people whose data taught the model nothing. <b>Ranking</b> (AUC) is how often, of two, the "
        "one that came to it was put first: 0.5 is a coin, 1 is never wrong. <b>Calibration error</b> is how far what was "
        f"said lies from what happened, on average.</p>{body}</body></html>\n"
    )


def section(part: Judged) -> str:
    warning = (
        '<p class="simulated"><b>Simulated.</b> These people are made up. The figures show that the engine learns what there '
        "is to learn in its own simulator; they say nothing about your customers.</p>"
        if part.truth is not None
        else "<p>These rows are yours: the figures are about the people in them, and about people like them.</p>"
    )
    drawings = drawing("Calibration", *calibration(part)) + drawing("Lift", *lift(part)) + learning(part)
    return (
        f"<h2>{escape(part.title)}</h2><p>{len(part.happened):,} rows of {escape(part.origin)}; {escape(part.outcome)} "
        f"in {part.happened.mean():.1%}.</p>{warning}{figures(part)}{drawings}{tenths_table(part)}"
    )


def figures(part: Judged) -> str:
    y, p = part.happened, part.said
    base = np.full(len(y), y.mean())
    rows = [("Ranking (AUC)", auc, 4), ("Calibration error", ece, 4), ("Brier score", brier, 4), ("Log loss", log_loss, 4)]
    rows.append(("The best tenth, times the average", top_lift, 2))
    truth = "" if part.truth is None else "<th>the truth itself</th>"
    lines = [f"<table><tr><th>figure</th><th>the model</th><th>the same for all</th>{truth}</tr>"]
    for name, measure, digits in rows:
        least = "–" if measure in (top_lift, ece) else f"{measure(y, base):.{digits}f}"
        best = "" if part.truth is None else f"<td>{measure(y, part.truth):.{digits}f}</td>"
        lines.append(f"<tr><td>{name}</td><td>{measure(y, p):.{digits}f}</td><td>{least}</td>{best}</tr>")
    note = "" if part.truth is None else (
        "<p>The truth knows what people hide (their taste, how earnest they are). No model that sees only what they did can "
        "reach it.</p>"
    )  # fmt: skip
    return "".join(lines) + "</table>" + note


def tenths(part: Judged) -> list[np.ndarray]:
    """Places of the rows, the likeliest tenth first."""
    return [rows for rows in np.array_split(np.argsort(-part.said, kind="stable"), TENTHS) if len(rows)]


def tenths_table(part: Judged) -> str:
    lines = ["<table><tr><th>tenth, the likeliest first</th><th>rows</th><th>said</th><th>happened</th></tr>"]
    for place, rows in enumerate(tenths(part), start=1):
        said, happened = part.said[rows].mean(), part.happened[rows].mean()
        lines.append(f"<tr><td>{place}</td><td>{len(rows):,}</td><td>{said:.2%}</td><td>{happened:.2%}</td></tr>")
    return "".join(lines) + "</table>"


def calibration(part: Judged):
    points = [(part.said[rows].mean(), part.happened[rows].mean()) for rows in reversed(tenths(part))]
    most = max(max(point) for point in points)
    caption = "Each dot is a tenth of the rows: what was said (across) and what happened (up). On the line, both are the same."
    return [(x / most, y / most) for x, y in points], [(0, 0), (1, 1)], f"{most:.1%}", f"{most:.1%}", caption


def lift(part: Judged):
    order = np.argsort(-part.said, kind="stable")
    found = np.cumsum(part.happened[order]) / max(part.happened.sum(), 1)
    points = [(0.0, 0.0)] + [(share, found[max(0, int(share * len(order)) - 1)]) for share in np.arange(1, 11) / 10]
    caption = "Who calls the likeliest first: share of people called (across), share of the outcomes found (up). The line is chance."
    return points, [(0, 0), (1, 1)], "100 %", "100 %", caption


def learning(part: Judged) -> str:
    if not part.curve:
        return ""
    most, best = part.curve[-1][0], max(value for _, value in part.curve)
    points = [(rows / most, max(0.0, (value - 0.5) / 0.5)) for rows, value in part.curve]
    told = ", ".join(f"{value:.3f} of {rows:,}" for rows, value in part.curve)
    caption = f"What more rows bring: rows that taught (across), ranking from 0.5 to 1 (up): {told}. Best: {best:.3f}."
    return drawing("Learning curve", points, [], f"{most:,}", "1", caption)


def drawing(title: str, points, line, across: str, up: str, caption: str) -> str:
    at = lambda x, y: f"{30 + x * SIDE:.1f},{20 + (1 - y) * SIDE:.1f}"
    straight = f'<polyline points="{" ".join(at(*point) for point in line)}" stroke="#aaa" stroke-dasharray="4" fill="none"/>'
    path = f'<polyline points="{" ".join(at(*point) for point in points)}" stroke="#1f6fb2" stroke-width="2" fill="none"/>'
    dots = "".join(
        f'<circle cx="{at(*point).split(",")[0]}" cy="{at(*point).split(",")[1]}" r="4" fill="#1f6fb2"/>' for point in points
    )
    frame = f'<rect x="30" y="20" width="{SIDE}" height="{SIDE}" fill="none" stroke="#ccc"/>'
    words = (
        f'<text x="30" y="14" font-size="12">{escape(up)}</text>'
        f'<text x="{30 + SIDE}" y="{SIDE + 36}" font-size="12" text-anchor="end">{escape(across)}</text>'
    )
    picture = f'<svg width="{SIDE + 50}" height="{SIDE + 45}" role="img" aria-label="{escape(title)}">'
    return (
        f"<figure><b>{escape(title)}</b><br>{picture}{frame}{straight if line else ''}{path}{dots}{words}</svg>"
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )
