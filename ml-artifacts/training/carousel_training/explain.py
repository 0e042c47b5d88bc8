"""Takes a score of a trained folder apart: which facts moved it, by how much, adding up.

Exact Shapley values against one reference, the typical row: every tree is walked along both rows at once, and where they
part, both ways (interventional TreeSHAP with a single background row; Lundberg et al. 2020). Reads nothing but the folder."""

import csv
import json
from dataclasses import dataclass
from math import factorial
from pathlib import Path

import numpy as np
import onnx

from .artifact import answer, session_of
from .encoder import Encoder, read_encoder
from .kinds import days_of
from .table import NotUnderstood, Table, read_table


@dataclass(frozen=True)
class Trained:
    """A folder of `npm run train -- lead-score --csv`."""

    manifest: dict
    model: onnx.ModelProto
    encoder: Encoder

    def encode(self, table: Table) -> np.ndarray:
        time = self.manifest["training"]["time"]
        return self.encoder.encode(table, days_of(table.column(time)) if time else None)

    def say(self, x: np.ndarray) -> dict[str, np.ndarray]:
        return answer(session_of(self.model.SerializeToString()), {"features": x})


@dataclass(frozen=True)
class Explained:
    """Log-odds: `base` of the typical row and a part for each column; together they are the score's."""

    probability: float
    low: float
    high: float
    base: float
    parts: dict[str, float]


def read_trained(folder: Path) -> Trained:
    """Raises NotUnderstood where the folder holds no model of a table."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return Trained(manifest, onnx.load(folder / "model.onnx"), read_encoder(manifest))
    except (OSError, KeyError) as fault:
        raise NotUnderstood(f"{folder} holds no model made from a table: {fault}.") from fault


def explain_row(trained: Trained, row: np.ndarray) -> Explained:
    """`row` as the model takes it, one number a feature."""
    typical = trained.encoder.typical
    said = trained.say(np.stack([typical, row]))
    log_odds = [float(np.log(p / (1 - p))) for p in said["probability"].astype(float)]
    raw = shapley(forest_of(trained.model), row, typical)
    # The calibration bends the sum of the trees; each part is bent alike, so that they add up to what is shown.
    moved = raw.sum()
    bend = (log_odds[1] - log_odds[0]) / moved if abs(moved) > 1e-9 else 1.0
    parts: dict[str, float] = {}
    for name, part in zip(trained.encoder.names, (raw * bend).tolist()):
        parts[name] = parts.get(name, 0.0) + part
    low, high = float(said["low"][1]), float(said["high"][1])
    return Explained(float(said["probability"][1]), low, high, log_odds[0], parts)


def forest_of(model: onnx.ModelProto) -> list[dict]:
    """Nodes of every tree as columns, from the graph itself; leaves weigh what they add to the members' mean."""
    (node,) = [node for node in model.graph.node if node.op_type == "TreeEnsembleRegressor"]
    found = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
    weights = dict(zip(zip(found["target_treeids"], found["target_nodeids"]), found["target_weights"]))
    trees: dict[int, dict] = {}
    names = ("treeids", "nodeids", "featureids", "modes", "values", "truenodeids", "falsenodeids")
    for tree, place, feature, mode, value, left, right in zip(*(found[f"nodes_{name}"] for name in names)):
        weight = weights.get((tree, place), 0.0) / found["n_targets"]
        is_leaf = mode == b"LEAF"
        trees.setdefault(tree, {})[place] = (is_leaf, feature, np.float32(value), left, right, weight)
    return list(trees.values())


def shapley(forest: list[dict], row: np.ndarray, typical: np.ndarray) -> np.ndarray:
    parts = np.zeros(len(row))
    for nodes in forest:
        walk(nodes, 0, row, typical, frozenset(), frozenset(), parts)
    return parts


def walk(nodes: dict, place: int, row, typical, of_row: frozenset, of_typical: frozenset, parts: np.ndarray) -> None:
    """`of_row` are the features whose value was so far taken from the row, `of_typical` those taken from the typical one."""
    is_leaf, feature, value, left, right, weight = nodes[place]
    if is_leaf:
        mine, others = len(of_row), len(of_typical)
        for one in of_row:
            parts[one] += weight * factorial(mine - 1) * factorial(others) / factorial(mine + others)
        for one in of_typical:
            parts[one] -= weight * factorial(mine) * factorial(others - 1) / factorial(mine + others)
        return
    by_row, by_typical = (left if side[feature] <= value else right for side in (row, typical))
    if by_row == by_typical or feature in of_row:
        walk(nodes, by_row, row, typical, of_row, of_typical, parts)
    elif feature in of_typical:
        walk(nodes, by_typical, row, typical, of_row, of_typical, parts)
    else:
        walk(nodes, by_row, row, typical, of_row | {feature}, of_typical, parts)
        walk(nodes, by_typical, row, typical, of_row, of_typical | {feature}, parts)


def explain_csv(folder: Path, path: Path, number: int, say=print) -> None:
    """Tells the reasons of one data row, counted from 0, the strongest first."""
    trained, table = read_trained(folder), read_table(path)
    if not 0 <= number < table.rows:
        raise NotUnderstood(f"{path.name} has rows 0 to {table.rows - 1}; there is no row {number}.")
    one = table.take(np.array([number]))
    found = explain_row(trained, trained.encode(one)[0])
    say(f"Row {number}: probability {found.probability:.4f}, between {found.low:.4f} and {found.high:.4f}")
    say(f"{found.base:+9.4f}  log-odds of a typical row")
    cells = {feature.name: feature.cells(one)[0] for feature in trained.encoder.features}
    for name, part in sorted(found.parts.items(), key=lambda item: -abs(item[1])):
        if part:
            say(f"{part:+9.4f}  {name} is {cells[name] or 'not known'}")
    say(f"{found.base + sum(found.parts.values()):+9.4f}  log-odds of this row, the sum of all above")


def score_csv(folder: Path, path: Path, out: Path, say=print) -> None:
    """Writes a row of `row,probability,low,high` for each row of a table."""
    trained, table = read_trained(folder), read_table(path)
    said = trained.say(trained.encode(table))
    with out.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["row", "probability", "low", "high"])
        columns = [said[name].tolist() for name in ("probability", "low", "high")]
        lines.writerows([row, *(f"{value:.6f}" for value in values)] for row, values in enumerate(zip(*columns)))
    say(f"{out}: {table.rows:,} rows scored by {trained.manifest['name']} {trained.manifest['version']}")
