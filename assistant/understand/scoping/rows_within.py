"""Units named behind their department (部门所属单位): 水务局|水政监察支队, which the department prints a row of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.catalogue.organizations import find_mentions
from index.identity import names_body
from index.store.schema import FactRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from index.catalogue.organization_lexicon import Lexicon

_SHORTEST: Final = 3  # characters of a unit's name: 图书馆


def rest_of(loaded: Lexicon, text: str, span: tuple[int, int]) -> tuple[int, int]:
    """What of a name follows the loaded organization that it begins with: 澄湖街道|社区服务中心."""
    start, end = span
    for cut in range(end - 1, start + 1, -1):
        mentions = find_mentions(text[start:cut], loaded)
        if not mentions.unknown and mentions.found and mentions.found[0].end == cut - start:
            return cut, end
    return span


def rows_within(ledger: Ledger, text: str, unknown: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a unit stands behind its department, in whose documents a row of one body ends as the question says."""
    loaded = ledger.loaded.lexicon
    found = []
    for span in unknown:
        start, end = rest_of(loaded, text, span)
        name = text[start:end]
        if start == span[0] or len(name) < _SHORTEST:
            continue
        ids = {one for mention in find_mentions(text[span[0] : start], loaded).found for one in mention.ids}
        documents = [one for source in ledger.loaded.of(tuple(ids)) for one in source.ids]
        rows = ledger.facts(documents, FactRow.subject.endswith(name, autoescape=True), FactRow.code == "")
        if len({row.subject for row in rows if names_body(row.subject)}) == 1:
            found.append((start, end))
    return found
