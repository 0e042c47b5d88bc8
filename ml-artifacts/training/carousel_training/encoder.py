"""Turns a row of text into the numbers a model of a tenant's own table takes, and back into what people may read.

A category becomes the smoothed share of its rows that came to the outcome, learned from the rows that teach: trees then
part categories as their own native handling does (in the order of that share), a category nobody has met has a place,
and a server needs no more than a dictionary. One of more than two values also becomes how many rows have it (kind
`frequency`, its column named once more). Two columns that tell more together become one more share (kind `pair`,
pairs.py). Decision record 0045 has the measurements."""

import json
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from .kinds import LEAST_OF_A_CATEGORY, days_of, numbers_of
from .table import Table

# Below any number of a table, and a number JSON can hold, which NaN is not.
UNKNOWN = -1e9
# A category counts as if so many rows of the average were with it: ten rows say little of a rare one.
AVERAGE_ROWS = 10
LOOKED_UP = ("category", "frequency", "pair")


@dataclass(frozen=True)
class Feature:
    """One input of the model. `values` is a category's vocabulary; `other` what any further category becomes. A pair's
    vocabulary is of cells `["may", "5"]`, as JSON, of its two `columns`, whose own kinds are `kinds`."""

    name: str
    kind: str
    typical: float
    values: dict[str, float] = field(default_factory=dict)
    other: float = 0.0
    unknown: float = UNKNOWN
    columns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def cells(self, table: Table) -> list[str]:
        return pair_cells(table, self.columns, self.kinds) if self.kind == "pair" else table.column(self.name)

    def encode(self, cells: list[str], moments: np.ndarray | None) -> np.ndarray:
        if self.kind in LOOKED_UP:
            known = self.values | {"": self.unknown}
            return np.array([known.get(cell, self.other) for cell in cells], np.float32)
        numbers = numbers_of(cells) if self.kind == "number" else days_before(cells, moments)
        return np.where(np.isnan(numbers), self.unknown, numbers).astype(np.float32)

    def as_manifest(self) -> dict:
        plain = {"name": self.name, "kind": self.kind, "typical": single(self.typical), "unknown": single(self.unknown)}
        if self.kind in LOOKED_UP:
            plain |= {"values": {value: single(share) for value, share in self.values.items()}, "other": single(self.other)}
        if self.kind == "pair":
            plain |= {"columns": list(self.columns), "kinds": list(self.kinds)}
        return plain

    @staticmethod
    def of_manifest(plain: dict) -> "Feature":
        return Feature(**plain | {name: tuple(plain.get(name, ())) for name in ("columns", "kinds")})


def pair_cells(table: Table, columns: tuple[str, ...], kinds: tuple[str, ...]) -> list[str]:
    """Two columns as one of JSON lists. 5, 5.0 and "5 %" are the same number, however a file writes it."""
    plain = lambda number: "" if np.isnan(number) else f"{number:.6g}"
    texts = [
        [plain(number) for number in numbers_of(table.column(name))] if kind == "number" else table.column(name)
        for name, kind in zip(columns, kinds)
    ]
    return [json.dumps(cells, ensure_ascii=False) for cells in zip(*texts)]


def days_before(cells: list[str], moments: np.ndarray | None) -> np.ndarray:
    """How many days before its row's moment a date lies."""
    return np.full(len(cells), np.nan) if moments is None else moments - days_of(cells)


def single(value: float) -> float:
    return float(f"{np.float32(value):.9g}")


def fit_feature(name: str, kind: str, cells: list[str], labels: np.ndarray, moments: np.ndarray | None) -> Feature:
    if kind != "category":
        numbers = numbers_of(cells) if kind == "number" else days_before(cells, moments)
        known = numbers[~np.isnan(numbers)]
        return Feature(name, kind, float(np.median(known)) if len(known) else UNKNOWN)
    mean = float(labels.mean())
    sums: dict[str, float] = {}
    for cell, label in zip(cells, labels):
        sums[cell] = sums.get(cell, 0.0) + float(label)
    counts = Counter(cells)
    # float32 as the model is given it, so that training and serving part rows at the same places.
    share = lambda cell: single((sums[cell] + AVERAGE_ROWS * mean) / (counts[cell] + AVERAGE_ROWS))
    often = sorted(cell for cell in counts if cell and counts[cell] >= LEAST_OF_A_CATEGORY)
    values = {cell: share(cell) for cell in often}
    unknown = share("") if counts[""] >= LEAST_OF_A_CATEGORY else single(mean)
    return with_typical(Feature(name, kind, 0.0, values, single(mean), unknown), cells)


def frequency_of(category: Feature, cells: list[str]) -> Feature:
    """How many of the rows have the same value; few of any further one."""
    counts = Counter(cells)
    values = {cell: float(counts[cell]) for cell in category.values}
    return with_typical(Feature(category.name, "frequency", 0.0, values, 0.0, float(counts[""])), cells)


def with_typical(feature: Feature, cells: list[str]) -> Feature:
    encoded = np.sort(feature.encode(cells, None))
    return replace(feature, typical=float(encoded[len(encoded) // 2]))


@dataclass(frozen=True)
class Encoder:
    """All features, in the order of the model's input."""

    features: tuple[Feature, ...]

    @property
    def names(self) -> list[str]:
        return [feature.name for feature in self.features]

    @property
    def typical(self) -> np.ndarray:
        return np.array([feature.typical for feature in self.features], np.float32)

    def encode(self, table: Table, moments: np.ndarray | None) -> np.ndarray:
        columns = [feature.encode(feature.cells(table), moments) for feature in self.features]
        return np.column_stack(columns)

    def as_manifest(self) -> list[dict]:
        return [feature.as_manifest() for feature in self.features]


def fit_encoder(table: Table, kinds: dict[str, str], labels: np.ndarray, moments: np.ndarray | None) -> Encoder:
    """Learns vocabularies and medians from these rows only; they must be rows that teach."""
    features = []
    for name, kind in kinds.items():
        features.append(fit_feature(name, kind, table.column(name), labels, moments))
        if kind == "category" and len(features[-1].values) > 2:
            features.append(frequency_of(features[-1], table.column(name)))
    return Encoder(tuple(features))


def read_encoder(manifest: dict) -> Encoder:
    return Encoder(tuple(Feature.of_manifest(plain) for plain in manifest["features"]))
