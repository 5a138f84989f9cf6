"""The table of `validation/known_facts.py`, on the release the tests build."""

import pytest

from validation import known_facts


@pytest.mark.django_db
def test_known_facts__are_said_without_opening_a_fold(full_release):
    facts = [fact for found in known_facts.count().values() for fact in found]
    assert len(facts) == 228
    silent = [fact for fact, at_once, _anywhere in facts if not at_once]
    assert len(silent) <= 0.05 * len(facts), silent


def test_where_said__tells_what_is_seen_at_once_from_what_is_folded():
    html = (
        '<section class="section" id="signs"><p>Bones break.</p>'
        "<details><summary>more</summary><details><p>Blue eyes.</p></details></details></section>"
    )
    assert known_facts.where_said(html, "break") == ("signs", "signs")
    assert known_facts.where_said(html, "blue") == ("", "signs")
    assert known_facts.where_said(html, "deaf") == ("", "")
