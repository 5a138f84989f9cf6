import pytest

from rarekin.knowledge.identity import join
from rarekin.knowledge.records import Records
from rarekin.model.disease import Disease, Fact, IdMapping, Name, NameKind, Section

LISTED = [
    Disease("MONDO:0000002", "Li-Fraumeni syndrome", "identity"),
    Disease("MONDO:0000003", "Olmsted syndrome", "identity"),
    Name("MONDO:0000003", "Mutilating keratoderma", NameKind.EXACT, "identity"),
    Name("MONDO:0000003", "Odd skin", NameKind.RELATED, "identity"),
]
ACTION = Fact("MONDO:0000009", Section.TREATMENT, "treatment", "maxo")


def _joined(*said):
    records = Records()
    records.add("identity", LISTED)
    records.add("maxo", [ACTION, *said])
    return join(records, {}), records


def _called(text):
    return Name("MONDO:0000009", text, NameKind.RELATED, "maxo")


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Li-fraumeni Syndrome", "MONDO:0000002"),
        ("mutilating KERATODERMA", "MONDO:0000003"),
        ("Odd skin", "MONDO:0000009"),
        ("Something else", "MONDO:0000009"),
    ],
)
def test_join__a_number_on_no_list_goes_by_its_name(text, home):
    identity, records = _joined(_called(text))
    assert identity.canonical["MONDO:0000009"] == home
    assert identity.aliases["MONDO:0000009"] == (home,)
    told = [issue.where for _, issue in records.issues if issue.code == "joined-by-name"]
    assert told == (["MONDO:0000009"] if home != "MONDO:0000009" else [])


def test_join__a_number_on_no_list_without_a_home_bears_its_name_and_not_its_number():
    identity, _ = _joined(_called("SOMETHING ELSE; SE"))
    assert identity.labels["MONDO:0000009"] == "Something else"


def test_join__a_name_that_several_diseases_share_is_no_home():
    twin = Name("MONDO:0000002", "Mutilating keratoderma", NameKind.EXACT, "identity")
    identity, _ = _joined(_called("Mutilating keratoderma"), twin)
    assert identity.canonical["MONDO:0000009"] == "MONDO:0000009"


def test_join__a_number_that_a_list_or_a_mapping_knows_never_goes_by_its_name():
    for known in (
        Disease("MONDO:0000009", "another disease", "identity"),
        IdMapping("MONDO:0000009", "skos:broadMatch", "OMIM:1", "identity"),
    ):
        identity, _ = _joined(_called("Li-Fraumeni syndrome"), known)
        assert identity.canonical["MONDO:0000009"] == "MONDO:0000009"
