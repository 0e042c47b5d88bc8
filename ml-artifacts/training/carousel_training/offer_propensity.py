"""`offer-propensity`: P(click | shown) and P(lead | shown) for each candidate, by attention over the viewer's history."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import onnx
from sklearn.linear_model import LogisticRegression

from .measures import auc, ece, log_loss, logistic, platt
from .offer_graph import offer_graph
from .offer_network import Weights, first_weights, forward, gradients, loss
from .rows import OfferRows

PAGES_A_STEP = 128
RATE = 3e-3
DECAY = 1e-4


@dataclass(frozen=True)
class TrainedOfferPropensity:
    model: onnx.ModelProto
    metrics: dict[str, float]


def train_offer_propensity(
    rows: OfferRows, shapes: dict[str, list], seed: int, epochs: int, say: Callable[[str], None]
) -> TrainedOfferPropensity:
    weights = fit(rows, seed, epochs, say)
    split = rows.split
    spare = logits_of(weights, rows, split.calibrate)
    clicked = rows.click[split.calibrate] > 0.5
    pairs = [
        platt(spare[..., 0].ravel(), rows.click[split.calibrate].ravel()),
        platt(spare[..., 1][clicked], rows.lead[split.calibrate][clicked]),
    ]
    scales, shifts = np.array(pairs, np.float32).T
    both = logistic(logits_of(weights, rows, split.test) * scales + shifts)
    metrics = measure(rows, both[..., 0].ravel(), (both[..., 0] * both[..., 1]).ravel())
    return TrainedOfferPropensity(offer_graph(weights, shapes, scales, shifts), metrics)


def fit(rows: OfferRows, seed: int, epochs: int, say: Callable[[str], None]) -> Weights:
    """Adam with decoupled decay and a falling rate; keeps the epoch that does best on the calibration rows."""
    train, random = rows.split.train, np.random.default_rng(seed)
    click_rate = rows.click[train].mean()
    widths = {name: values.shape[-1] for name, values in rows.inputs.items() if name != "history_mask"}
    weights = first_weights(widths, seed, click_rate, rows.lead[train].mean() / click_rate)
    mean = {name: np.zeros_like(values) for name, values in weights.items()}
    square = {name: np.zeros_like(values) for name, values in weights.items()}
    best, best_loss, step = weights, np.inf, 0
    steps = epochs * -(-len(train) // PAGES_A_STEP)
    for epoch in range(epochs):
        order = random.permutation(train)
        for start in range(0, len(order), PAGES_A_STEP):
            pages = order[start : start + PAGES_A_STEP]
            x = rows.take(pages)
            seen = forward(weights, x)
            _, slope = loss(seen["logits"], rows.click[pages], rows.lead[pages])
            step += 1
            rate = RATE * (0.02 + 0.98 * (1 + np.cos(np.pi * step / steps)) / 2)
            weights = adam(weights, gradients(weights, x, seen, slope), mean, square, step, np.float32(rate))
        spare = rows.split.calibrate
        now, _ = loss(logits_of(weights, rows, spare), rows.click[spare], rows.lead[spare])
        say(f"epoch {epoch + 1}: loss {now:.5f} on rows not trained on")
        if now < best_loss:
            best, best_loss = weights, now
    return best


def adam(
    weights: Weights, slopes: Weights, mean: Weights, square: Weights, step: int, rate: np.float32
) -> Weights:
    moved: Weights = {}
    for name, values in weights.items():
        mean[name] += np.float32(0.1) * (slopes[name] - mean[name])
        square[name] += np.float32(0.001) * (slopes[name] ** 2 - square[name])
        # The bias corrections are folded into the size of the step.
        size = rate * np.float32(np.sqrt(1 - 0.999**step) / (1 - 0.9**step))
        decay = np.float32(0 if name.endswith("bias") else DECAY) * rate / np.float32(RATE)
        moved[name] = values * (1 - decay) - size * mean[name] / (np.sqrt(square[name]) + np.float32(1e-8))
    return moved


def logits_of(weights: Weights, rows: OfferRows, pages: np.ndarray) -> np.ndarray:
    parts = np.array_split(pages, max(1, len(pages) // 2_000))
    return np.concatenate([forward(weights, rows.take(part))["logits"] for part in parts])


def measure(rows: OfferRows, click: np.ndarray, lead: np.ndarray) -> dict[str, float]:
    test = rows.split.test
    clicked, led = rows.click[test].ravel(), rows.lead[test].ravel()
    click_truth, lead_truth = rows.click_truth[test].ravel(), rows.lead_truth[test].ravel()
    return {
        "auc": auc(clicked, click),
        "truth_auc": auc(clicked, click_truth),
        "without_history_auc": auc(clicked, without_history(rows)),
        "ece10": ece(clicked, click),
        "log_loss": log_loss(clicked, click),
        "truth_log_loss": log_loss(clicked, click_truth),
        "constant_log_loss": log_loss(clicked, np.full(clicked.size, rows.click[rows.split.train].mean())),
        "lead_auc": auc(led, lead),
        "lead_truth_auc": auc(led, lead_truth),
        "lead_ece10": ece(led, lead),
        "lead_log_loss": log_loss(led, lead),
        "mean_distance_to_truth": float(np.abs(click - click_truth).mean()),
        "base_rate": float(clicked.mean()),
        "lead_base_rate": float(led.mean()),
        "test_rows": clicked.size,
    }


def without_history(rows: OfferRows) -> np.ndarray:
    """What can be said of an offer without knowing the viewer: logistic regression on car, creative and context."""
    flat = lambda pages: np.concatenate(
        [
            *(rows.inputs[name][pages].reshape(-1, rows.inputs[name].shape[-1]) for name in ("candidate", "creative")),
            np.repeat(rows.inputs["context"][pages], rows.click.shape[1], axis=0),
        ],
        axis=1,
    )
    plain = LogisticRegression(max_iter=300).fit(flat(rows.split.train), rows.click[rows.split.train].ravel())
    return plain.decision_function(flat(rows.split.test))
