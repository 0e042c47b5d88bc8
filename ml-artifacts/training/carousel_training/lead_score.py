"""`lead-score`: P(sale within 90 days of a lead) and how sure that is, by an ensemble of boosted trees."""

from dataclasses import dataclass

import numpy as np
import onnx
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .artifact import answer, session_of
from .calibration import choose_curve
from .ensemble import Recipe, fit_ensemble
from .intervals import find_reach, share_held
from .measures import auc, brier, ece, log_loss
from .rows import LeadRows
from .trees import lead_graph

# One recipe: it scores on every form that is sent in, so it stays small. `trees` is the most it may take.
RECIPES = (Recipe("small", rate=0.06, leaves=8, least_rows=40, ridge=5.0, columns=0.5, trees=160),)


@dataclass(frozen=True)
class TrainedLeadScore:
    model: onnx.ModelProto
    metrics: dict[str, float]
    members: int
    trees: int
    calibration: str


def train_lead_score(rows: LeadRows, seed: int, say=lambda line: None) -> TrainedLeadScore:
    """Eight shoppers in ten teach, two judge. Leads of one shopper are never parted."""
    x, y, split = rows.features, rows.sold.astype(float).ravel(), rows.split
    teach = np.concatenate([split.train, split.calibrate])
    ensemble = fit_ensemble(x[teach], y[teach], seed, groups=rows.shopper[teach], recipes=RECIPES, rounds=1, say=say)
    curve, _ = choose_curve(ensemble.left_out, y[teach], seed)
    reach = find_reach(ensemble, curve, x[teach], rows.shopper[teach], seed, RECIPES)
    model = lead_graph(ensemble, x.shape[1], curve, reach)
    plain = make_pipeline(StandardScaler(), LogisticRegression()).fit(x[teach], y[teach])
    said = answer(session_of(model.SerializeToString()), {"features": x[split.test].astype(np.float32)})
    metrics = judge(rows, said, plain.decision_function(x[split.test]), float(y[teach].mean()))
    return TrainedLeadScore(model, metrics, len(ensemble.members), ensemble.trees, curve.kind)


def judge(rows: LeadRows, said: dict[str, np.ndarray], plain: np.ndarray, constant: float) -> dict[str, float]:
    happened, truth = rows.sold[rows.split.test].astype(float).ravel(), rows.truth[rows.split.test].ravel()
    p = said["probability"].astype(float)
    return {
        "auc": auc(happened, p),
        "truth_auc": auc(happened, truth),
        "logistic_regression_auc": auc(happened, plain),
        "ece10": ece(happened, p),
        "log_loss": log_loss(happened, p),
        "truth_log_loss": log_loss(happened, truth),
        "constant_log_loss": log_loss(happened, np.full(len(happened), constant)),
        "brier": brier(happened, p),
        "mean_distance_to_truth": float(np.abs(p - truth).mean()),
        "interval_width": float((said["high"] - said["low"]).mean()),
        "interval_groups_held": share_held(truth, said, 50, errors=0),
        "interval_leads_held": float(((said["low"] <= truth) & (truth <= said["high"])).mean()),
        "base_rate": float(happened.mean()),
        "test_rows": len(happened),
    }
