"""Pairs of columns: found where they matter, not where they do not, and no louder than they should be."""

import csv
import json

import numpy as np
import pytest

from carousel_training.artifact import write_artifact
from carousel_training.encoder import fit_encoder, pair_cells
from carousel_training.ensemble import Recipe
from carousel_training.explain import explain_csv, explain_row, read_trained
from carousel_training.lead_csv import Wish, train_csv
from carousel_training.measures import logistic
from carousel_training.pairs import Pair, find_pairs, with_pairs
from carousel_training.table import Table, read_table

SMALL = (Recipe("small", rate=0.1, leaves=6, least_rows=20, ridge=5.0, columns=0.5, trees=40),)
KINDS = {"Day": "number", "Month": "category", "Colour": "category"}


def calendar(rows: int, seed: int, of_date: float) -> tuple[Table, np.ndarray, np.ndarray]:
    """Leads whose log-odds hang on the date by `of_date`, on neither day nor month alone; and the true log-odds."""
    random = np.random.default_rng(seed)
    day, month, colour = random.integers(1, 21, rows), random.integers(0, 8, rows), random.integers(0, 4, rows)
    of_cell = of_date * random.choice([-1.0, 1.0], (21, 8))[day, month]
    truth = 0.5 * (colour - 1.5) + of_cell
    columns = {"Day": [str(each) for each in day], "Month": [f"m{each}" for each in month], "Colour": [f"c{each}" for each in colour]}
    return Table(columns, rows), (random.random(rows) < logistic(truth)).astype(float), truth


def test_a_pair_is_found_where_the_date_matters():
    table, labels, truth = calendar(4_000, 3, of_date=0.8)
    found = find_pairs(table, KINDS, labels, 0.5 * (np.unique(table.column("Colour"), return_inverse=True)[1] - 1.5), seed=7)
    assert [pair.columns for pair in found] == [("Day", "Month")]
    assert found[0].errors > 10


@pytest.mark.parametrize("seed", range(20))
def test_none_is_found_where_trees_said_all_there_is(seed):
    table, labels, truth = calendar(4_000, seed, of_date=0.8)
    assert find_pairs(table, KINDS, labels, truth, seed=7) == []


def test_a_teaching_row_does_not_hear_its_own_outcome():
    table, labels, _ = calendar(2_000, 5, of_date=0.0)
    encoder = fit_encoder(table, KINDS, labels, None)
    plain = encoder.encode(table, None)
    more, taught = with_pairs(encoder, plain, [Pair(("Day", "Month"), 0.0)], table, KINDS, labels, seed=7)
    heard = lambda x: np.corrcoef(x[:, -1], labels)[0, 1]
    assert abs(heard(taught)) < 0.1, "the date means nothing, and its share says so"
    assert heard(more.encode(table, None)) > 0.2, "which it would not if a row were among those it is told by"


def test_numbers_are_the_same_however_a_file_writes_them():
    cells = lambda day: pair_cells(Table({"Day": [day], "Month": ["may"]}, 1), ("Day", "Month"), ("number", "category"))
    assert cells("5") == cells("5.0") == cells(" 5 %") == ['["5", "may"]']
    assert cells("") == ['["", "may"]']


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    root, said = tmp_path_factory.mktemp("pairs"), []
    table, labels, _ = calendar(4_000, 3, of_date=0.8)
    with (root / "leads.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow([*table.columns, "Bought"])
        lines.writerows(zip(*table.columns.values(), ["Yes" if label else "No" for label in labels]))
    wish = Wish(root / "leads.csv", "Bought")
    artifact = train_csv(wish, SMALL, said.append)
    return wish, "\n".join(said), artifact, write_artifact(root / "models", artifact)


def test_the_command_uses_the_pair_and_says_so(trained):
    _, said, artifact, folder = trained
    assert "pair Day × Month: what they tell beside the rest is" in said
    assert [feature["columns"] for feature in artifact.more["features"] if feature["kind"] == "pair"] == [["Day", "Month"]]
    assert "* `Day × Month`: pair" in (folder / "card.md").read_text()
    assert artifact.metrics["auc"] > 0.7, "a model of single columns has 0.65 here, the truth 0.73"


def test_a_folder_read_again_encodes_as_in_training_and_its_reasons_add_up(trained, capsys):
    wish, _, _, folder = trained
    model = read_trained(folder)
    recorded = json.loads((folder / "golden.json").read_text())["cases"][1]["inputs"]["features"]
    judged = np.array(recorded["data"], np.float32).reshape(recorded["dims"])
    x = model.encode(read_table(wish.csv))
    assert all((x == row).all(axis=1).any() for row in judged)
    for row in x[:20]:
        found = explain_row(model, row)
        assert abs(logistic(found.base + sum(found.parts.values())) - found.probability) < 1e-5
    explain_csv(folder, wish.csv, 0)
    assert 'Day × Month is ["' in capsys.readouterr().out


def test_the_same_table_and_seed_give_the_same_bytes(trained):
    wish, _, artifact, _ = trained
    assert train_csv(wish, SMALL, lambda line: None).model.SerializeToString() == artifact.model.SerializeToString()
