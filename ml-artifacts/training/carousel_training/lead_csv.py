"""A lead score from a tenant's own table: what the columns are, which of them leak, an ensemble, and an honest figure.

Everything is learned from four fifths of the rows; the last fifth is looked at once, when all is settled."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .artifact import Artifact, answer, session_of
from .calibration import Curve, choose_curve
from .csv_card import csv_card
from .encoder import Encoder, fit_encoder
from .ensemble import RECIPES, Ensemble, Recipe, fit_ensemble
from .intervals import COVERAGE, find_reach, share_held
from .kinds import Column, days_of, kind_of
from .leaks import Finding, find_leaks
from .measures import auc, brier, ece, ece_of_the_truth, interval_of, log_loss, top_lift
from .pairs import find_pairs, with_pairs
from .table import NotUnderstood, Table, read_labels, read_table, split_rows
from .trees import lead_graph

LEAST_ROWS = 200
LEAST_OF_EACH = 30


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    csv: Path
    label: str
    positive: str | None = None
    key: str | None = None
    time: str | None = None
    split: str = "crc32"
    drop: tuple[str, ...] = ()
    allow_leaks: tuple[str, ...] = ()
    seed: int = 7


@dataclass(frozen=True)
class Rows:
    """Rows whose outcome is settled; `test` marks those that judge."""

    table: Table
    labels: np.ndarray
    moments: np.ndarray | None
    test: np.ndarray

    def part(self, test: bool) -> tuple[Table, np.ndarray, np.ndarray | None]:
        rows = np.flatnonzero(self.test == test)
        return self.table.take(rows), self.labels[rows], None if self.moments is None else self.moments[rows]


@dataclass(frozen=True)
class Understood:
    """The columns of a table, and which of them a score rests on."""

    columns: list[Column]
    leaks: list[Finding]
    allowed: tuple[str, ...]
    used: dict[str, str]


def train_csv(wish: Wish, recipes: tuple[Recipe, ...] = RECIPES, say=print) -> Artifact:
    """Raises NotUnderstood where the table or the wish cannot be worked with; its message says what to do."""
    rows = read_rows(wish, say)
    table, labels, moments = rows.part(test=False)
    understood = understand(wish, table, labels, moments, say)
    say("Training:")
    encoder, x = encode(understood.used, table, labels, moments, wish.seed, recipes, say)
    ensemble = fit_ensemble(x, labels, wish.seed, recipes=recipes, say=lambda line: say(f"  {line}"))
    curve, losses = choose_curve(ensemble.left_out, labels, wish.seed)
    say(f"  calibration: {curve.kind}, of " + ", ".join(f"{name} {loss:.4f}" for name, loss in losses.items()))
    reach = find_reach(ensemble, curve, x, None, wish.seed, recipes)
    say(f"  intervals reach {reach:.2f} deviations of the members, so that nine in ten hold")
    plain = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000)).fit(x, labels)
    model = lead_graph(ensemble, x.shape[1], curve, reach)
    judged, happened, judged_moments = rows.part(test=True)
    inputs = encoder.encode(judged, judged_moments)
    said = answer(session_of(model.SerializeToString()), {"features": inputs})
    metrics = judge(happened, said, plain.decision_function(inputs), wish.seed) | {"train_rows": float(len(labels))}
    more = manifest_of(wish, understood, encoder, ensemble, curve, reach)
    cases = [{"features": encoder.typical[None, :]}, {"features": inputs[:8]}]
    data = {"origin": wish.csv.name, "rows": len(rows.labels), "from": None, "to": None}
    card = csv_card(wish, understood, more, metrics)
    return Artifact("lead-score", model, set_name(encoder), data, metrics, cases, card, more)


def encode(
    used: dict[str, str], table: Table, labels: np.ndarray, moments: np.ndarray | None, seed: int, recipes: tuple[Recipe, ...], say
) -> tuple[Encoder, np.ndarray]:
    """Columns one by one, and the pairs that tell more than the first recipe's trees found without them."""
    encoder = fit_encoder(table, used, labels, moments)
    x = encoder.encode(table, moments)
    alone = fit_ensemble(x, labels, seed, recipes=recipes[:1], rounds=1)
    pairs = find_pairs(table, used, labels, alone.left_out, seed)
    for pair in pairs:
        say(f"  pair {' × '.join(pair.columns)}: what they tell beside the rest is {pair.errors:.1f} standard errors beyond chance")
    return with_pairs(encoder, x, pairs, table, used, labels, seed)


def read_rows(wish: Wish, say) -> Rows:
    whole = read_table(wish.csv)
    for named in (wish.label, *filter(None, (wish.key, wish.time)), *wish.drop, *wish.allow_leaks):
        whole.column(named)
    labels = read_labels(whole.column(wish.label), wish.label, wish.positive)
    keys = whole.column(wish.key) if wish.key else [str(row) for row in range(whole.rows)]
    settled = np.flatnonzero(~np.isnan(labels))
    table, labels = whole.take(settled), labels[settled]
    moments = days_of(table.column(wish.time)) if wish.time else None
    test = split_rows(table.rows, wish.split, [keys[row] for row in settled], moments, wish.seed)
    say(f"{wish.csv.name}: {whole.rows:,} rows, {whole.rows - table.rows:,} of them without an outcome and left out.")
    say(f"  {labels.mean():.1%} came to {wish.label}; {test.sum():,} rows judge, chosen by {wish.split}, and teach nothing.")
    for name, part in (("teach", labels[~test]), ("judge", labels[test])):
        must_suffice(name, part)
    return Rows(table, labels, moments, test)


def must_suffice(name: str, part: np.ndarray) -> None:
    """Raises NotUnderstood where the rows that `teach` or `judge` are too few to learn or to tell anything."""
    least = LEAST_ROWS if name == "teach" else LEAST_OF_EACH * 2
    if len(part) < least or min(part.sum(), len(part) - part.sum()) < LEAST_OF_EACH:
        raise NotUnderstood(
            f"Of the rows that {name} {part.sum():.0f} came to the outcome and {len(part) - part.sum():.0f} did not: "
            f"too few to learn or to tell anything. It takes {least} rows and {LEAST_OF_EACH} of each."
        )


def understand(wish: Wish, table: Table, labels: np.ndarray, moments: np.ndarray | None, say) -> Understood:
    """Says of every column what it is taken for, and which are refused."""
    own = {wish.label, wish.key, wish.time, *wish.drop}
    columns = [kind_of(name, values) for name, values in table.columns.items() if name not in own]
    columns = [without_moment(column) if column.kind == "date" and moments is None else column for column in columns]
    leaks = find_leaks(table, columns, labels, moments, wish.seed)
    refused = {leak.column: leak for leak in leaks if leak.column not in wish.allow_leaks}
    say("Columns:")
    for column in columns:
        kind = "refused" if column.name in refused else column.kind
        told = f"{column.known / table.rows:.0%} filled in, {column.distinct:,} values" if kind != "unused" else column.why
        say(f"  {kind:<10}{column.name}: {told}")
    for leak in leaks:
        verdict = "REFUSED" if leak.column in refused else "allowed by you, against the evidence"
        say(f"Leak, {verdict}: {leak.column}. {leak.why}")
    if refused:
        say("Refused columns are left out. One that is known when the lead comes in: --allow-leaks " + json.dumps(",".join(refused)))
    used = {column.name: column.kind for column in columns if column.kind != "unused" and column.name not in refused}
    if not used:
        raise NotUnderstood("No column is left that a score could rest on.")
    return Understood(columns, leaks, wish.allow_leaks, used)


def without_moment(column: Column) -> Column:
    why = "a date says something beside the day the lead came in: name that column by --time"
    return Column(column.name, "unused", column.known, column.distinct, why)


def judge(happened: np.ndarray, said: dict[str, np.ndarray], plain: np.ndarray, seed: int) -> dict[str, float]:
    """The one look at the rows that judge."""
    p = said["probability"].astype(float)
    auc_low, auc_high = interval_of(auc, happened, p, seed)
    ece_low, ece_high = interval_of(ece, happened, p, seed)
    return {
        "auc": auc(happened, p),
        "auc_low": auc_low,
        "auc_high": auc_high,
        "logistic_regression_auc": auc(happened, plain),
        "ece10": ece(happened, p),
        "ece10_low": ece_low,
        "ece10_high": ece_high,
        "ece10_by_chance": ece_of_the_truth(p, seed),
        "brier": brier(happened, p),
        "log_loss": log_loss(happened, p),
        "constant_log_loss": log_loss(happened, np.full(len(happened), happened.mean())),
        "top_tenth_lift": top_lift(happened, p),
        "interval_width": float((said["high"] - said["low"]).mean()),
        "interval_groups_held": share_held(happened, said, 100),
        "base_rate": float(happened.mean()),
        "test_rows": float(len(happened)),
    }


def set_name(encoder: Encoder) -> str:
    """Names the features and how they are encoded: the same table and seed give the same name."""
    text = json.dumps(encoder.as_manifest(), sort_keys=True)
    return f"csv-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def manifest_of(
    wish: Wish, understood: Understood, encoder: Encoder, ensemble: Ensemble, curve: Curve, reach: float
) -> dict:
    return {
        "features": encoder.as_manifest(),
        "training": {
            "label": wish.label,
            "key": wish.key,
            "time": wish.time,
            "split": wish.split,
            "seed": wish.seed,
            "dropped": list(wish.drop),
            "refused": [leak.column for leak in understood.leaks if leak.column not in understood.allowed],
            "allowedLeaks": [leak.column for leak in understood.leaks if leak.column in understood.allowed],
            "recipe": ensemble.recipe,
            "members": len(ensemble.members),
            "trees": ensemble.trees,
            "calibration": curve.kind,
            "intervalCoverage": COVERAGE,
            "reach": round(reach, 6),
        },
    }
