"""Every figure as a flat row (导出), for people's own scripts: CSV or JSON Lines."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import RowMapping

Format = Literal["csv", "jsonl"]
COLUMNS: Final = ("document", "page", "line", "table_title", "unit", "code", "row_label", "column_path", "value")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")
_MINUS_SIGNS = str.maketrans("−–—﹣", "----")


def printed_value(printed: str, value: str) -> str:
    """Return the figure as printed less thousands separators and spaces; `value` where it is printed in brackets."""
    plain = unicodedata.normalize("NFKC", printed).translate(_MINUS_SIGNS)
    plain = re.sub(r"[\s,]+", "", plain)
    return plain if _PLAIN.fullmatch(plain) else value


def write_facts(facts: Iterable[RowMapping], output: TextIO, form: Format) -> int:
    """Write facts (rows of Reader.facts) in the given form and return how many there were."""
    count = 0
    table = csv.writer(output, lineterminator="\n")
    if form == "csv":
        table.writerow(COLUMNS)
    for fact in facts:
        row = {**{name: fact[name] for name in COLUMNS}, "value": printed_value(fact["printed"], fact["value"])}
        if form == "csv":
            table.writerow(row.values())
        else:
            output.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count
