"""The served lead score from exported leads: what it is taught with, what it refuses, what it keeps of nobody."""

import csv
import json
import subprocess
import sys

import numpy as np
import pytest

from carousel_training.artifact import write_artifact
from carousel_training.bounds import TOO_MUCH_MEMORY
from carousel_training.measures import logistic
from carousel_training.own_leads import read_own_leads, train_own_leads
from carousel_training.table import NotUnderstood

NAMES = ["vehicle_views_14d", "test_drives_taken_60d", "days_since_activity"]


def exported(path, rows=1_200, leak=False, seed=3):
    """A table as `npm run export:lead-labels` writes it; one in ten leads is not settled."""
    random = np.random.default_rng(seed)
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["made_on", "interest", "probability_then", "sold", "sold_within_90d", "feature_set", *NAMES])
        for row in range(rows):
            views, drives, days = random.poisson(4), random.poisson(0.6), round(random.gamma(2, 3), 3)
            sold = int(random.random() < logistic(0.25 * views + 1.1 * drives - 0.1 * days - 2))
            label = "" if row % 10 == 0 else sold
            day = np.datetime64("2026-01-01") + row // 10
            writer.writerow([day, "BUY", 0.25, sold, label, "lead-v1", views, sold if leak else drives, days])
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    root = tmp_path_factory.mktemp("own")
    table = exported(root / "rows.csv")
    artifact = train_own_leads(table, 7, lambda line: None)
    return root, table, artifact, write_artifact(root / "models", artifact, "2026-11-28.1-" + "a" * 32)


def test_settled_leads_of_the_earlier_days_teach_and_the_latest_fifth_judges(trained):
    _, table, artifact, folder = trained
    rows = read_own_leads(table)
    assert len(rows.labels) == 1_080 and rows.days[rows.test].min() > rows.days[~rows.test].max()
    data = json.loads((folder / "manifest.json").read_text())["data"]
    assert data["rows"] == (~rows.test).sum() == artifact.metrics["train_rows"]
    assert data["from"] == "2026-01-01T00:00:00Z" and data["to"].endswith("T23:59:59Z")
    assert artifact.feature_set == "lead-v1" and 0.6 < artifact.metrics["auc"] < 0.95


def test_golden_answers_are_of_no_lead(trained):
    _, table, _, folder = trained
    cases = json.loads((folder / "golden.json").read_text())["cases"]
    kept = np.array(cases[0]["inputs"]["features"]["data"]).reshape(-1, len(NAMES))
    rows = read_own_leads(table).features
    assert len(kept) == 5 and not any((np.abs(rows - made_up).max(axis=1) < 1e-6).any() for made_up in kept)


def test_a_leak_among_the_features_teaches_nothing_and_is_named(tmp_path):
    with pytest.raises(NotUnderstood, match="knew the outcome.*test_drives_taken_60d: It alone tells"):
        train_own_leads(exported(tmp_path / "rows.csv", leak=True), 7, lambda line: None)


def test_too_few_leads_and_foreign_tables_are_refused_with_what_it_takes(tmp_path):
    with pytest.raises(NotUnderstood, match="It takes 200 rows and 30 of each"):
        train_own_leads(exported(tmp_path / "few.csv", rows=150), 7, lambda line: None)
    (tmp_path / "other.csv").write_text("sold_within_90d,made_on,feature_set\n1,2026-01-01,lead-v1\n0,2026-01-02,lead-v1\n")
    with pytest.raises(NotUnderstood, match="is no table of `npm run export:lead-labels`"):
        train_own_leads(tmp_path / "other.csv", 7, lambda line: None)


def command(table, out, *more):
    started = [sys.executable, "-m", "carousel_training", "own-leads", "--csv", str(table), "--out", str(out), *more]
    return subprocess.Popen(started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_it_ends_with_whoever_started_it(trained, tmp_path):
    child = command(trained[1], tmp_path, "--ends-with-stdin")
    child.stdin.close()
    assert child.wait() == 1 and not (tmp_path / "lead-score").exists()


def test_more_memory_than_it_was_given_ends_it_with_a_word(trained, tmp_path):
    child = command(trained[1], tmp_path, "--memory-mb", "1")
    _, said = child.communicate()
    assert child.returncode == TOO_MUCH_MEMORY and "more memory than it was given" in said
