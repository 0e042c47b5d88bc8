"""A lead score from a table of one's own: what is understood, what is refused, what comes out, twice the same."""

import json

import numpy as np
import pytest

from carousel_training import __main__ as command
from carousel_training.artifact import write_artifact
from carousel_training.ensemble import Recipe
from carousel_training.explain import explain_row, read_trained
from carousel_training.lead_csv import Wish, train_csv
from carousel_training.table import NotUnderstood, read_table

from made_up import made_up

SMALL = (Recipe("small", rate=0.1, leaves=6, least_rows=20, ridge=5.0, columns=0.5, trees=40),)
HONEST = {"Source", "Minutes On Site", "Visits", "Occupation", "Newsletter", "First Seen"}
LEAKS = {"Call Duration", "Lead Quality", "Sale Price", "Contract Date"}


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The table, what was said while training on it, the artifact and its folder."""
    root, said = tmp_path_factory.mktemp("csv"), []
    truth = made_up(root / "leads.csv.gz")
    wish = Wish(root / "leads.csv.gz", "Bought", key="Lead Id", time="Came In")
    artifact = train_csv(wish, SMALL, said.append)
    return wish, truth, "\n".join(said), artifact, write_artifact(root / "models", artifact)


def test_columns_filled_in_afterwards_are_refused_with_a_reason_and_honest_ones_used(trained):
    _, _, said, artifact, folder = trained
    training = artifact.more["training"]
    assert set(training["refused"]) == LEAKS
    assert {feature["name"] for feature in artifact.more["features"]} == HONEST
    assert "Leak, REFUSED: Sale Price. " in said and "--allow-leaks" in said
    assert "lies after the lead came in" in said
    assert "it says who somebody is" in said, "addresses of people are no feature"
    assert "p17@example.com" not in said + (folder / "manifest.json").read_text() + (folder / "card.md").read_text()


def test_figures_are_of_the_rows_held_out_and_no_better_than_the_truth_allows(trained):
    _, _, _, artifact, folder = trained
    metrics = artifact.metrics
    assert 0.7 < metrics["auc_low"] < metrics["auc"] < metrics["auc_high"] < 0.95
    assert metrics["train_rows"] + metrics["test_rows"] == 1_500
    assert metrics["log_loss"] < metrics["constant_log_loss"]
    card = (folder / "card.md").read_text()
    assert "**refused**" in card and "Likely leaks are in this model" not in card and "nominally 90%" in card


def test_intervals_hold_the_true_probability_of_most_leads(trained):
    wish, truth, _, _, folder = trained
    model = read_trained(folder)
    said = model.say(model.encode(read_table(wish.csv)))
    assert (said["low"] <= said["probability"]).all() and (said["probability"] <= said["high"]).all()
    held = ((said["low"] <= truth) & (truth <= said["high"])).mean()
    assert 0.8 < held < 1, "nominally nine in ten"
    assert (said["high"] - said["low"]).mean() < 0.5, "and they are no empty words"


def test_reasons_add_up_and_what_matters_leads(trained):
    wish, _, _, _, folder = trained
    model = read_trained(folder)
    x = model.encode(read_table(wish.csv))
    for row in x[:20]:
        found = explain_row(model, row)
        whole = found.base + sum(found.parts.values())
        assert abs(1 / (1 + np.exp(-whole)) - found.probability) < 1e-5
    strongest = [max(parts, key=lambda name: abs(parts[name])) for parts in (explain_row(model, row).parts for row in x[:40])]
    assert sum(name in ("Source", "Minutes On Site") for name in strongest) > 30


def test_the_same_table_and_seed_give_the_same_bytes_and_another_seed_others(trained, tmp_path):
    wish, _, _, artifact, folder = trained
    again = write_artifact(tmp_path, train_csv(wish, SMALL, lambda line: None))
    for name in ("model.onnx", "golden.json", "card.md"):
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name
    assert json.loads((again / "manifest.json").read_text())["featureSet"] == artifact.feature_set
    other = train_csv(Wish(**(vars(wish) | {"seed": 8})), SMALL, lambda line: None)
    assert other.model.SerializeToString() != artifact.model.SerializeToString()


def test_a_leak_that_is_allowed_by_name_is_used_and_the_card_says_so(trained):
    wish, _, _, honest, _ = trained
    artifact = train_csv(Wish(**(vars(wish) | {"allow_leaks": ("Call Duration",), "drop": ("Visits",)})), SMALL, lambda line: None)
    names = {feature["name"] for feature in artifact.more["features"]}
    assert names == HONEST - {"Visits"} | {"Call Duration"}
    assert artifact.more["training"]["allowedLeaks"] == ["Call Duration"]
    assert "Likely leaks are in this model" in artifact.card and "as you allowed it" in artifact.card
    assert artifact.metrics["auc"] > honest.metrics["auc"], "which is why it is tempting"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"label": "Sold"}, "There is no column 'Sold'"),
        ({"label": "Source"}, "must hold two values"),
        ({"label": "Bought", "positive": "Maybe"}, "never holds 'Maybe'"),
        ({"drop": ("Nothing",)}, "There is no column 'Nothing'"),
        ({"split": "time", "time": None}, "--split time needs --time"),
    ],
)
def test_what_cannot_be_worked_with_is_said_in_words(trained, changed, why):
    wish = trained[0]
    with pytest.raises(NotUnderstood, match=why):
        train_csv(Wish(**(vars(wish) | changed)), SMALL, lambda line: None)


def test_the_latest_rows_judge_where_asked(trained):
    wish = trained[0]
    artifact = train_csv(Wish(**(vars(wish) | {"split": "time"})), SMALL, lambda line: None)
    assert 250 < artifact.metrics["test_rows"] <= 300


def test_the_command_explains_and_scores_and_says_what_it_did_not_understand(trained, tmp_path, capsys, monkeypatch):
    wish, _, _, _, folder = trained
    run = lambda *args: monkeypatch.setattr("sys.argv", ["train", *map(str, args)]) or command.main()
    assert run("explain", "--model", folder, "--csv", wish.csv, "--row", 3) == 0
    told = capsys.readouterr().out
    assert "log-odds of a typical row" in told and "the sum of all above" in told and "Source is " in told
    assert run("score", "--model", folder, "--csv", wish.csv, "--out", tmp_path / "scores.csv") == 0
    assert len((tmp_path / "scores.csv").read_text().splitlines()) == 1_501
    assert run("explain", "--model", folder, "--csv", wish.csv, "--row", 1_500) == 2
    assert run("explain", "--model", tmp_path, "--csv", wish.csv, "--row", 0) == 2
    assert "there is no row 1500" in capsys.readouterr().err
