"""How a disease is inherited, in sentences: one mode leads, what contradicts it is said after."""

from __future__ import annotations

import re

from django.utils.functional import Promise

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage, label_of
from rarekin.api.family.leads import is_susceptibility, models_of
from rarekin.model.disease import Section, Seldom, Sons
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling import mode_texts as say
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.atlas.telling.sentences import Sentence, listed, sources_of
from rarekin.web.atlas.telling.words import INHERITANCE
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy

_DOMINANT, _RECESSIVE = Curie("HP:0000006"), Curie("HP:0000007")
_X_LINKED, _X_RECESSIVE = Curie("HP:0001417"), Curie("HP:0001419")
_X_DOMINANT = Curie("HP:0001423")
_WELL = "xr-men"
"""The model of diseases of which somebody read that women who carry them stay well."""

_ON_X = frozenset({_X_LINKED, _X_RECESSIVE, _X_DOMINANT})


_OF_BOTH = ("1 in 4", "one in four", "25 in 100", "both parents", "both copies", "recessive")
_OF_ONE = ("1 in 2", "one in two", "half", "50 in 100", "dominant")
_WRITTEN_OF = {"recessive": _OF_BOTH, "dominant": _OF_ONE, "new": ("new", *_OF_ONE)}

_SOME_CELLS = Curie("HP:0001442")

_NEIGHBOURS = Curie("HP:0001466")


_IN_SOME_FAMILIES: dict[Curie, str | Promise] = {
    _DOMINANT: gettext_lazy(
        "In some families one changed copy of a gene is enough; then each child of a person with"
        " the change has a chance of 1 in 2 to inherit it (“autosomal dominant”). In others no"
        " single gene is the cause, or none is known, and nobody can give such a chance."
    ),
    _RECESSIVE: gettext_lazy(
        "In some families both copies of a gene must be changed; then each child of two carriers"
        " has a chance of 1 in 4 (“autosomal recessive”). In others no single gene is the cause,"
        " or none is known, and nobody can give such a chance."
    ),
}


_OF_SONS: dict[Sons, str | Promise] = {
    Sons.LOST: say.SONS_ARE_LOST,
    Sons.GRAVER: say.SONS_ARE_GRAVER,
    Sons.SPARED: say.SONS_ARE_SPARED,
    Sons.AS_GIRLS: say.MANY_LIVE_AS_GIRLS,
}


_OF_FAMILIES: dict[Curie, str | Promise] = {
    _DOMINANT: gettext_lazy(
        "No gene is on record for it. In the families described it passed on as one changed copy"
        " of a gene does; then each child of a person who has it has a chance of 1 in 2 to inherit"
        " it (“autosomal dominant”). Where nobody else in a family has it, that need not hold."
    ),
    _RECESSIVE: gettext_lazy(
        "No gene is on record for it. In the families described it came as if both copies of a"
        " gene were changed; then each further child of the same parents has a chance of 1 in 4"
        " (“autosomal recessive”). Where only one person has it, that need not hold."
    ),
}


_OF_BLOOD_CELLS = re.compile(r"myelodysplas|leuka?emia|lymphoma|myeloma", re.IGNORECASE)
_OF_SEX = re.compile(r"\b(?:tri|tetra|penta)somy [XY]\b|\b4[789],X|X[XY]+Y|XXX|Klinefelter")


_ONE_SEX: dict[str, Curie] = {"male": Curie("HP:0001475"), "female": Curie("HP:0034344")}


def how_it_is_inherited(page: DiseasePage) -> list[Sentence]:
    """Explain how a disease is inherited.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        The leading mode, what qualifies it, then what single sources say besides.
    """
    modes = page.modes
    if modes.gives_no_chance:
        return [_in_single_families(page)]
    found = []
    if modes.leading and not (page.chromosome and modes.leading.term == _DOMINANT):
        found.append(Sentence(_leading(page, modes.leading), sources_of([modes.leading])))
    elif page.chromosome:
        found.append(Sentence(_of_a_chromosome(page), sources_of(page.inheritance)))
    elif modes.of_forms:
        found.append(_of_tumours(page) if page.is_tumour else _of_forms(page))
    if modes.leading and not page.sons and (sex := page.only_sex_ill):
        found.append(Sentence(str(INHERITANCE[_ONE_SEX[sex]]), sources_of([modes.leading])))
    found += [Sentence(_qualifying(page, one), sources_of([one])) for one in modes.qualifiers]
    others = _worth_telling(page)
    # What is told of the forms is not said once more of the whole.
    if others and not {one.term for one in others} <= {term for term, _n in modes.of_forms}:
        found.append(_besides(others, has_leading=modes.leading is not None))
    for one in modes.denied:
        text = _("A source says that this does not hold: %(mode)s.") % {"mode": _name(one)}
        found.append(Sentence(text, sources_of([one])))
    return found


_FAMILIES = {
    _DOMINANT: "dominant",
    _RECESSIVE: "recessive",
    Curie("HP:0001419"): "x_recessive",
    Curie("HP:0001423"): "x_dominant",
    Curie("HP:0001427"): "mitochondrial",
}


def family_of(page: DiseasePage) -> str:
    """Name the small family that shows how a disease passes on.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    family
        As `rarekin.api.draw.draw_inheritance` takes it; empty where a picture would say more
        than is known: no leading mode, copies that count only from one parent, chromosomes.
    """
    leading = page.modes.leading
    facts = (fact for group in page.facts.values() for fact in group)
    if page.modes.gives_no_chance or page.modes.depends_on_the_gene(len(page.causal_genes)):
        return ""
    if page.modes.is_recessive_or_new or page.sons or page.only_sex_ill:
        return ""
    if leading is None or page.chromosome or page.many_genes_take_part or page.rests_on_families:
        return ""
    if any(f.kind == "imprinting" for f in facts) or _depends_on_parent(page):
        return ""
    family = _FAMILIES.get(leading.term, "")
    if leading.term == _DOMINANT and _leading(page, leading) == str(say.DOMINANT_ALONE):
        return ""
    if (leading.term == _X_DOMINANT and page.modes.is_mostly_new) or _both_on_x(page):
        return ""
    family = "new" if family == "dominant" and page.modes.is_mostly_new else family
    return family if _is_written_of(page, family) else ""


def _is_written_of(page: DiseasePage, family: str) -> bool:
    """Tell whether what somebody wrote of the inheritance speaks of it so, where somebody did."""
    facts = page.facts.get(Section.INHERITANCE, ())
    text = " ".join(f.text for f in facts if f.text and not f.quoted).casefold()
    words = _WRITTEN_OF.get(family, ())
    return not text or not words or any(word in text for word in words)


def _leading(page: DiseasePage, mode: AnnotatedFinding) -> str:
    """Say what the mode means; never a chance for children where the change is nearly always new.

    A disease of which newborns die is not passed on either.
    """
    if page.modes.depends_on_the_gene(len(page.causal_genes)) and not page.many_genes_take_part:
        return str(say.DEPENDS_ON_THE_GENE)
    if page.modes.is_recessive_or_new:
        # With no gene known it may be no matter of one gene at all.
        return str(say.RECESSIVE_OR_NEW if page.causal_genes else _IN_SOME_FAMILIES[_RECESSIVE])
    if on_x := _on_x(page, mode):
        return on_x
    in_some = page.many_genes_take_part and mode.term in _IN_SOME_FAMILIES
    if in_some and (page.modes.is_of_some_cells or not page.modes.is_mostly_new):
        return str(_IN_SOME_FAMILIES[mode.term])
    return _of_a_gene(page, mode)


def _of_a_gene(page: DiseasePage, mode: AnnotatedFinding) -> str:
    """Say what the mode means where nothing but one gene, known or not, decides."""
    if page.rests_on_families and not page.ends_early and not page.modes.is_mostly_new:
        return str(_OF_FAMILIES[mode.term])
    if mode.term != _DOMINANT:
        return _meaning(mode)
    told = {
        say.BY_PARENT: _depends_on_parent(page),
        say.DOMINANT_AND_NEW: page.modes.is_mostly_new,
        say.RAISES_THE_CHANCE: is_susceptibility(page.ref.english),
        say.FROM_A_PARENT: page.is_of_growing_repeats,
        say.DOMINANT_ALONE: page.ends_early,
        say.GENE_NOT_KNOWN: not page.genes and not page.form_genes,
    }
    if known := next((text for text, holds in told.items() if holds), None):
        return str(known)
    raised = f" {say.RAISED_CHANCE}" if page.raises_chance_of_tumours else ""
    return f"{_meaning(mode)}{raised}"


def _of_a_chromosome(page: DiseasePage) -> str:
    """Say where a change of chromosomes comes from: a whole one hardly ever from a parent."""
    if page.is_tumour or _OF_BLOOD_CELLS.search(page.ref.english):
        return str(say.IN_DISEASED_CELLS)
    if page.chromosome != "whole":
        return str(say.PIECE_OFTEN_NEW)
    if _OF_SEX.search(page.ref.english):
        return str(say.WHOLE_IS_NEW)
    return f"{say.WHOLE_IS_NEW} {say.SHAPE_OF_A_PARENT}"


def _on_x(page: DiseasePage, mode: AnnotatedFinding) -> str:
    """Say what holds where sons fare otherwise, or the change is new; else nothing."""
    is_new = page.modes.is_mostly_new
    if page.sons is Sons.LOST and is_new:
        return str(say.NEW_IN_GIRLS)
    if page.sons:
        return str(_OF_SONS[page.sons])
    if _both_on_x(page):
        return str(INHERITANCE[_X_LINKED])
    if mode.term == _X_RECESSIVE and any(one.slug == _WELL for one in models_of(page)):
        return str(say.WOMEN_STAY_WELL)
    if mode.term == _X_DOMINANT and page.is_of_growing_repeats:
        return str(say.REPEATS_ON_X)
    return str(say.X_AND_NEW) if mode.term == _X_DOMINANT and is_new else ""


def _depends_on_parent(page: DiseasePage) -> bool:
    """Tell whether all that is known to cause it counts from one parent only."""
    made = [one for one in models_of(page) if one.diseases or one.genes]
    return bool(made) and all(one.disease_when_inherited_from != "either" for one in made)


def _worth_telling(page: DiseasePage) -> tuple[AnnotatedFinding, ...]:
    """Return what else sources name; a gene lies on the X chromosome or on another, not on both."""
    leading, others = page.modes.leading, page.modes.others
    if leading is not None and page.modes.depends_on_the_gene(len(page.causal_genes)):
        others = tuple(one for one in others if one.term not in (_DOMINANT, _RECESSIVE))
    if leading is None or len(page.causal_genes) != 1:
        return others if not page.chromosome else ()
    is_on_x = leading.term in _ON_X
    return tuple(one for one in others if (one.term in _ON_X) == is_on_x and not _both_on_x(page))


def _both_on_x(page: DiseasePage) -> bool:
    """Tell whether some call it recessive and others dominant: then women fall ill too."""
    leading = page.modes.leading
    named = {one.term for one in page.modes.others if one.term in _ON_X}
    return leading is not None and leading.term == _X_RECESSIVE and bool(named)


def _in_single_families(page: DiseasePage) -> Sentence:
    """Say that it is seldom handed on, and what lists have of single families, without a chance."""
    leading = page.modes.leading
    named = [mode for mode in (leading, *page.modes.others) if mode is not None]
    opening = str(say.WHY_SELDOM[page.modes.seldom or Seldom.SINGLE])
    # Where nobody looked this entry up, it rests on its place below a common disease.
    looked_up = any(source.name == "curated" for source in page.sources)
    rests_on = "curated" if looked_up else "identity"
    if not named:
        return Sentence(opening, (rests_on,))
    modes = listed([_name(mode) for mode in named])
    text = _("Lists name a way all the same: %(modes)s. No chance for a family follows from it.")
    return Sentence(f"{opening} {text % {'modes': modes}}", (rests_on, *sources_of(named)))


def _qualifying(page: DiseasePage, one: AnnotatedFinding) -> str:
    """Say what qualifies the mode; what is passed on does not arise after conception as a rule."""
    if one.term == _NEIGHBOURS and page.chromosome in say.LOST_OR_DOUBLED:
        return str(say.LOST_OR_DOUBLED[page.chromosome])
    if one.term == _SOME_CELLS and page.chromosome:
        return str(say.SOME_CELLS_OF_ALL)
    if one.term == _SOME_CELLS and page.modes.leading and not page.many_genes_take_part:
        return str(say.SOME_CELLS_BESIDES)
    return _meaning(one)


def _meaning(mode: AnnotatedFinding) -> str:
    if mode.term in INHERITANCE:
        return str(INHERITANCE[mode.term])
    return _("On record: %(mode)s.") % {"mode": _name(mode)}


def _name(mode: AnnotatedFinding) -> str:
    return label_in_language(mode.term, mode.label)


def _besides(modes: tuple[AnnotatedFinding, ...], *, has_leading: bool) -> Sentence:
    if has_leading:
        text = _("A source also names: %(modes)s. That may hold for some forms or families.")
    else:
        text = _("Sources name different ways: %(modes)s. They can differ from form to form.")
    named = listed([_name(mode) for mode in modes])
    return Sentence(text % {"modes": named}, sources_of(modes))


def _of_tumours(page: DiseasePage) -> Sentence:
    """Say that a form is handed on in families, which is no rule for a tumour."""
    modes = [label_in_language(term, label_of(term)) for term, _n in page.modes.of_forms]
    text = _(
        "Lists name how some of its forms pass on in families: %(modes)s. Most tumours arise in one"
        " person and are not handed on."
    )
    return Sentence(text % {"modes": listed(modes)})


def _of_forms(page: DiseasePage) -> Sentence:
    n_all = page.modes.n_forms
    named = [
        _("%(mode)s (%(n)d of %(all)d forms)")
        % {"mode": label_in_language(term, label_of(term)), "n": n, "all": n_all}
        for term, n in page.modes.of_forms
    ]
    modes = [label_in_language(term, label_of(term)) for term, _n in page.modes.of_forms]
    if n_all == 1:
        text = _(
            "One of its forms is inherited so: %(modes)s. That need not hold for everybody who has"
            " it."
        )
        return Sentence(text % {"modes": listed(modes)})
    text = _("How it is inherited depends on the form: %(modes)s. This counts forms, not people.")
    if len(named) == 1:
        if page.modes.of_forms[0][0] == _DOMINANT and page.ends_early:
            return Sentence(str(say.DOMINANT_ALONE))
        text = _("All forms of it that are on record as inherited are so: %(modes)s.")
        named = modes
    elif all(n == n_all for _term, n in page.modes.of_forms):
        text = _(
            "Each form of it can be inherited in more than one way: %(modes)s. Only tests of the"
            " person and the parents can tell which way holds in a family."
        )
        named = modes
    return Sentence(text % {"modes": listed(named)})
