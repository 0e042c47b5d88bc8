"""The served lead score, from a tenant's own settled leads as `npm run export:lead-labels` writes them.

The features are those the server computed when each lead came in, so nothing is encoded here and no column can be left out:
where one of them looks as if it knew the outcome, nothing is taught at all. The latest fifth of the days judges and teaches
nothing, so that a server can hold the version against another on leads that neither was taught with."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .artifact import Artifact, answer, session_of
from .calibration import choose_curve
from .cards import table as figures_table
from .csv_card import FIGURES
from .ensemble import fit_ensemble
from .intervals import find_reach
from .kinds import days_of, kind_of, numbers_of
from .lead_csv import judge, must_suffice
from .lead_score import RECIPES
from .leaks import find_leaks
from .table import NotUnderstood, Table, latest_fifth, read_labels, read_table
from .trees import lead_graph

LABEL, DAY, SET = "sold_within_90d", "made_on", "feature_set"
# Made-up leads that the golden answers are of: no row of a person leaves the table.
TYPICAL = (0.5, 0.1, 0.25, 0.75, 0.9)


@dataclass(frozen=True)
class OwnLeads:
    """Settled leads, in the order of the table; `test` marks those that judge."""

    table: Table
    names: list[str]
    features: np.ndarray
    labels: np.ndarray
    days: np.ndarray
    feature_set: str
    test: np.ndarray


def train_own_leads(csv: Path, seed: int, say=print) -> Artifact:
    """Raises NotUnderstood where the table is none of Carousel's, holds too little, or holds a leak."""
    rows = read_own_leads(csv)
    learn, test = ~rows.test, rows.test
    for name, part in (("teach", rows.labels[learn]), ("judge", rows.labels[test])):
        must_suffice(name, part)
    refuse_leaks(rows, seed)
    x, y = rows.features[learn], rows.labels[learn]
    ensemble = fit_ensemble(x, y, seed, recipes=RECIPES, rounds=1, say=lambda line: say(f"  {line}"))
    curve, _ = choose_curve(ensemble.left_out, y, seed)
    reach = find_reach(ensemble, curve, x, None, seed, RECIPES)
    model = lead_graph(ensemble, x.shape[1], curve, reach)
    plain = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000)).fit(x, y)
    judged = rows.features[test].astype(np.float32)
    said = answer(session_of(model.SerializeToString()), {"features": judged})
    metrics = judge(rows.labels[test], said, plain.decision_function(rows.features[test]), seed) | {"train_rows": float(len(y))}
    cases = [{"features": np.quantile(x, TYPICAL, axis=0).astype(np.float32)}]
    data = data_of(rows.days[learn])
    return Artifact("lead-score", model, rows.feature_set, data, metrics, cases, own_card(data, rows, ensemble, curve, metrics))


def read_own_leads(csv: Path) -> OwnLeads:
    whole = read_table(csv)
    labels = read_labels(whole.column(LABEL), LABEL, "1")
    sets = sorted(set(whole.column(SET)))
    if len(sets) != 1:
        raise NotUnderstood(f"The leads were scored on several sets of features ({', '.join(sets)}); export one of them.")
    names = list(whole.columns)[list(whole.columns).index(SET) + 1 :]
    settled = np.flatnonzero(~np.isnan(labels))
    table = whole.take(settled)
    features = np.column_stack([numbers_of(table.column(name)) for name in names]) if names else np.empty((0, 0))
    days = days_of(table.column(DAY))
    if features.size == 0 or np.isnan(features).any() or np.isnan(days).any():
        raise NotUnderstood(f"{csv.name} is no table of `npm run export:lead-labels`: features and {DAY} must stand in every row.")
    return OwnLeads(table, names, features, labels[settled], days, sets[0], latest_fifth(days))


def refuse_leaks(rows: OwnLeads, seed: int) -> None:
    """Looks at the rows that teach."""
    learn = np.flatnonzero(~rows.test)
    table = rows.table.take(learn)
    columns = [kind_of(name, table.column(name)) for name in rows.names]
    leaks = find_leaks(table, columns, rows.labels[learn], None, seed)
    if leaks:
        said = " ".join(f"{leak.column}: {leak.why}" for leak in leaks)
        raise NotUnderstood(f"A feature looks as if it knew the outcome, so nothing was taught. {said}")


def data_of(days: np.ndarray) -> dict:
    """`to` is the last moment of the last day that taught."""
    at = lambda day: (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(days=float(day))).strftime("%Y-%m-%dT%H:%M:%SZ")
    until = np.floor(days.max()) + 1 - 1 / 86_400
    return {"origin": "own settled leads", "rows": len(days), "from": at(days.min()), "to": at(until)}


def own_card(data: dict, rows: OwnLeads, ensemble, curve, metrics: dict[str, float]) -> str:
    names = ", ".join(f"`{name}`" for name in rows.names)
    return f"""# lead-score {{version}}

Says how likely a lead is to buy within 90 days, and how sure that is, learned from your own settled leads.
{len(ensemble.members)} members of {ensemble.trees} boosted trees of 8 leaves, each of which left out another fifth of the
leads; calibrated ({curve.kind}) inside the graph.

Taught by {data["rows"]:,} leads made from {data["from"][:10]} to {data["to"][:10]}. The latest fifth of the days judged and
taught nothing. Several leads of one person may be on both sides of that day.

It knows what was known when each lead came in and nothing of why. It must not be used to set prices, credit or insurance,
to decide anything that matters to a person's life, or to compare people by origin, age, sex or any other group without
looking first at what it does to them.

* Input: `features [batch, {len(rows.names)}]`, feature set `{rows.feature_set}`, in this order: {names}.
* Outputs: `probability [batch]`, and `low [batch]` and `high [batch]`, its interval.
* Its golden answers are of made-up leads: no row of a person is kept beside it.

{figures_table(metrics, FIGURES, "figure, on leads held out")}
"""
