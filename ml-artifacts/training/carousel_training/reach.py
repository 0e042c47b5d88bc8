"""
How good a score of leads could be that sees what the lead score sees. On simulated rows the true probability stands beside
each label: trees taught the probability itself learn without the luck of the draw, so many rows come near the best there is.

    python -m carousel_training.reach --rows <folder> --model <lead-score/version/model.onnx>     # see docs/models.md
"""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime as ort
from sklearn.ensemble import HistGradientBoostingRegressor

from .measures import auc
from .rows import LeadRows, read_leads


def expected_auc(scores: np.ndarray, truth: np.ndarray) -> float:
    """The AUC to be expected when each row comes about with its true probability: no luck of the draw is in it."""
    order = np.argsort(scores, kind="stable")
    happens = truth[order].astype(np.float64)
    misses = np.cumsum(1 - happens) - (1 - happens) / 2
    return float((happens * misses).sum() / (happens.sum() * (1 - happens).sum()))


def reach(rows: LeadRows, share: float, seed: int) -> np.ndarray:
    """What trees say of the judging rows that were taught the truth of a share of all others."""
    teach = np.concatenate([rows.split.train, rows.split.calibrate])
    teach = np.random.default_rng(seed).permutation(teach)[: int(len(teach) * share)]
    trees = HistGradientBoostingRegressor(
        max_iter=150, learning_rate=0.08, max_leaf_nodes=15, min_samples_leaf=60, l2_regularization=1.0, random_state=seed
    )
    return trees.fit(rows.features[teach], rows.truth[teach].ravel()).predict(rows.features[rows.split.test])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=Path, required=True)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    rows = read_leads(given.rows)
    test = rows.split.test
    truth, sold = rows.truth[test].ravel(), rows.sold[test].ravel()
    print(f"{len(test)} leads judge; truth {expected_auc(truth, truth):.4f} (on what came about {auc(sold, truth):.4f})")
    committed = ort.InferenceSession(str(given.model)).run(["probability"], {"features": rows.features[test]})[0].ravel()
    print(f"committed model: {expected_auc(committed, truth):.4f} (on what came about {auc(sold, committed):.4f})")
    for share in (0.25, 0.5, 1.0):
        said = reach(rows, share, given.seed)
        taught = int((len(rows.truth) - len(test)) * share)
        print(f"taught by {taught} leads: {expected_auc(said, truth):.4f} (on what came about {auc(sold, said):.4f})")


if __name__ == "__main__":
    main()
