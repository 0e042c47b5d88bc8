"""Other learners beside a trained folder: on its own columns and rows, and fairly."""

import numpy as np

from carousel_training.artifact import write_artifact
from carousel_training.lead_csv import Wish, train_csv
from carousel_training.rivals import compare

from made_up import made_up
from test_lead_csv import SMALL


def test_rivals_have_the_same_columns_and_the_folder_its_own_figure(tmp_path):
    made_up(tmp_path / "leads.csv.gz")
    said = []
    artifact = train_csv(Wish(tmp_path / "leads.csv.gz", "Bought", key="Lead Id", time="Came In"), SMALL, lambda line: None)
    found = compare(write_artifact(tmp_path / "models", artifact), tmp_path / "leads.csv.gz", say=said.append)
    assert abs(found["the command"] - artifact.metrics["auc"]) < 1e-6, "the same rows judge"
    assert max(found.values()) < 0.95, "no rival has a column that was refused"
    assert found["histogram trees, five seeds"] > 0.7 and np.isfinite(list(found.values())).all()
    assert "ahead by +0.0000 to +0.0000" in said[0]
