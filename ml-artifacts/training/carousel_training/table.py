"""Reads a tenant's own table: any CSV, plain or gzip, as columns of text; and which of its rows came to what."""

import csv
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# What forms and exports write where nothing is known. "Select" is the first line of a list nobody opened.
MISSING = {"", "select", "nan", "na", "n/a", "null", "-", "?"}
YES = {"1", "1.0", "yes", "y", "true", "t", "sold", "won", "converted"}
NO = {"0", "0.0", "no", "n", "false", "f", "lost", "not sold", "not converted"}


class NotUnderstood(Exception):
    """Something in the table or the command that only its owner can put right; the message says what and how."""


@dataclass(frozen=True)
class Table:
    """Columns of text by name, all of one length, blanks trimmed; `""` where nothing is known."""

    columns: dict[str, list[str]]
    rows: int

    def take(self, rows: np.ndarray) -> "Table":
        return Table({name: [values[row] for row in rows] for name, values in self.columns.items()}, len(rows))

    def column(self, name: str) -> list[str]:
        if name not in self.columns:
            raise NotUnderstood(f"There is no column {name!r}. The columns are: {', '.join(self.columns)}.")
        return self.columns[name]


def read_table(path: Path) -> Table:
    """Reads the whole file. The separator is whichever of , ; tab | the header holds most of.
    Raises NotUnderstood for a missing or empty file, a column named twice, and rows longer than the header."""
    if not path.is_file():
        raise NotUnderstood(f"There is no file {path.name}.")
    lines = list(csv.reader(io.StringIO(text_of(path)), delimiter=separator_of(path)))
    header = [name.strip() for name in lines[0]] if lines else []
    rows = [line for line in lines[1:] if any(cell.strip() for cell in line)]
    if not rows:
        raise NotUnderstood(f"{path.name} holds no row below its header.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise NotUnderstood(f"These columns are named twice: {', '.join(twice)}. Name each once.")
    for place, line in enumerate(rows, start=1):
        if any(cell.strip() for cell in line[len(header) :]):
            raise NotUnderstood(f"Data row {place} has more cells than the header; is a text with a separator unquoted?")
    named = [(place, name) for place, name in enumerate(header) if name]
    columns = {name: [known(line[place]) if place < len(line) else "" for line in rows] for place, name in named}
    return Table(columns, len(rows))


def text_of(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def separator_of(path: Path) -> str:
    header = text_of(path).split("\n", 1)[0]
    return max(",;\t|", key=header.count)


def known(cell: str) -> str:
    cell = cell.strip()
    return "" if cell.lower() in MISSING else cell


def read_labels(values: list[str], name: str, positive: str | None) -> np.ndarray:
    """1 where it came to the outcome, 0 where it did not, NaN where it is not settled (an empty cell).
    Raises NotUnderstood where the column holds more than yes and no, or only one of them."""
    found = sorted({value for value in values if value})
    if positive is not None and positive not in found:
        raise NotUnderstood(f"{name!r} never holds {positive!r}; it holds {listed(found)}.")
    if len(found) != 2:
        raise NotUnderstood(f"The label {name!r} must hold two values, yes and no; it holds {listed(found)}.")
    yes = [value for value in found if (value == positive if positive else value.lower() in YES)]
    no = [value for value in found if value not in yes and (positive or value.lower() in NO)]
    if len(yes) != 1 or len(no) != 1:
        raise NotUnderstood(f"Which of {listed(found)} in {name!r} is the outcome? Say --positive VALUE.")
    labels = {yes[0]: 1.0, no[0]: 0.0}
    return np.array([labels.get(value, np.nan) for value in values])


def listed(values: list[str], most: int = 6) -> str:
    shown = ", ".join(repr(value) for value in values[:most])
    return f"{shown} and {len(values) - most} more" if len(values) > most else shown or "nothing"


def split_rows(rows: int, how: str, keys: list[str], moments: np.ndarray | None, seed: int) -> np.ndarray:
    """True for the fifth of the rows that judges: by CRC-32 of the key, the latest, or drawn by the seed."""
    if how == "time":
        if moments is None:
            raise NotUnderstood("--split time needs --time COLUMN: the latest fifth judges.")
        return latest_fifth(moments)
    if how == "random":
        return np.random.default_rng(seed).permutation(rows) < rows // 5
    return np.array([zlib.crc32(key.encode()) % 5 == 0 for key in keys])


def latest_fifth(moments: np.ndarray) -> np.ndarray:
    """Rows whose moment is not known teach; rows of one moment are never parted."""
    dated = moments[~np.isnan(moments)]
    if len(dated) == 0:
        raise NotUnderstood("The column of --time holds no date that is understood; write 2026-11-27 or 2026-11-27T09:00.")
    return moments > np.quantile(dated, 0.8)
