"""What other learners make of a tenant's own table: how far a trained folder is from what anything reaches there.

All have the folder's columns and its teaching rows, settings fixed beforehand, and are looked at once, on the rows that
judge. LightGBM and CatBoost take part where they are installed; the trainer itself needs neither."""

import argparse
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .explain import Trained, read_trained
from .lead_csv import Wish, read_rows
from .measures import TINY, auc, interval_of
from .table import Table

SEEDS = range(5)


def log_odds_of(p: np.ndarray) -> np.ndarray:
    p = np.clip(p.astype(float), TINY, 1 - TINY)
    return np.log(p / (1 - p))


def mean_of(make, x: np.ndarray, y: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Mean log-odds of five fits that differ in their seed alone."""
    return np.mean([log_odds_of(make(seed).fit(x, y).predict_proba(asked)[:, 1]) for seed in SEEDS], axis=0)


def plain_trees(seed: int) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=300, max_leaf_nodes=15, min_samples_leaf=20, l2_regularization=1.0,
        early_stopping=False, max_features=0.5, random_state=seed,
    )  # fmt: skip


def rivals() -> dict:
    """Each makes a classifier of a seed."""
    found = {
        "logistic regression": lambda seed: make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000)),
        "histogram trees, five seeds": plain_trees,
        "extra trees": lambda seed: ExtraTreesClassifier(300, min_samples_leaf=5, max_features=0.5, n_jobs=1, random_state=seed),
    }
    if find_spec("lightgbm"):
        from lightgbm import LGBMClassifier

        found["LightGBM, five seeds"] = lambda seed: LGBMClassifier(
            n_estimators=350, learning_rate=0.03, num_leaves=15, min_child_samples=30, reg_lambda=10.0, colsample_bytree=0.3,
            subsample=0.8, subsample_freq=1, random_state=seed, n_jobs=1, verbose=-1,
        )  # fmt: skip
    return found


def catboost_of(trained: Trained, table: Table, x: np.ndarray, y: np.ndarray, asked: tuple[Table, np.ndarray]) -> np.ndarray:
    """CatBoost with categories as they stand, which its ordered statistics are made for."""
    from catboost import CatBoostClassifier

    features = [(place, each) for place, each in enumerate(trained.encoder.features) if each.kind not in ("frequency", "pair")]
    categories = [place for place, (_, each) in enumerate(features) if each.kind == "category"]
    as_it_stands = lambda rows, numbers: np.array(
        [each.cells(rows) if each.kind == "category" else numbers[:, place] for place, each in features], object
    ).T
    make = lambda seed: CatBoostClassifier(
        iterations=600, learning_rate=0.04, depth=6, l2_leaf_reg=6.0, one_hot_max_size=4, random_seed=seed, thread_count=1,
        verbose=0, allow_writing_files=False, cat_features=categories,
    )  # fmt: skip
    return mean_of(make, as_it_stands(table, x), y, as_it_stands(*asked))


def compare(folder: Path, path: Path, positive: str | None = None, say=print) -> dict[str, float]:
    """Says each one's AUC, and by how much it is ahead of the folder, with 95 % intervals of 1,000 bootstrap draws."""
    trained = read_trained(folder)
    told = trained.manifest["training"]
    wish = Wish(path, told["label"], positive, told["key"], told["time"], told["split"], seed=told["seed"])
    rows = read_rows(wish, lambda line: None)
    (table, y, moments), (judged, happened, judged_moments) = rows.part(test=False), rows.part(test=True)
    x, asked = trained.encoder.encode(table, moments), trained.encoder.encode(judged, judged_moments)
    scores = {"the command": log_odds_of(trained.say(asked)["probability"])}
    # A pair's share of a teaching row holds its own outcome when it is encoded here: rivals go without pairs.
    alone = [place for place, each in enumerate(trained.encoder.features) if each.kind != "pair"]
    for name, make in rivals().items():
        scores[name] = mean_of(make, x[:, alone], y, asked[:, alone])
    if find_spec("catboost"):
        scores["CatBoost, five seeds"] = catboost_of(trained, table, x, y, (judged, asked))
    scores["mean of all"] = np.mean(list(scores.values()), axis=0)
    for name, said in scores.items():
        low, high = interval_of(auc, happened, said, told["seed"])
        ahead = lambda labels, both: auc(labels, both[:, 1]) - auc(labels, both[:, 0])
        least, most = interval_of(ahead, happened, np.column_stack([scores["the command"], said]), told["seed"])
        say(f"{name:<28} AUC {auc(happened, said):.4f} ({low:.4f} to {high:.4f}), ahead by {least:+.4f} to {most:+.4f}")
    return {name: auc(happened, said) for name, said in scores.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of `npm run train -- lead-score --csv`")
    parser.add_argument("--csv", type=Path, required=True)
    parser.add_argument("--positive")
    wanted = parser.parse_args()
    compare(wanted.model, wanted.csv, wanted.positive)


if __name__ == "__main__":
    main()
