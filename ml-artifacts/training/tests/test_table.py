import gzip

import numpy as np
import pytest

from carousel_training.kinds import days_of, kind_of, numbers_of
from carousel_training.leaks import alone_auc, find_leaks
from carousel_training.table import NotUnderstood, Table, read_labels, read_table, split_rows


def test_reads_plain_and_packed_tables_whatever_parts_their_cells(tmp_path):
    text = 'a;b\n1;"x, y"\nSelect; z \n\n'
    (tmp_path / "t.csv").write_text(text)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(text.encode()))
    for name in ("t.csv", "t.csv.gz"):
        table = read_table(tmp_path / name)
        assert table.columns == {"a": ["1", ""], "b": ["x, y", "z"]}


@pytest.mark.parametrize(
    ("text", "why"), [("a,b\n", "no row"), ("a,a\n1,2\n", "named twice: a"), ("a,b\n1,2,3\n", "more cells than the header")]
)
def test_refuses_what_is_no_table(tmp_path, text, why):
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(NotUnderstood, match=why):
        read_table(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("Price", ["1,200", "3.5", "", "7%"] * 20, "number"),
        ("Since", ["2026-01-02", "2026-02-03T09:00:00Z", ""] * 20, "date"),
        ("Source", ["Ad", "Search", "Portal"] * 20, "category"),
        ("Same", ["x"] * 60, "unused"),
        ("Lead Number", [str(700_000 - row) for row in range(60)], "unused"),
        ("Phone", [f"+44 20 {row:04}" for row in range(60)], "unused"),
        ("Contact", [f"p{row}@example.com" for row in range(60)], "unused"),
        ("Do Not Email", ["Yes", "No"] * 30, "category"),
        ("Remarks", [f"wants {row} doors" for row in range(60)], "unused"),
        ("Balance", [str((row * 7919) % 1_000) for row in range(60)], "number"),
    ],
)
def test_takes_columns_for_what_they_are(name, values, kind):
    assert kind_of(name, values).kind == kind


def test_days_and_numbers():
    assert days_of(["1970-01-02", "02.01.1970", "13/02/1970", "no"])[:3].tolist() == [1, 1, 43]
    assert days_of(["02/13/1970"])[0] == 43, "the month first, where the second number can be no month"
    assert np.isnan(days_of(["2026-02-30"])[0])
    assert numbers_of(["1,234.5", "-2", "inf", ""])[:2].tolist() == [1234.5, -2]
    assert np.isnan(numbers_of(["inf", "1,2"])).all()


def test_labels_need_a_plain_yes_or_a_word_for_it():
    assert read_labels(["Yes", "No", ""], "sold", None)[:2].tolist() == [1, 0]
    assert read_labels(["hot", "cold"], "sold", "hot").tolist() == [1, 0]
    with pytest.raises(NotUnderstood, match="--positive"):
        read_labels(["hot", "cold"], "sold", None)


def test_a_key_keeps_its_row_on_its_side_whatever_else_stands_in_the_table():
    keys = [f"lead-{row}" for row in range(1_000)]
    first = split_rows(1_000, "crc32", keys, None, 7)
    assert 150 < first.sum() < 250
    assert (split_rows(500, "crc32", keys[:500], None, 8) == first[:500]).all()


def leaky_table(random, rows=2_000):
    labels = (random.random(rows) < 0.3).astype(float)
    noise = random.normal(size=rows)
    columns = {
        "V1": labels * 2 + noise * 0.4,
        "V2": noise + random.normal(size=rows),
        "V3": labels * 0.8 + random.normal(size=rows),
    }
    return labels, columns


def test_a_copy_of_the_outcome_is_found_without_a_telling_name():
    labels, columns = leaky_table(np.random.default_rng(5))
    table = Table({name: [f"{value:.3f}" for value in values] for name, values in columns.items()}, len(labels))
    kinds = [kind_of(name, values) for name, values in table.columns.items()]
    assert [leak.column for leak in find_leaks(table, kinds, labels, None, 7)] == ["V1"]


def test_one_column_that_tells_more_than_all_others_together_is_found_and_a_strong_one_among_others_is_not():
    random = np.random.default_rng(6)
    rows = 3_000
    labels = (random.random(rows) < 0.3).astype(float)
    told = lambda strength: [f"{value:.3f}" for value in labels * strength + random.normal(size=rows)]
    alone = Table({"V1": told(1.75), "V2": told(0.4), "V3": told(0.4)}, rows)
    among = Table({"V1": told(1.2), "V2": told(0.8), "V3": told(0.8), "V4": told(0.7)}, rows)
    plain = Table({"V1": told(1.2), "V2": told(0.1), "V3": told(0.1)}, rows)
    found = lambda table: [leak.column for leak in find_leaks(table, [kind_of(*c) for c in table.columns.items()], labels, None, 7)]
    assert found(alone) == ["V1"]
    assert found(among) == []
    assert found(plain) == [], "one strong fact among weak ones, in a model no better than honest ones are"


def test_noise_of_many_values_tells_nothing_alone():
    random = np.random.default_rng(7)
    labels = (random.random(1_000) < 0.5).astype(float)
    assert abs(alone_auc(random.integers(0, 300, 1_000).astype(float), labels) - 0.5) < 0.06
