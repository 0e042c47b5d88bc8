"""What each column of a table is: a number, a category, a date, or nothing a score may rest on."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone

import numpy as np

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?[^ ]*)?$")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?$")
ID_WORDS = {"id", "uuid", "guid", "key", "number", "no", "nr", "ref", "reference", "code"}
PERSONAL_WORDS = {"email", "mail", "phone", "telephone", "mobile", "surname", "firstname", "lastname", "address", "postcode"}
LEAST_OF_A_CATEGORY = 10


@dataclass(frozen=True)
class Column:
    """`kind` is number, category, date or unused; `why` says what an unused column is, for people."""

    name: str
    kind: str
    known: int
    distinct: int
    why: str = ""


def words_of(name: str) -> list[str]:
    """`LastActivityDate`, `last_activity date` and `Last Activity Date` are the same three words."""
    return re.findall(r"[a-z]+|\d+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())


def number_of(text: str) -> float:
    """A finite number, or NaN where the text is none. Thousands may be parted by commas; a per cent sign is dropped."""
    text = text.rstrip("%").strip()
    try:
        value = float(text.replace(",", "") if GROUPED.match(text) else text)
    except ValueError:
        return np.nan
    return value if np.isfinite(value) else np.nan


def numbers_of(values: list[str]) -> np.ndarray:
    return np.array([number_of(value) if value else np.nan for value in values])


def day_first(values: list[str]) -> bool:
    """Whether 03/04/2026 is in April: where any first part is above twelve, or none of the second is."""
    parts = [match.groups() for match in map(SLASHED.match, values) if match]
    return any(int(first) > 12 for first, _, _ in parts) or not any(int(second) > 12 for _, second, _ in parts)


def days_of(values: list[str]) -> np.ndarray:
    """Days since 1970 (UTC, as a fraction); NaN where the text is no date. Offsets from UTC are not read."""
    is_day_first = day_first(values)
    return np.array([day_of(value, is_day_first) for value in values])


def day_of(text: str, is_day_first: bool) -> float:
    if match := ISO.match(text):
        parts = [int(part) for part in match.groups(default="0")]
    elif match := DOTTED.match(text):
        parts = [int(part) for part in reversed(match.groups())]
    elif match := SLASHED.match(text):
        first, second, year = map(int, match.groups())
        parts = [year, second, first] if is_day_first else [year, first, second]
    else:
        return np.nan
    try:
        return datetime(*parts, tzinfo=timezone.utc).timestamp() / 86_400
    except ValueError:
        return np.nan


def kind_of(name: str, values: list[str]) -> Column:
    known = [value for value in values if value]
    counts = Counter(known)
    column = lambda kind, why="": Column(name, kind, len(known), len(counts), why)
    if len(counts) < 2 and (not counts or len(known) == len(values)):
        return column("unused", "it is the same in every row")
    if is_personal(name, known):
        return column("unused", "it says who somebody is, not how likely they buy")
    numbers = numbers_of(known)
    if not np.isnan(numbers).any():
        if is_running_number(name, numbers, len(counts)):
            return column("unused", "it numbers the rows; a new lead has a number no row has had")
        return column("number")
    if not np.isnan(days_of(known)).any():
        return column("date")
    if len(counts) > 50 and len(counts) > len(known) / 2:
        return column("unused", "nearly every row has a text of its own: an id, or words nobody chose from a list")
    if max(counts.values()) < LEAST_OF_A_CATEGORY:
        return column("unused", f"none of its values stands in {LEAST_OF_A_CATEGORY} rows")
    return column("category")


def is_personal(name: str, known: list[str]) -> bool:
    words = words_of(name)
    addresses = sum("@" in value for value in known)
    # "Do Not Email" is a wish, not an address: a column of a few values says nothing of who somebody is.
    return addresses > len(known) / 2 or (bool(PERSONAL_WORDS & set(words)) and len(set(known)) > 50)


def is_running_number(name: str, numbers: np.ndarray, distinct: int) -> bool:
    """Whole numbers, each once, that are named as an id or rise or fall with the rows."""
    if distinct < 50 or distinct < 0.999 * len(numbers) or (numbers != np.floor(numbers)).any():
        return False
    steps = np.diff(numbers)
    return bool(ID_WORDS & set(words_of(name))) or bool((steps > 0).all() or (steps < 0).all())
