import subprocess
import sys
from types import SimpleNamespace

import pytest
from tests.rank.toys import richest

import rarekin
from rarekin.api.ranking.ranker import ranker
from rarekin.errors import InputError, UnknownId


@pytest.fixture
def findings(toy_release) -> list[str]:
    return richest(ranker())[1][:5]


def test_rank__takes_ids_and_labels(toy_release, findings) -> None:
    labels = [toy_release.ontology.label(t) for t in findings]
    by_id, by_label = rarekin.rank(findings, top=3), rarekin.rank(labels, top=3)
    assert len(by_id) == 3
    assert by_id.rows == by_label.rows
    assert [row["rank"] for row in by_id] == [1, 2, 3]
    assert by_id.result.diseases[0].contributions


def test_rank__takes_files_and_phenopackets(toy_release, findings, tmp_path) -> None:
    packet = {"id": "a", "phenotypicFeatures": [{"type": {"id": t}} for t in findings]}
    path = tmp_path / "case.json"
    path.write_text(str(packet).replace("'", '"'))
    rows = rarekin.rank(findings).rows
    assert rarekin.rank(packet).rows == rarekin.rank(path).rows == rows


def test_rank__one_text_is_refused_with_the_way_on(toy_release) -> None:
    with pytest.raises(InputError) as caught:
        rarekin.rank("HP:0001250")
    assert "rarekin.terms" in caught.value.hint
    with pytest.raises(UnknownId):
        rarekin.rank(["no such sign"])
    with pytest.raises(InputError):
        rarekin.rank([], sex="robot")


def test_the_other_verbs__answer_in_tables(toy_release) -> None:
    assert rarekin.disease("POH").result.ref.id == "MONDO:0008153"
    assert rarekin.search("POH").rows[0][0] == "MONDO:0008153"
    read = rarekin.terms("osteoma cutis")
    assert read.rows[0][:3] == ("HP:0025027", "Osteoma cutis", "present")
    assert rarekin.rank(read.result).rows
    assert "deep" in [row["item"] for row in rarekin.criteria("poh", deep=True)]
    family = rarekin.risk(b"fam1 child 0 0 2 2", "gnas")
    assert family.rows[0][0] == "child"


def test_an_answer__is_shown_safely_and_as_a_frame(toy_release, monkeypatch) -> None:
    answer = rarekin.search("POH")
    assert "<table>" in answer._repr_html_()
    strange = rarekin.api.answers.Answer(None, "<b>", ("a",), (("<script>",),), ("<i>",))
    assert "<script>" not in strange._repr_html_()
    assert "<b>" not in strange._repr_html_()
    assert str(strange).splitlines()[1:3] == ["a", "<script>"]
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match="pandas"):
        answer.to_frame()
    frames = SimpleNamespace(DataFrame=lambda rows, columns: (rows, columns))
    monkeypatch.setitem(sys.modules, "pandas", frames)
    assert answer.to_frame() == (list(answer.rows), list(answer.columns))


def test_import__loads_nothing_heavy_and_the_verbs_outlive_their_packages() -> None:
    script = (
        "import sys, rarekin; assert 'numpy' not in sys.modules, 'numpy'; "
        "import rarekin.rank.engine as e, rarekin.risk, rarekin.criteria; "
        "assert all(map(callable, (rarekin.rank, rarekin.risk, rarekin.criteria))); "
        "assert rarekin.rank.engine is e; from rarekin import rank; assert callable(rank)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    with pytest.raises(AttributeError):
        rarekin.nothing  # noqa: B018
