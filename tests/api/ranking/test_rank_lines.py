import json
import math

import pytest

from rarekin.api.diseases.terms import read_case
from rarekin.api.ranking.rank import rank_case
from rarekin.api.ranking.rank_lines import rank_lines
from rarekin.api.ranking.ranker import ranker
from rarekin.errors import InputError


@pytest.fixture
def packets(toy_release) -> list[bytes]:
    engine = ranker()
    lines = []
    for i in range(min(6, len(engine.ids))):
        start, stop = engine.profiles.direct_indptr[i : i + 2]
        rows = engine.profiles.direct_row[start:stop][:5]
        terms = [engine.ontology.ids[t] for t in engine.profiles.term_of[rows]]
        lines.append(packet(f"case {i} “é”", terms, engine.source_ids(i)[0]))
    return lines


def packet(id_: str, terms: list[str], disease: str, **more) -> bytes:
    features = [{"type": {"id": t, "label": ""}} for t in terms]
    record = {
        "id": id_,
        "subject": {"id": "s", "sex": "FEMALE"},
        "phenotypicFeatures": features,
        "diseases": [{"term": {"id": disease, "label": ""}}],
        "metaData": {"created": "2026-01-01T00:00:00Z", "phenopacketSchemaVersion": "2.0"},
        **more,
    }
    return json.dumps(record).encode() + b"\n"


def test_lines__say_the_same_as_ranking_one_case(packets) -> None:
    for data, line in zip(packets, rank_lines(packets, top=7), strict=True):
        record = json.loads(line.text)
        case, _ = read_case(data)
        ranking = rank_case(case, top=7)
        assert record["case"] == case.id
        assert record["release"] == ranking.release
        assert record["p_other"] == pytest.approx(ranking.p_other, rel=1e-4)
        assert [d["id"] for d in record["diseases"]] == [d.id for d in ranking.diseases]
        for ours, theirs in zip(record["diseases"], ranking.diseases, strict=True):
            assert ours["rank"] == theirs.rank
            assert ours["name"] == theirs.name
            assert tuple(ours["ids"]) == theirs.ids
            assert ours["probability"] == pytest.approx(theirs.probability, rel=1e-4)


def test_score__gives_the_rank_of_the_named_disease(packets) -> None:
    for line in rank_lines(packets, top=1000, score=True):
        record = json.loads(line.text)
        better = [d for d in record["diseases"] if d["log_lr"] > record["diseases"][0]["log_lr"]]
        assert not better
        assert line.truth_rank is not None
        assert line.truth_rank >= 1


def test_a_disease_that_is_not_ranked__counts_as_a_miss(packets) -> None:
    engine = ranker()
    unknown = packet("x", [engine.ontology.ids[int(engine.profiles.term_of[-1])]], "OMIM:424242")
    no_term = packet("y", [], "OMIM:424242")
    ranks = [line.truth_rank for line in rank_lines([unknown, no_term], score=True)]
    assert ranks == [math.inf, math.inf]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "case-unreadable"),
        (b"[]", "case-unreadable"),
        (b"null", "case-unreadable"),
        (b"\xff\xfe", "case-unreadable"),
        (b'{"id": "a"}', None),
        (packet("a", [], "OMIM:1"), "no-findings"),
        (packet("a", ["HP:9999999"], "OMIM:1"), "term-unknown"),
    ],
)
def test_bad_lines__yield_an_issue_each_and_never_stop_the_rest(packets, data, code) -> None:
    lines = list(rank_lines([data, b"\n", packets[0]]))
    assert len(lines) == 2
    record = json.loads(lines[0].text)
    assert record["diseases"] == []
    codes = {issue["code"] for issue in record["issues"]}
    assert codes
    assert code is None or code in codes
    assert json.loads(lines[1].text)["diseases"]


@pytest.mark.parametrize("id_", ["a\ud800", " padded ", "", "x" * 300, "é \U0001f9ec", "a\nb"])
def test_ids__are_written_as_one_case_says_them_and_can_be_encoded(packets, id_) -> None:
    data = json.dumps({**json.loads(packets[0]), "id": id_}).encode()
    (line,) = rank_lines([data])
    line.text.encode()
    assert json.loads(line.text)["case"] == read_case(data)[0].id


def test_unusual_packets__are_read_in_full(packets) -> None:
    engine = ranker()
    term = engine.ontology.ids[int(engine.profiles.term_of[-1])]
    usual = packet("a", [term], "OMIM:1")
    lower = packet("a", [term.lower()], "OMIM:1")
    texts = [json.loads(line.text)["diseases"] for line in rank_lines([usual, lower])]
    assert texts[0] == texts[1]


def test_processes__give_the_same_lines_in_the_same_order(packets) -> None:
    many = packets * 120
    one = [line.text for line in rank_lines(many, top=3)]
    assert [line.text for line in rank_lines(many, top=3, processes=2)] == one


@pytest.mark.parametrize("options", [{"top": 0}, {"processes": 0}])
def test_options__are_checked(packets, options) -> None:
    with pytest.raises(InputError):
        list(rank_lines(packets, **options))
