"""`lead-score`: P(sale within 90 days of a lead), by gradient boosting with Platt calibration."""

from dataclasses import dataclass

import numpy as np
import onnx
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .measures import auc, brier, ece, log_loss, logistic, platt
from .rows import LeadRows
from .trees import trees_graph


@dataclass(frozen=True)
class TrainedLeadScore:
    model: onnx.ModelProto
    metrics: dict[str, float]


def train_lead_score(rows: LeadRows, seed: int) -> TrainedLeadScore:
    x, y, split = rows.features, rows.sold, rows.split
    trees = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=150,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed,
    ).fit(x[split.train], y[split.train])
    raw = trees.decision_function(x)
    scale, shift = platt(raw[split.calibrate], y[split.calibrate])
    said = logistic(scale * raw[split.test] + shift)
    plain = make_pipeline(StandardScaler(), LogisticRegression()).fit(x[split.train], y[split.train])
    happened, truth = y[split.test], rows.truth[split.test]
    metrics = {
        "auc": auc(happened, said),
        "truth_auc": auc(happened, truth),
        "logistic_regression_auc": auc(happened, plain.decision_function(x[split.test])),
        "ece10": ece(happened, said),
        "log_loss": log_loss(happened, said),
        "truth_log_loss": log_loss(happened, truth),
        "constant_log_loss": log_loss(happened, np.full(len(happened), y[split.train].mean())),
        "brier": brier(happened, said),
        "mean_distance_to_truth": float(np.abs(said - truth).mean()),
        "base_rate": float(happened.mean()),
        "test_rows": len(happened),
    }
    return TrainedLeadScore(trees_graph(trees, x.shape[1], scale, shift), metrics)
