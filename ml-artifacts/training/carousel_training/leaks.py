"""Finds columns that were filled in after the outcome, or because of it, and says why in a marketer's words.

Such a column makes a model look splendid in a test and useless on the day: a new lead does not have it yet. No program can
know when a cell was filled in. What is measured: how much a column says alone, whether being filled in says it already,
whether it tells more than all other columns together, and what its name promises. Docs: docs/guides/lead-score.md."""

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold

from .kinds import Column, days_of, numbers_of, words_of
from .measures import auc, log_loss, logistic
from .table import Table

# No fact known when somebody raises a hand is known to tell this much alone; copies of the outcome do.
ALONE_IS_THE_ANSWER = 0.90
# Being filled in or not, whatever stands there, parts the outcomes this well.
FILLED_IS_THE_ANSWER = 0.75
# More than everything else together: the share of what the model knows that goes when this column goes.
MOST_OF_THE_MODEL = 0.5
# Counts against a column only in a model better than honest ones are: those of leads are published at AUC 0.84 to 0.89.
BETTER_THAN_HONEST = 0.88
# With a name that speaks of what comes later, much less is enough.
ALONE_WITH_A_NAME = 0.60
FILLED_APART_WITH_A_NAME = 0.10
PARTLY_FILLED = 0.05
LATER_THAN_THE_LEAD = 0.02
ROWS_LOOKED_AT = 20_000

# A verdict on the lead, by a person or another model; it is passed when somebody has looked at them.
VERDICTS = {"score", "index", "quality", "rating", "grade", "tag", "tags", "profile", "rank", "priority", "temperature"}
# The talk itself, and what came of it.
AFTERWARDS = {
    *("duration", "call", "calls", "callback", "talk", "disposition", "status", "stage", "outcome", "result", "followup"),
    *("closed", "closing", "won", "lost", "sold", "sale", "contract", "invoice", "order", "delivery", "delivered", "paid"),
    *("enrolled", "signed", "remark", "remarks", "notes", "comment", "comments", "reason", "appointment", "salesperson"),
}
# "Last …" of something that goes on happening is as of the day of the export.
LAST_OF = {"activity", "contact", "contacted", "event", "modified", "updated", "update", "interaction", "touch", "seen"}


@dataclass(frozen=True)
class Finding:
    """Why a column may not be used. `alone` is the cross-validated AUC of this column by itself."""

    column: str
    alone: float
    why: str


def find_leaks(
    table: Table, columns: list[Column], labels: np.ndarray, moments: np.ndarray | None, seed: int
) -> list[Finding]:
    """Looks at the rows that teach, at most 20,000 of them. Answers in the order of the table."""
    few = np.sort(np.random.default_rng(seed).permutation(table.rows)[:ROWS_LOOKED_AT])
    table, labels = table.take(few), labels[few]
    moments = None if moments is None else moments[few]
    used = [column for column in columns if column.kind != "unused"]
    codes = {column.name: codes_of(column.kind, table.column(column.name), moments) for column in used}
    alone = {name: alone_auc(code, labels) for name, code in codes.items()}
    found = {
        column.name: why
        for column in used
        if (why := plain_reason(column, table.column(column.name), labels, moments, alone[column.name]))
    }
    rest = {name: code for name, code in codes.items() if name not in found}
    found |= most_of_the_model(rest, alone, labels, seed)
    return [Finding(column.name, alone[column.name], found[column.name]) for column in used if column.name in found]


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def plain_reason(
    column: Column, cells: list[str], labels: np.ndarray, moments: np.ndarray | None, alone: float
) -> str | None:
    """What this column says by itself, by being filled in, and by its name; None where nothing speaks against it."""
    filled = np.array([cell != "" for cell in cells])
    if alone >= ALONE_IS_THE_ANSWER:
        return (
            f"It alone tells buyers from others in {percent(alone)} of pairs, nearly as the outcome itself would. "
            "Nobody knows that much of a new lead; it was most likely filled in when the outcome was known."
        )
    if (parted := max(auc(labels, filled * 1.0), auc(labels, ~filled * 1.0))) >= FILLED_IS_THE_ANSWER:
        return (
            f"Whether it is filled in at all tells buyers from others in {percent(parted)} of pairs: "
            "it is filled in once the outcome is near or known."
        )
    if column.kind == "date" and moments is not None:
        later = float(np.mean(days_of(cells)[filled] > moments[filled] + 1))
        if later > LATER_THAN_THE_LEAD:
            return f"In {percent(later)} of rows it lies after the lead came in: a new lead does not have it yet."
    return named_reason(column.name, filled, labels, alone)


def named_reason(name: str, filled: np.ndarray, labels: np.ndarray, alone: float) -> str | None:
    """A name that speaks of later, borne out by what the column does."""
    words = words_of(name)
    apart = abs(float(filled[labels == 1].mean() - filled[labels == 0].mean()))
    tells = alone >= ALONE_WITH_A_NAME or apart >= FILLED_APART_WITH_A_NAME
    numbers = f"alone it tells buyers from others in {percent(alone)} of pairs, and it is filled in for {percent(filled.mean())} of rows"
    if "last" in words and LAST_OF & set(words) and tells:
        return f"Its name says it is the last of something that goes on after the lead came in, and {numbers}."
    if said := AFTERWARDS & set(words):
        if tells:
            return f"Its name ({', '.join(sorted(said))}) speaks of the talk with the lead or what came of it, and {numbers}."
    if said := VERDICTS & set(words):
        if tells or filled.mean() < 1 - PARTLY_FILLED:
            return (
                f"Its name ({', '.join(sorted(said))}) is that of a verdict passed on the lead once somebody had looked at it, "
                f"and {numbers}."
            )
    return None


def most_of_the_model(
    codes: dict[str, np.ndarray], alone: dict[str, float], labels: np.ndarray, seed: int
) -> dict[str, str]:
    """Of the columns left, one that tells more than all others together, in a model too good to be honest. Only the
    strongest can be it."""
    if len(codes) < 3:
        return {}
    strongest = max(codes, key=lambda name: alone[name])
    if alone[strongest] < ALONE_WITH_A_NAME:
        return {}
    doubt = log_loss(labels, np.full(len(labels), labels.mean()))
    said = small_model(codes, labels, seed)
    if auc(labels, said) < BETTER_THAN_HONEST:
        return {}
    whole = doubt - log_loss(labels, said)
    without = doubt - log_loss(labels, small_model({name: codes[name] for name in codes if name != strongest}, labels, seed))
    share = (whole - without) / whole if whole > 0 else 0.0
    if share <= MOST_OF_THE_MODEL:
        return {}
    return {
        strongest: f"It tells more than all other columns together: {percent(share)} of what a model knows goes with it. "
        "A fact known beforehand shows in others too; one written down afterwards stands alone."
    }


def small_model(codes: dict[str, np.ndarray], labels: np.ndarray, seed: int) -> np.ndarray:
    """What a small model of these columns says of rows it has not seen."""
    x = np.column_stack(list(codes.values()))
    said = np.zeros(len(labels))
    for learn, judge in StratifiedKFold(3, shuffle=True, random_state=seed).split(x, labels):
        trees = HistGradientBoostingClassifier(
            max_iter=60, learning_rate=0.15, max_leaf_nodes=12, min_samples_leaf=30, l2_regularization=5.0,
            early_stopping=False, random_state=seed,
        ).fit(x[learn], labels[learn])  # fmt: skip
        said[judge] = logistic(trees.decision_function(x[judge]))
    return said


def codes_of(kind: str, cells: list[str], moments: np.ndarray | None) -> np.ndarray:
    """A column as whole numbers: categories by name, numbers and dates by which 32nd of the rows they are in; -1 unknown."""
    if kind == "category":
        places = {value: place for place, value in enumerate(sorted(set(cells) - {""}))}
        return np.array([places.get(cell, -1) for cell in cells], float)
    values = numbers_of(cells) if kind == "number" else days_of(cells) - (0 if moments is None else moments)
    known = ~np.isnan(values)
    edges = np.unique(np.quantile(values[known], np.linspace(0, 1, 33)[1:-1])) if known.any() else np.array([])
    return np.where(known, np.searchsorted(edges, np.where(known, values, 0.0)), -1).astype(float)


def alone_auc(codes: np.ndarray, labels: np.ndarray, folds: int = 5) -> float:
    """AUC of a column by itself: each row is told the share of sales among rows of its value in the other folds."""
    _, places = np.unique(codes, return_inverse=True)
    fold = np.arange(len(labels)) % folds
    sums = np.zeros((folds, places.max() + 1))
    counts = np.zeros_like(sums)
    np.add.at(sums, (fold, places), labels)
    np.add.at(counts, (fold, places), 1)
    others_sums, others_counts = sums.sum(axis=0) - sums, counts.sum(axis=0) - counts
    mean = np.array([labels[fold != place].mean() for place in range(folds)])[:, None]
    shares = (others_sums + 5 * mean) / (others_counts + 5)
    return auc(labels, shares[fold, places])
