from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.diseases.lookup import DiseasePage, DiseaseRef
from rarekin.api.diseases.wider import WiderText
from rarekin.api.telling.forms import Forms
from rarekin.api.telling.voices import Standing
from rarekin.model.disease import Fact, Level, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.page_sections import section_of
from rarekin.web.atlas.telling.glossary import Glosser

PAGE = DiseasePage(
    ref=DiseaseRef(Curie("MONDO:0000001"), "toy disease", Level.DISORDER),
    facts={}, release="r", updated=None, names=(), ids=(), parents=(), children=(), relatives=(),
    findings=(), inheritance=(), onset=(), course=(), genes=(), organisations=(), sources=(),
)  # fmt: skip


PROSE = [Section.SIGNS, Section.CAUSES, Section.DIAGNOSIS, Section.TREATMENT, Section.OUTLOOK]


def _view(section: Section, texts: list[str], *, quoted: int = 0):
    facts = tuple(
        Fact(PAGE.ref.id, section, "text", "curated", text=text, quoted=k >= len(texts) - quoted)
        for k, text in enumerate(texts)
    )
    page = replace(PAGE, facts={section: facts})
    return section_of(section, page, WiderText(), Forms(), Marks([]), Glosser({}), Standing())


def _statements(lengths: list[int]) -> list[str]:
    return [" ".join([f"s{k}", *["word"] * (n - 1)]) for k, n in enumerate(lengths)]


@pytest.mark.parametrize(
    ("lengths", "at_once"),
    [
        ([10, 10, 10, 10, 10], 3),
        ([27, 28, 10, 10, 10], 3),
        ([28, 28, 10, 10, 10], 2),
        ([60, 60, 60], 3),  # folding a single one away would cost more than it saves
        ([60, 60, 60, 60], 2),
    ],
)
def test_section_of__a_long_pair_of_statements_fills_the_screen(lengths, at_once):
    view = _view(Section.SIGNS, _statements(lengths))
    assert len(view.statements) == at_once
    assert len(view.folded) == len(lengths) - at_once


@given(st.sampled_from(PROSE), st.lists(st.integers(1, 70), max_size=9))
def test_section_of__loses_no_statement_and_keeps_the_order(section, lengths):
    texts = _statements(lengths)
    view = _view(section, texts)
    said = [s.text for s in [*view.statements, *view.folded]]
    assert said[: len(texts)] == texts
    assert len(view.folded) != 1


@given(st.lists(st.integers(1, 70), min_size=2, max_size=6))
def test_section_of__quotations_stand_behind_what_somebody_wrote(lengths):
    view = _view(Section.SIGNS, _statements(lengths), quoted=1)
    assert not any(s.is_quoted for s in view.statements)
    assert view.folded[-1].is_quoted
