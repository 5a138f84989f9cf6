"""A release, opened for ranking."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.api.making import release as releases
from rarekin.errors import KnowledgeError, UnknownId
from rarekin.knowledge.release import Release
from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.rank.engine import Profiles, best, log_likelihood_ratios
from rarekin.rank.judge import Judge, Verdict

__all__ = ["Ranker", "ranker"]


class Ranker:
    """One release, opened for ranking; kept by `ranker` as long as the release serves."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.version = release.version
        self.ontology = release.ontology
        self.profiles = Profiles.load(release.array)
        if len(self.profiles.row_of) != len(self.ontology):
            raise KnowledgeError(
                f"The profiles of release {release.version} belong to another ontology.",
                hint="Build again with 'rarekin knowledge build'.",
            )
        self.judge = Judge(self.profiles, self.ontology)
        self.ids: list[Curie] = [Curie(i.decode()) for i in self.profiles.diseases.tolist()]
        self._names: dict[Curie, str] = {}
        self._source_ids: dict[int, tuple[Curie, ...]] = {}

    def name(self, i_disease: int) -> str:
        """Label of a disease."""
        return self.label(self.ids[i_disease])

    def label(self, id_: Curie) -> str:
        """Label of a disease or group."""
        name = self._names.get(id_)
        if name is None:
            try:
                number = self.release.number_of(id_)
                name = self.release.refs([number])[number].label
            except UnknownId:
                name = id_
            self._names[id_] = name
        return name

    def source_ids(self, i_disease: int) -> tuple[Curie, ...]:
        """Ids under which sources describe a disease's findings."""
        ids = self._source_ids.get(i_disease)
        if ids is None:
            ids = tuple(map(Curie, self.profiles.ids[i_disease].decode().split(";")))
            self._source_ids[i_disease] = ids
        return ids

    def score(self, rows: Sequence[int], sex: Sex, top: int) -> tuple[list[int], Verdict]:
        """Return the best diseases, and what was found out about all."""
        verdict = self.judge.judge(rows, log_likelihood_ratios(self.profiles, rows, sex))
        return best(verdict.log_lr, top).tolist(), verdict


_ranker: list[tuple[Release, Ranker]] = []


def ranker() -> Ranker:
    """Return the current release opened for ranking, once per process and release.

    Returns
    -------
    ranker
        Shared; nothing in it changes.

    Raises
    ------
    NoRelease
        If none has been built.
    """
    release = releases.current()
    for opened, kept in _ranker:
        if opened is release:
            return kept
    fresh = Ranker(release)
    _ranker[:] = [(release, fresh)]
    return fresh
