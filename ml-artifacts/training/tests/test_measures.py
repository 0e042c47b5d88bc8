import numpy as np
from sklearn.metrics import roc_auc_score

from carousel_training.measures import auc, ece, log_loss, logistic, platt


def test_auc_agrees_with_scikit_learn_ties_included():
    random = np.random.default_rng(1)
    labels = (random.random(500) < 0.3).astype(float)
    scores = np.round(labels + random.normal(size=500), 1)
    assert abs(auc(labels, scores) - roc_auc_score(labels, scores)) < 1e-12


def test_platt_makes_distorted_log_odds_honest():
    random = np.random.default_rng(2)
    truth = random.normal(-1, 1.5, 40_000)
    labels = (random.random(truth.size) < logistic(truth)).astype(float)
    distorted = 0.4 * truth + 2
    scale, shift = platt(distorted, labels)
    assert abs(scale - 2.5) < 0.1 and abs(shift + 5) < 0.2
    assert ece(labels, logistic(scale * distorted + shift)) < 0.01
    assert log_loss(labels, logistic(scale * distorted + shift)) < log_loss(labels, logistic(distorted))


def test_ece_of_one_confident_lie_is_its_distance():
    assert ece(np.zeros(100), np.full(100, 0.25)) == 0.25
