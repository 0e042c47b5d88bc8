"""The page that `npm run evaluate` writes: it tells what is simulated, its figures are those of the rows, it loads nothing."""

import re
import xml.etree.ElementTree as xml

import numpy as np
import pytest

from carousel_training.artifact import write_artifact
from carousel_training.evaluate import less, own_table
from carousel_training.lead_csv import Wish, train_csv
from carousel_training.measures import auc
from carousel_training.report import Judged, page
from carousel_training.rows import Split
from carousel_training.table import NotUnderstood

from made_up import made_up


@pytest.fixture
def part():
    random = np.random.default_rng(3)
    truth = random.random(2_000) * 0.4
    happened = (random.random(2_000) < truth) * 1.0
    said = np.clip(truth + random.normal(0, 0.05, 2_000), 0.01, 0.99)
    return Judged("lead <score>", "simulated shoppers, seed 7", "a sale", happened, said, truth, [(100, 0.6), (1_000, 0.7)])


def test_a_page_tells_what_is_simulated_and_loads_nothing(part):
    text = page([part])
    xml.fromstring(text.replace("<!doctype html>", "").replace('<meta charset="utf-8">', "").replace("<br>", ""))
    assert "Simulated." in text and "nothing about your customers" in text
    assert not re.search(r"https?:|<script|<link|src=|url\(", text)
    assert f"{auc(part.happened, part.said):.4f}" in text and f"{auc(part.happened, part.truth):.4f}" in text
    assert text.count("<svg") == 3, "calibration, lift, learning"
    real = page([Judged("lead-score", "mine.csv", "Bought", part.happened, part.said)])
    assert "Simulated." not in real and "rows are yours" in real and "truth" not in real


def test_an_own_table_is_judged_by_the_rows_that_did_not_teach(tmp_path):
    truth = made_up(tmp_path / "leads.csv.gz")
    artifact = train_csv(Wish(tmp_path / "leads.csv.gz", "Bought", key="Lead Id"), say=lambda line: None)
    folder = write_artifact(tmp_path, artifact)
    judged = own_table(folder, tmp_path / "leads.csv.gz", None)
    assert 200 < len(judged.happened) < 400 < len(truth)
    assert auc(judged.happened, judged.said) == pytest.approx(artifact.metrics["auc"], abs=1e-6)


def test_fewer_rows_teach_and_the_same_ones_judge():
    split = Split(np.arange(10), np.arange(10, 12), np.arange(12, 15))
    assert less(split, 0.3).train.tolist() == [0, 1, 2] and less(split, 0.3).test is split.test


def test_a_table_without_its_model_is_not_understood(tmp_path):
    with pytest.raises(NotUnderstood):
        own_table(tmp_path, tmp_path / "none.csv", None)
