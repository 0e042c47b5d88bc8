"""Trains the models of Carousel from the simulator's rows or from a tenant's own leads, or a lead score from your own table,
and says what such a score makes of a table."""

import argparse
import errno
import hashlib
import sys
import time
from pathlib import Path

from .artifact import write_artifact
from .bounds import TOO_MUCH_MEMORY, bound_memory, end_with_stdin
from .evaluate import evaluate
from .explain import explain_csv, score_csv
from .lead_csv import Wish, train_csv
from .models import lead_artifact, offer_artifact
from .own_leads import train_own_leads
from .rows import read_facts
from .table import NotUnderstood

SIMULATED = {"lead-score": lead_artifact, "offer-propensity": offer_artifact}


def main() -> int:
    wanted = arguments().parse_args()
    try:
        wanted.run(wanted)
    except NotUnderstood as fault:
        print(fault, file=sys.stderr)
        return 2
    except (MemoryError, OSError) as fault:
        # A lock or a process that finds no memory says so as the system does, by its number.
        if isinstance(fault, OSError) and fault.errno != errno.ENOMEM:
            raise
        print("It takes more memory than it was given.", file=sys.stderr)
        return TOO_MUCH_MEMORY
    return 0


def arguments() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(prog="npm run train --", description=__doc__)
    kinds = ask.add_subparsers(required=True, metavar="all | lead-score | own-leads | explain | score | evaluate")
    both = kinds.add_parser("all", help="both models of Carousel, from the simulator's rows")
    both.add_argument("--rows", type=Path, required=True, help="folder of rows.json and its .npy columns")
    both.add_argument("--only", choices=tuple(SIMULATED), help="one of the two")
    both.add_argument("--epochs", type=int, default=6, help="of the offer network")
    common(both)
    both.set_defaults(run=train_all)
    lead = kinds.add_parser("lead-score", help="a lead score from your own table")
    lead.add_argument("--csv", type=Path, required=True, help="the table, plain or .gz")
    lead.add_argument("--label", required=True, help="column that says whether it came to the outcome")
    lead.add_argument("--positive", help="value of the label that is the outcome, where it is not plain yes or 1")
    lead.add_argument("--key", help="column that names the lead; decides which rows judge (the row's number when absent)")
    lead.add_argument("--time", help="column that says when the lead came in")
    lead.add_argument("--split", choices=("crc32", "time", "random"), default="crc32", help="which fifth judges")
    lead.add_argument("--drop", type=names, default=(), help="columns to leave out, by comma")
    lead.add_argument("--allow-leaks", type=names, default=(), help="columns to use though they look like leaks")
    common(lead)
    lead.set_defaults(run=train_table)
    own = kinds.add_parser("own-leads", help="the served lead score, from leads of npm run export:lead-labels")
    own.add_argument("--csv", type=Path, required=True, help="the exported leads")
    own.add_argument("--memory-mb", type=int, help="most memory it may take, in megabytes")
    own.add_argument("--ends-with-stdin", action="store_true", help="end when whoever started it does")
    common(own)
    own.set_defaults(run=train_own)
    for name, run in (("explain", explain_table), ("score", score_table)):
        one = kinds.add_parser(name)
        one.add_argument("--model", type=Path, required=True, help="folder of a lead score made from a table")
        one.add_argument("--csv", type=Path, required=True)
        one.set_defaults(run=run)
        if name == "explain":
            one.add_argument("--row", type=int, required=True, help="data row, from 0")
        else:
            one.add_argument("--out", type=Path, required=True, help="CSV to write")
    judge = kinds.add_parser("evaluate", help="a page about how good the models are")
    judge.add_argument("--models", type=Path, required=True, help="folder that holds <model>/<version>")
    judge.add_argument("--rows", type=Path, required=True, help="folder of rows.json and its .npy columns")
    judge.add_argument("--out", type=Path, required=True, help="HTML to write")
    judge.add_argument("--seed", type=int, default=7)
    judge.add_argument("--model", type=Path, help="folder of a lead score made from a table")
    judge.add_argument("--csv", type=Path, help="that table")
    judge.add_argument("--positive", help="value of its label that is the outcome, where it is not plain yes or 1")
    judge.set_defaults(run=evaluate_models)
    return ask


def common(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("--out", type=Path, required=True, help="folder that holds <model>/<version>")
    ask.add_argument("--seed", type=int, default=7, help="of training; the simulator's rows have their own")
    ask.add_argument("--version", help="like 2026-11-22.1; the next one of today when absent")


def names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def train_all(wanted: argparse.Namespace) -> None:
    facts = read_facts(wanted.rows)
    for name, train in SIMULATED.items():
        if wanted.only in (None, name):
            written(wanted, lambda: train(wanted.rows, facts, wanted.seed, wanted.epochs))


def train_table(wanted: argparse.Namespace) -> None:
    asked = {name: getattr(wanted, name) for name in Wish.__dataclass_fields__}
    written(wanted, lambda: train_csv(Wish(**asked)))


def train_own(wanted: argparse.Namespace) -> None:
    if wanted.ends_with_stdin:
        end_with_stdin()
    if wanted.memory_mb is not None:
        bound_memory(wanted.memory_mb)
    written(wanted, lambda: train_own_leads(wanted.csv, wanted.seed))


def written(wanted: argparse.Namespace, train) -> None:
    began = time.perf_counter()
    artifact = train()
    folder = write_artifact(wanted.out, artifact, wanted.version)
    checksum = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    print(f"{folder}: trained in {time.perf_counter() - began:.0f} s, SHA-256 {checksum}")
    for name, value in artifact.metrics.items():
        print(f"  {name:<26}{value:.4f}")


def explain_table(wanted: argparse.Namespace) -> None:
    explain_csv(wanted.model, wanted.csv, wanted.row)


def evaluate_models(wanted: argparse.Namespace) -> None:
    if (wanted.model is None) != (wanted.csv is None):
        raise NotUnderstood("--csv and --model go together: the table, and the folder of the score made from it.")
    own = None if wanted.csv is None else (wanted.model, wanted.csv, wanted.positive)
    evaluate(wanted.models, wanted.rows, wanted.out, wanted.seed, own)


def score_table(wanted: argparse.Namespace) -> None:
    score_csv(wanted.model, wanted.csv, wanted.out)


if __name__ == "__main__":
    sys.exit(main())
