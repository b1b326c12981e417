"""Made-up, hostile and broken questions: every one ends in a status of the contract, in time, and changes nothing."""

from __future__ import annotations

import gc
import os
import time

from benchmarks.hostile import digest, faults, made_questions
from tests.sample_index import sample_assistant, sample_home

NUMBER = int(os.environ.get("YUSUAN_HOSTILE", "1500"))  # benchmarks.hostile asks 5,000


def test_no_question_breaks_the_answer_or_the_data() -> None:
    before = digest(sample_home())
    sample_assistant().ask("公务接待费多少")  # what is loaded with the first question is no question's time
    found = []
    gc.collect()
    gc.freeze()  # nor is going through what other tests have left in memory, nor what their threads are at
    for asked in made_questions(NUMBER, 2_025):
        started = time.thread_time()
        answer = sample_assistant().ask(asked.text, asked.turns)
        found += [(fault, asked) for fault in faults(asked, answer, time.thread_time() - started)]
    gc.unfreeze()
    assert found == []
    assert digest(sample_home()) == before


def test_the_questions_are_the_same_for_the_same_seed() -> None:
    assert list(made_questions(50, 7)) == list(made_questions(50, 7))
    assert list(made_questions(50, 7)) != list(made_questions(50, 8))
