"""How good the committed models are, on rows that did not teach them: simulated ones, and a table of one's own."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from .artifact import answer, session_of
from .explain import read_trained
from .kinds import days_of
from .lead_score import train_lead_score
from .measures import auc, logistic
from .models import page_of
from .offer_propensity import fit, logits_of
from .report import Judged, page
from .rows import LeadRows, OfferRows, Split, read_facts, read_leads, read_offers
from .table import NotUnderstood, read_labels, read_table, split_rows

SHARES = (0.1, 0.3, 1.0)
CURVE_EPOCHS = 1


def newest(models: Path, name: str) -> Path:
    """The version that serves: the newest, by its day and its number."""
    folders = [path.parent for path in (models / name).glob("*/manifest.json")]
    if not folders:
        raise NotUnderstood(f"{models} holds no version of {name}.")
    order = lambda folder: (folder.name.split(".")[0], int(folder.name.split(".")[1]))
    return max(folders, key=order)


def simulated(models: Path, rows: Path, seed: int) -> list[Judged]:
    facts, leads, offers = read_facts(rows), read_leads(rows), read_offers(rows)
    origin = f"{facts['origin']}, seed {facts['seed']}"
    return [judge_leads(newest(models, "lead-score"), leads, origin, seed), *judge_offers(models, offers, origin, seed)]


def judge_leads(folder: Path, rows: LeadRows, origin: str, seed: int) -> Judged:
    test = rows.split.test
    said = answer(session_of((folder / "model.onnx").read_bytes()), {"features": rows.features[test].astype(np.float32)})
    curve = []
    for share in SHARES:
        part = replace(rows, split=less(rows.split, share))
        curve.append((len(part.split.train), train_lead_score(part, seed).metrics["auc"]))
    return Judged(
        f"lead-score {folder.name}", origin, "a sale within 90 days", rows.sold[test].ravel().astype(float),
        said["probability"].astype(float), rows.truth[test].ravel(), curve,
    )  # fmt: skip


def judge_offers(models: Path, rows: OfferRows, origin: str, seed: int) -> list[Judged]:
    folder, test = newest(models, "offer-propensity"), rows.split.test
    session = session_of((folder / "model.onnx").read_bytes())
    answers = [answer(session, page_of(rows, place, rows.click.shape[1])) for place in test]
    flat = lambda values: values[test].ravel().astype(float)
    curve = []
    for share in SHARES:
        part = replace(rows, split=less(rows.split, share))
        weights = fit(part, seed, CURVE_EPOCHS, say=lambda line: None)
        found = logistic(logits_of(weights, rows, test)[..., 0]).ravel()
        curve.append((len(part.split.train) * rows.click.shape[1], auc(flat(rows.click), found)))
    parts = []
    for name, outcome, happened, truth in (
        ("click", "a click", rows.click, rows.click_truth),
        ("lead", "an enquiry", rows.lead, rows.lead_truth),
    ):
        said = np.concatenate([one[name] for one in answers]).astype(float)
        title = f"offer-propensity {folder.name}: {name}"
        parts.append(Judged(title, origin, outcome, flat(happened), said, flat(truth), curve if name == "click" else []))
    return parts


def less(split: Split, share: float) -> Split:
    """A part of the rows that teach; the others judge as before."""
    return replace(split, train=split.train[: max(1, round(len(split.train) * share))])


def own_table(folder: Path, path: Path, positive: str | None) -> Judged:
    """The rows of a table that did not teach the score made from it, found as training found them."""
    trained, whole = read_trained(folder), read_table(path)
    how = trained.manifest["training"]
    labels = read_labels(whole.column(how["label"]), how["label"], positive)
    keys = whole.column(how["key"]) if how["key"] else [str(row) for row in range(whole.rows)]
    settled = np.flatnonzero(~np.isnan(labels))
    table, labels = whole.take(settled), labels[settled]
    moments = days_of(table.column(how["time"])) if how["time"] else None
    test = split_rows(table.rows, how["split"], [keys[row] for row in settled], moments, how["seed"])
    rows = np.flatnonzero(test)
    if not 0 < labels[rows].sum() < len(rows):
        raise NotUnderstood(f"The rows of {path.name} that judge hold only one outcome.")
    said = trained.say(trained.encode(table.take(rows)))["probability"].astype(float)
    title = f"{trained.manifest['name']} {trained.manifest['version']}, on your table"
    return Judged(title, path.name, how["label"], labels[rows], said)


def evaluate(models: Path, rows: Path, out: Path, seed: int, own: tuple | None, say=print) -> None:
    """Writes the page. `own` is a folder of `npm run train -- lead-score --csv`, its table, and its `--positive`."""
    parts = [] if own is None else [own_table(*own)]
    parts += simulated(models, rows, seed)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(parts), encoding="utf-8")
    for part in parts:
        best = "" if part.truth is None else f", the truth {auc(part.happened, part.truth):.4f}"
        say(f"  {part.title}: AUC {auc(part.happened, part.said):.4f}{best}")
    say(f"{out}: open it in a browser")
