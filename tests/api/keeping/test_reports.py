import json

import pytest

from rarekin.api.keeping import reports
from rarekin.criteria.sets import PinnedTerm
from rarekin.knowledge.measures import measure


def test_measures__are_shares_of_pages(toy_release):
    found = measure(toy_release)
    assert found.counts["diseases"] == len(toy_release.disease_ids())
    assert 0 < found.sections["signs"] <= 1
    assert all(0 <= share <= 1 for share in found.sections.values())
    assert found.disagreements["findings said to occur and not to occur"] >= 1
    assert "| signs |" in reports.measures_text(found)


def test_build_costs__are_kept_beside_the_reports(toy_release, tmp_path, monkeypatch):
    with reports.build_costs(tmp_path) as note:
        note["version"] = toy_release.version
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    cost = json.loads((tmp_path / "reports" / f"build-{toy_release.version}.json").read_text())
    assert set(cost) == {"seconds", "peak_bytes"}
    assert "built in" in reports.measures_text(measure(toy_release))


def test_build_costs__of_a_failed_build_are_not_kept(tmp_path):
    with pytest.raises(ZeroDivisionError), reports.build_costs(tmp_path):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


class _Set:
    slug = "toy/one-2020"

    class _Item:
        terms = (PinnedTerm("HP:0000001", "All"), PinnedTerm("HP:0000118", "Old label"),
                 PinnedTerm("HP:9999999", "Gone"))  # fmt: skip

    items = (_Item,)


def test_stale_terms__names_renamed_and_lost_ones_only(toy_release, monkeypatch):
    monkeypatch.setattr(reports, "criteria_sets", lambda: (_Set,))
    found = reports.stale_terms()
    assert len(found) == 2
    assert "is called 'Phenotypic abnormality' now; the file says 'Old label'" in found[0]
    assert "HP:9999999 is not a term" in found[1]


def test_sync_report__is_written_for_people_and_programs(toy_release, toy_home, monkeypatch):
    monkeypatch.setattr(reports, "criteria_sets", lambda: ())
    nothing = reports.sync_report(toy_home, toy_release.version, toy_release.version, {})
    assert nothing == ()
    text, data = reports.sync_report(toy_home, "", toy_release.version, {"hpo": "Not reached."})
    assert "hpo stayed as it was: Not reached." in text.read_text()
    assert json.loads(data.read_text())["problems"] == {"hpo": "Not reached."}
