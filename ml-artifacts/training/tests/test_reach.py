import numpy as np

from carousel_training.measures import auc
from carousel_training.reach import expected_auc


def test_the_expected_auc_is_the_auc_where_nothing_is_left_to_chance():
    random = np.random.default_rng(3)
    scores, happened = random.random(500), (random.random(500) < 0.3).astype(float)
    assert abs(expected_auc(scores, happened) - auc(happened, scores)) < 1e-9


def test_the_expected_auc_is_what_many_draws_have_on_average():
    random = np.random.default_rng(5)
    truth = random.random(400)
    scores = truth + 0.3 * random.standard_normal(400)
    drawn = [auc((random.random(400) < truth).astype(float), scores) for _ in range(200)]
    # An offer is never a pair with itself: the sums count that pair as half won, one in four hundred.
    assert abs(np.mean(drawn) - expected_auc(scores, truth)) < 0.01
