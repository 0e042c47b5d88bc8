import numpy as np
import pytest

from carousel_training.calibration import FITS, choose_curve
from carousel_training.measures import ece, log_loss, logistic


def drawn(rows, bend, seed=2):
    random = np.random.default_rng(seed)
    said = random.normal(-1, 1.5, rows)
    return said, (random.random(rows) < logistic(bend(said))).astype(float)


@pytest.mark.parametrize("kind", FITS)
def test_each_curve_makes_log_odds_honest_and_keeps_their_order(kind):
    said, labels = drawn(20_000, lambda x: 0.6 * x + 1)
    curve = FITS[kind](said, labels)
    assert ece(labels, logistic(curve(said))) < 0.012
    assert log_loss(labels, logistic(curve(said))) < log_loss(labels, logistic(said)) - 0.01
    rising = curve(np.linspace(-12, 12, 500))
    assert (np.diff(rising) > 0).all()


def test_few_outcomes_are_trusted_with_a_line_only_and_many_with_the_curve_that_tells_best():
    said, labels = drawn(1_500, lambda x: x)
    assert choose_curve(said, labels, 7)[0].kind == "platt"
    said, labels = drawn(40_000, lambda x: np.where(x > 0, 3 * x, 0.2 * x))
    curve, losses = choose_curve(said, labels, 7)
    assert curve.kind != "platt" and set(losses) == set(FITS)
