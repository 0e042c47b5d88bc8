"""Makes log-odds honest: three monotone curves, and the choice between them by cross-validation on the rows that teach.

Below 1,000 outcomes only Platt's line is trusted (two numbers); beyond, beta calibration (Kull et al. 2017, three numbers)
and isotonic regression compete with it. Isotonic steps are joined by straight lines, so that no two scores become one."""

from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from .measures import log_loss, logistic, platt

LEAST_POSITIVES = 1_000
FOLDS = 5
# Nothing in this trade is certain: isotonic ends stay this far from 0 and 1.
LEAST_DOUBT = 2e-3
MOST_KNOTS = 40
LEAST_RISE = 1e-3


@dataclass(frozen=True)
class Curve:
    """`kind` is platt, beta or isotonic. All map log-odds to log-odds, rising everywhere:
    platt `a·x + c`; beta `a·ln p − b·ln(1−p) + c` with p the logistic of x; isotonic straight lines between knots,
    `a` beyond the last and before the first (`slopes` change at `knots`)."""

    kind: str
    a: float
    b: float
    c: float
    knots: tuple[float, ...] = ()
    slopes: tuple[float, ...] = ()

    def __call__(self, log_odds: np.ndarray) -> np.ndarray:
        if self.kind == "beta":
            return -self.a * np.logaddexp(0, -log_odds) + self.b * np.logaddexp(0, log_odds) + self.c
        bends = np.maximum(log_odds[:, None] - np.array(self.knots), 0) @ np.array(self.slopes) if self.knots else 0
        return self.a * log_odds + self.c + bends


def fit_platt(log_odds: np.ndarray, labels: np.ndarray) -> Curve:
    scale, shift = platt(log_odds, labels)
    return Curve("platt", max(scale, LEAST_RISE), 0.0, shift)


def fit_beta(log_odds: np.ndarray, labels: np.ndarray) -> Curve:
    """A side whose weight came out negative would let the curve fall: it is left out and the other fitted alone."""
    low, high = -np.logaddexp(0, -log_odds), np.logaddexp(0, log_odds)
    fit = lambda *sides: LogisticRegression(C=1e6, max_iter=1_000).fit(np.column_stack(sides), labels)
    both = fit(low, high)
    a, b = map(float, both.coef_[0])
    if a >= 0 and b >= 0 and a + b > 0:
        return Curve("beta", a, b, float(both.intercept_[0]))
    one = fit(low if b < 0 else high)
    weight = max(float(one.coef_[0][0]), LEAST_RISE)
    return Curve("beta", weight if b < 0 else 0.0, 0.0 if b < 0 else weight, float(one.intercept_[0]))


def fit_isotonic(log_odds: np.ndarray, labels: np.ndarray) -> Curve:
    """Pooled-adjacent-violators, its blocks joined at their middles in log-odds, at most 40 of them."""
    steps = IsotonicRegression(y_min=LEAST_DOUBT, y_max=1 - LEAST_DOUBT).fit_transform(log_odds, labels)
    shares, places = np.unique(steps, return_inverse=True)
    sizes = np.bincount(places)
    middles = np.bincount(places, log_odds) / sizes
    heights = np.log(shares / (1 - shares))
    kept = np.unique(np.linspace(0, len(shares) - 1, min(len(shares), MOST_KNOTS)).round().astype(int))
    middles, heights = middles[kept], heights[kept]
    if len(kept) < 3:
        return fit_platt(log_odds, labels)
    rises = np.maximum(np.diff(heights) / np.maximum(np.diff(middles), 1e-9), LEAST_RISE)
    # Lines are laid end to end from the first knot; beyond the ends Platt's slope goes on.
    slope = fit_platt(log_odds, labels).a
    turns = np.diff(np.concatenate([[slope], rises, [slope]]))
    return Curve("isotonic", slope, 0.0, float(heights[0] - slope * middles[0]), tuple(middles), tuple(turns))


FITS = {"platt": fit_platt, "beta": fit_beta, "isotonic": fit_isotonic}


def choose_curve(log_odds: np.ndarray, labels: np.ndarray, seed: int) -> tuple[Curve, dict[str, float]]:
    """The curve with the least cross-validated log loss, and the loss of each that was tried."""
    names = list(FITS) if labels.sum() >= LEAST_POSITIVES else ["platt"]
    fold = np.random.default_rng(seed).permutation(len(labels)) % FOLDS
    losses = {}
    for name in names:
        said = np.zeros(len(labels))
        for place in range(FOLDS):
            learn, judge = fold != place, fold == place
            said[judge] = logistic(FITS[name](log_odds[learn], labels[learn])(log_odds[judge]))
        losses[name] = log_loss(labels, said)
    best = min(names, key=lambda name: losses[name])
    return FITS[best](log_odds, labels), losses
