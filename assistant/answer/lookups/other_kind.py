"""Documents of the other kind (预算与决算): what the one does not print of a year, the other may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.understand.scoping.scope import documents

if TYPE_CHECKING:
    from assistant.answer.work import Work


def of_other_kind(work: Work) -> Work | None:
    """The work over the documents of the same year that may print what is asked for; None where there are none.

    Final accounts print figures of the budget that a budget not loaded would, and a budget prints what is called
    年初预算 afterwards.
    """
    selection = work.plan.selection
    if not selection.years:
        return None
    if selection.kind == "预算" and not work.chosen:
        kind, stages = "决算", selection.stages or ("年初预算",)
    elif selection.kind == "决算" and set(selection.stages) == {"年初预算"}:
        kind, stages = "预算", ()
    else:
        return None
    anyway = selection.model_copy(update={"kind": ""})
    sources = [one for one in documents(work.ledger, anyway) if one.kind == kind and one.year in selection.years]
    if not sources:
        return None
    of_kind = anyway.model_copy(update={"stages": stages, "kind": "" if kind == "决算" else kind})
    return replace(work, plan=work.plan.model_copy(update={"selection": of_kind}), sources=tuple(sources))
