"""Pairs of columns that tell more together than trees find in each: the day and the month of a call, say.

A pair is taken where, cell by cell, the trees are wrong on rows they left out, and wrong in the same direction on the other
four fifths of the rows: what is chance in one fold is not so in another. Decision record 0045 has the measurements."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .encoder import AVERAGE_ROWS, LEAST_OF_A_CATEGORY, Encoder, Feature, pair_cells, single, with_typical
from .kinds import numbers_of
from .measures import logistic, platt
from .table import Table

FOLDS = 5
MOST_PAIRS = 3
# A number of more values than this is a quantity: trees part it by themselves, and its cells would be nearly empty.
MOST_VALUES = 60
# Standard errors beyond which cells agree by more than chance. Folds share rows, so chance is wider than one: in 657 pairs of
# outcomes drawn from a fitted model the largest was 4.0, their standard deviation 1.5.
LEAST_ERRORS = 6.0


@dataclass(frozen=True)
class Pair:
    """`errors` is how far its cells agree across folds beyond chance, in standard errors."""

    columns: tuple[str, str]
    errors: float


def find_pairs(table: Table, kinds: dict[str, str], labels: np.ndarray, left_out: np.ndarray, seed: int) -> list[Pair]:
    """The pairs worth having, the best first. `left_out` are log-odds by trees that did not see the row."""
    scale, shift = platt(left_out, labels)
    said, fold = logistic(scale * left_out + shift), folds_of_rows(len(labels), seed)
    codes = {name: codes_of(table, name, kinds[name]) for name in few_valued(table, kinds)}
    cells = lambda one, other: np.unique(codes[one] * (codes[other].max() + 1) + codes[other], return_inverse=True)[1]
    found = [Pair(pair, agreement(cells(*pair), labels, said, fold)) for pair in combinations(codes, 2)]
    worth = [pair for pair in found if pair.errors > LEAST_ERRORS]
    return sorted(worth, key=lambda pair: (-pair.errors, pair.columns))[:MOST_PAIRS]


def few_valued(table: Table, kinds: dict[str, str]) -> list[str]:
    is_few = lambda name: len(np.unique(numbers_of(table.column(name)))) <= MOST_VALUES
    return [name for name, kind in kinds.items() if kind == "category" or (kind == "number" and is_few(name))]


def folds_of_rows(rows: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).permutation(rows) % FOLDS


def codes_of(table: Table, name: str, kind: str) -> np.ndarray:
    return np.unique(table.column(name) if kind == "category" else numbers_of(table.column(name)), return_inverse=True)[1]


def agreement(cells: np.ndarray, labels: np.ndarray, said: np.ndarray, fold: np.ndarray) -> float:
    """A score test across folds. Each cell's Newton step is learned where the row is not, as if AVERAGE_ROWS rows that need
    none were with it; where steps mean nothing, their sum of products with what is still wrong is normal about zero."""
    wrong, doubt, count = labels - said, said * (1 - said), cells.max() + 1
    steps = np.zeros(len(labels))
    for place in range(FOLDS):
        learn, judge = fold != place, fold == place
        sums = lambda values: np.bincount(cells[learn], values[learn], count)
        steps[judge] = (sums(wrong) / (sums(doubt) + AVERAGE_ROWS * doubt.mean()))[cells[judge]]
    error = np.sqrt((steps**2 * doubt).sum())
    return float((steps * wrong).sum() / error) if error > 0 else 0.0


def with_pairs(
    encoder: Encoder, x: np.ndarray, pairs: list[Pair], table: Table, kinds: dict[str, str], labels: np.ndarray, seed: int
) -> tuple[Encoder, np.ndarray]:
    """The encoder with a feature more for each pair, and the teaching rows as it would encode them; but a teaching row's
    share of a pair is learned from other folds: in a small cell its own outcome would speak too loudly."""
    fold, features, columns = folds_of_rows(len(labels), seed), [], []
    for pair in pairs:
        kinds_of_pair = tuple(kinds[name] for name in pair.columns)
        cells = pair_cells(table, pair.columns, kinds_of_pair)
        column = np.zeros(len(labels), np.float32)
        for place in range(FOLDS):
            learn, judge = np.flatnonzero(fold != place), np.flatnonzero(fold == place)
            feature = fit_pair(pair.columns, kinds_of_pair, [cells[row] for row in learn], labels[learn])
            column[judge] = feature.encode([cells[row] for row in judge], None)
        features.append(fit_pair(pair.columns, kinds_of_pair, cells, labels))
        columns.append(column)
    return Encoder((*encoder.features, *features)), np.column_stack([x, *columns])


def fit_pair(columns: tuple[str, str], kinds: tuple[str, str], cells: list[str], labels: np.ndarray) -> Feature:
    mean, counts, sums = float(labels.mean()), Counter(cells), Counter()
    for cell, label in zip(cells, labels.tolist()):
        sums[cell] += label
    often = sorted(cell for cell in counts if counts[cell] >= LEAST_OF_A_CATEGORY)
    values = {cell: single((sums[cell] + AVERAGE_ROWS * mean) / (counts[cell] + AVERAGE_ROWS)) for cell in often}
    name = " × ".join(columns)
    return with_typical(Feature(name, "pair", 0.0, values, single(mean), single(mean), columns, kinds), cells)
