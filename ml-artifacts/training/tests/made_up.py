"""A made-up table of leads: every probability is known, and so is which columns are leaks."""

import csv
import gzip
from pathlib import Path

import numpy as np

from carousel_training.measures import logistic

SOURCES = ["Search", "Referral", "Ad", "Walk-in", "Portal"]
WORTH = np.array([0.0, 1.2, -0.9, 1.8, -0.3])
COLUMNS = [
    *("Lead Id", "Came In", "Source", "Minutes On Site", "Visits", "Occupation", "Email", "Newsletter", "First Seen"),
    *("Call Duration", "Lead Quality", "Sale Price", "Contract Date", "Bought"),
]


def made_up(path: Path, rows: int = 1_500, seed: int = 1) -> np.ndarray:
    """Writes the table and answers the true probability of each row. `Call Duration` is told by the talk, `Lead Quality`
    is a verdict on some, `Sale Price` stands only where somebody bought, `Contract Date` lies after the lead."""
    random = np.random.default_rng(seed)
    source = random.integers(0, len(SOURCES), rows)
    minutes = np.round(random.gamma(1.5, 4, rows), 1)
    visits = random.poisson(3, rows)
    truth = logistic(WORTH[source] + 0.25 * minutes - 2.6 + 0.5 * (visits > 4))
    bought = random.random(rows) < truth
    lines = []
    for row in range(rows):
        came = np.datetime64("2026-01-01") + row // 8
        seen = came - random.integers(1, 40)
        contract = came + random.integers(5, 60) if random.random() < (0.5 if bought[row] else 0.3) else ""
        verdict = random.choice(["High", "Low"], p=[0.8, 0.2] if bought[row] else [0.3, 0.7])
        lines.append([
            f"L-{row}", came, SOURCES[source[row]], minutes[row], visits[row] if random.random() < 0.9 else "",
            random.choice(["Select", "Employed", "Student"]), f"p{row}@example.com", random.choice(["Yes", "No"]), seen,
            int(random.gamma(4, 90 if bought[row] else 30)), verdict if random.random() < 0.6 else "Select",
            20_000 + 100 * random.integers(0, 150) if bought[row] else "", contract, "Yes" if bought[row] else "No",
        ])  # fmt: skip
    with gzip.open(path, "wt", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    return truth
