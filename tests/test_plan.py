"""Plans are data: what is written as JSON is read back the same."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.plan import Comparator, Formula, Operation, Plan, Roles, Selection, Target, TargetKind, Term, Threshold

texts = st.text(max_size=12)
targets = st.builds(
    Target, text=texts, kind=st.sampled_from(TargetKind), names=st.tuples(texts), codes=st.tuples(texts), measure=texts
)
thresholds = st.builds(
    Threshold,
    comparator=st.sampled_from(Comparator),
    value=st.decimals(0, 10**9, places=2).map(Decimal),
    unit=st.sampled_from(["元", "万元", "%"]),
)
terms = st.builds(Term, target=targets, back=st.integers(0, 2), year=st.none() | st.integers(2000, 2100))
plans = st.builds(
    Plan,
    operation=st.sampled_from(Operation),
    question=texts,
    targets=st.lists(targets, max_size=3).map(tuple),
    against=st.lists(targets, max_size=2).map(tuple),
    selection=st.builds(Selection, years=st.tuples(st.integers(2000, 2100)), organizations=st.tuples(st.integers(1))),
    roles=st.builds(Roles, change=st.booleans()),
    threshold=st.none() | thresholds,
    ceiling=st.none() | thresholds,
    top=st.integers(0, 20),
    position=st.integers(0, 20),
    rated=st.booleans(),
    formula=st.none() | st.builds(Formula, steps=texts, terms=st.lists(terms, max_size=3).map(tuple), unit=texts),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # plans are large, and drawn while others work
@given(plans)
def test_a_plan_survives_json(plan: Plan) -> None:
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
