"""From an accepted suggestion to a fact with a source, a second reader, and the world's tables."""

import datetime
import json

import pytest
from django.test import Client
from tests.web.accounts.cast import link_in, make_user, signed_in, with_second_factor

from rarekin.api.keeping.overlay import FILE
from rarekin.errors import InputError
from rarekin.model.disease import Annotation
from rarekin.sources.curated.parse import parse as parse_curated
from rarekin.sources.hpoa.parse import parse as parse_hpoa
from rarekin.web.accounts.guarding.naming import disease_named_in
from rarekin.web.accounts.models import Host, OutgoingMail
from rarekin.web.accounts.rights.consents import consent_give
from rarekin.web.accounts.rights.leaving import erase, everything_about
from rarekin.web.curation import contributions
from rarekin.web.curation.contributions import (
    Work,
    count_reports,
    source_attach,
    source_confirm,
    source_take_back,
)
from rarekin.web.curation.models import Contribution, Suggestion
from rarekin.web.curation.suggestions import Draft, suggestion_decide, suggestion_of_member

POH = "MONDO:0008153"
SHORT = "HP:0004322"
MONDAY = datetime.date(2026, 11, 30)
WEEK = datetime.timedelta(days=7)
WORK = Work("Children with it are often short.", "A case series", pmid="18553568", frequency="3/10")
HEADING = "Reported by families here, not yet in a publication"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("rarekin.api.keeping.overlay.default_home", lambda: tmp_path)


@pytest.fixture
def staff():
    return [with_second_factor(make_user(f"mod{n}@example.org", is_moderator=True)) for n in (1, 2)]


def accepted(email, by, *, section="signs", terms=(SHORT,), words="She is short.", **decided):
    draft = Draft(POH, section, words, tuple(terms), decided.pop("origin", "lived"), "")
    suggestion = suggestion_of_member(draft, author=make_user(email))
    suggestion_decide(suggestion, by=by, accept=True, **decided)
    suggestion.refresh_from_db()
    return suggestion


def page():
    contributions._reported.look_again()
    return Client().get(f"/disease/{POH}").content.decode()


def test_sign__of_many_writers_is_one_contribution(staff):
    for n in range(3):
        accepted(f"a{n}@example.org", staff[0])
    one = Contribution.objects.get()
    assert (one.disease, one.section, one.term, one.backings.count()) == (POH, "signs", SHORT, 3)


def test_words__are_joined_only_by_a_moderator(staff):
    first = accepted("a@example.org", staff[0], section="living", terms=())
    earlier = Contribution.objects.get()
    accepted("b@example.org", staff[0], section="living", terms=(), same_as=earlier)
    accepted("c@example.org", staff[0], section="living", terms=())
    assert Contribution.objects.count() == 2
    assert earlier.backings.count() == 2
    assert first.backings.get().contribution == earlier


@pytest.mark.parametrize(
    ("n_people", "shown"), [(1, None), (9, None), (10, 10), (14, 10), (15, 15)]
)
def test_page__shows_only_what_ten_people_said_rounded_down(staff, n_people, shown):
    for n in range(n_people):
        accepted(f"a{n}@example.org", staff[0])
    count_reports(MONDAY)
    text = page()
    assert (HEADING in text) is (shown is not None)
    if shown:
        assert f"at least {shown} people" in text
        assert text.index(HEADING) > text.index('id="people"')


def test_page__shows_the_moderators_sentence_and_never_a_readers_words(staff):
    own = {"section": "living", "terms": (), "words": "Our Anna wears sheepskin."}
    accepted("a@example.org", staff[0], **own, sentence="Soft <b>shoes</b> help.")
    for n in range(9):
        accepted(f"b{n}@example.org", staff[0], **own, same_as=Contribution.objects.get())
    count_reports(MONDAY)
    text = page()
    assert "Soft &lt;b&gt;shoes&lt;/b&gt; help." in text
    assert "Anna" not in text


def test_page__one_more_person_changes_no_byte_before_the_next_week(staff):
    for n in range(9):
        accepted(f"a{n}@example.org", staff[0])
    count_reports(MONDAY)
    before = page()
    accepted("tenth@example.org", staff[0])
    count_reports(MONDAY + datetime.timedelta(days=6))
    assert page() == before
    count_reports(MONDAY + WEEK)
    assert HEADING in page()


def test_page__counts_people_not_letters_and_only_who_lives_with_it(staff):
    for n in range(9):
        accepted(f"a{n}@example.org", staff[0])
    accepted("clinic@example.org", staff[0], origin="work")
    again = Suggestion.objects.get(author__email="a0@example.org").author
    draft = Draft(POH, "signs", "Short, I said.", (SHORT,), "lived", "")
    suggestion_decide(suggestion_of_member(draft, author=again), by=staff[0], accept=True)
    count_reports(MONDAY)
    assert HEADING not in page()


def test_withdrawn__is_out_of_the_next_count_and_a_contribution_without_anybody_is_dropped(staff):
    for n in range(10):
        accepted(f"a{n}@example.org", staff[0])
    count_reports(MONDAY)
    for suggestion in Suggestion.objects.all():
        erase(suggestion.author)
    count_reports(MONDAY + WEEK)
    assert HEADING not in page()
    assert not Contribution.objects.exists()


def test_health__needs_two_people_and_what_they_wrote_reaches_the_next_release(
    staff, tmp_path, django_capture_on_commit_callbacks
):
    suggestion = accepted("a@example.org", staff[0])
    one = Contribution.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        source_attach(one, WORK, by=staff[0])
    one.refresh_from_db()
    assert one.state == "sourced"
    assert (tmp_path / FILE).read_text("utf8") == ""
    with pytest.raises(InputError):
        source_confirm(one, by=staff[0])
    with django_capture_on_commit_callbacks(execute=True):
        source_confirm(one, by=staff[1])
    line = (tmp_path / FILE).read_bytes()
    assert json.loads(line)["contribution"] == one.handle
    [fact] = parse_curated({FILE: line})
    assert (fact.disease, fact.text, fact.source) == (POH, WORK.sentence, "curated")
    assert fact.citations[0].pmid == "18553568"
    for secret in (suggestion.words, "a@example.org", suggestion.handle, str(staff[0].pk)):
        assert secret not in line.decode()


def test_organisations__need_one_person_and_a_source(staff):
    accepted("a@example.org", staff[0], section="organisations", terms=())
    one = Contribution.objects.get()
    source_attach(one, Work("There is a group.", "Its page", url="https://x.example/"), by=staff[0])
    one.refresh_from_db()
    assert one.state == "published"


@pytest.mark.parametrize(
    "work", [Work("", "T", pmid="1"), Work("S.", "", pmid="1"), Work("S.", "T")]
)
def test_source__without_words_title_or_identifier_is_refused(staff, work):
    accepted("a@example.org", staff[0])
    with pytest.raises(InputError):
        source_attach(Contribution.objects.get(), work, by=staff[0])


def test_source__taken_back_leaves_the_file_and_waits_again(
    staff, tmp_path, django_capture_on_commit_callbacks
):
    accepted("a@example.org", staff[0])
    one = Contribution.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        source_attach(one, WORK, by=staff[0])
        source_confirm(one, by=staff[1])
        source_take_back(one)
    one.refresh_from_db()
    assert (one.state, one.title, one.sourced_by) == ("open", "", None)
    assert (tmp_path / FILE).read_text("utf8") == ""


def test_overlay__a_damaged_line_stops_no_build():
    good = {"contribution": "a", "disease": POH, "section": "living", "text": "It helps.",
            "as_of": "2026-11-30", "cite": {"title": "T", "pmid": "1"}}  # fmt: skip
    broken = [{**good, "section": "nowhere"}, {**good, "cite": {}}, {**good, "text": " "}, 7]
    lines = "\n".join([json.dumps(row) for row in [*broken, good]] + ["{"])
    records = list(parse_curated({FILE: lines.encode()}))
    assert [type(r).__name__ for r in records] == ["Issue"] * 4 + ["Fact", "Issue"]


def test_export__is_a_file_that_the_reader_of_the_format_takes(staff):
    accepted("a@example.org", staff[0])
    one = Contribution.objects.get()
    source_attach(one, WORK, by=staff[0])
    source_confirm(one, by=staff[1])
    answer = signed_in(staff[0]).get("/host/contributions/hpoa")
    assert "attachment" in answer["Content-Disposition"]
    files = {"phenotype.hpoa": answer.content, "genes_to_phenotype.txt": b""}
    [row] = [r for r in parse_hpoa(files) if isinstance(r, Annotation)]
    assert (row.disease, row.term, row.references) == ("OMIM:166350", SHORT, ("PMID:18553568",))
    assert (row.numerator, row.denominator, row.evidence) == (3, 10, "PCS")
    assert all(len(line.split("\t")) == 12 for line in answer.content.decode().splitlines()[1:])


def test_curators__attach_and_confirm_on_the_page(staff):
    accepted("a@example.org", staff[0])
    one = Contribution.objects.get()
    ada, bob = (signed_in(user) for user in staff)
    fields = {"sentence": WORK.sentence, "title": WORK.title, "pmid": WORK.pmid, "doi": "",
              "url": "", "year": "2008", "frequency": "3/10"}  # fmt: skip
    sent = {f"{one.handle}-{name}": value for name, value in fields.items()}
    wrong = ada.post("/host/contributions", {"handle": one.handle, "do": "attach", **sent,
                                             f"{one.handle}-frequency": "often"})  # fmt: skip
    assert wrong.status_code == 400
    ada.post("/host/contributions", {"handle": one.handle, "do": "attach", **sent})
    shown = ada.get("/host/contributions").content.decode()
    assert "another moderator reads it" in shown
    assert 'value="confirm"' not in shown
    ada.post("/host/contributions", {"handle": one.handle, "do": "confirm"})
    one.refresh_from_db()
    assert one.state == "sourced"
    bob.post("/host/contributions", {"handle": one.handle, "do": "confirm"})
    shown = bob.get("/host/contributions").content.decode()
    assert "New annotation: " in shown
    assert "PMID:18553568" in shown


@pytest.mark.parametrize("path", ["/host/contributions", "/host/contributions/hpoa"])
def test_curators__are_moderators_with_a_second_factor(path):
    assert Client().get(path).status_code == 404
    assert signed_in(make_user("eve@example.org")).get(path).status_code == 404
    bare = make_user("bare@example.org", is_moderator=True)
    assert signed_in(bare).get(path).status_code == 302


def test_stranger__follows_every_step_behind_the_link_and_can_delete(staff):
    Host.objects.update(thanks="You help the next family.")
    Client().post("/suggest", {"disease": POH, "section": "outlook", "words": "It can begin late.",
                               "origin": "lived", "source": "", "email": "ada@example.org",
                               "website": ""})  # fmt: skip
    link = link_in(OutgoingMail.objects.latest("pk"))
    Client().post(link)
    suggestion = Suggestion.objects.get()
    suggestion_decide(suggestion, by=staff[0], accept=True, answer="Very good.")
    mail = OutgoingMail.objects.latest("pk")
    assert mail.to == "ada@example.org"
    assert "You help the next family." in mail.text
    assert "Very good." not in mail.text
    shown = Client().get(link_in(mail)).content.decode()
    assert "Very good." in shown
    assert shown.count("not yet") == 2
    one = Contribution.objects.get()
    source_attach(one, WORK, by=staff[0])
    assert Client().get(link).content.decode().count("not yet") == 1
    source_confirm(one, by=staff[1])
    assert "not yet" not in Client().get(link).content.decode()
    Client().post(link, {"withdraw": "1"})
    assert not Suggestion.objects.exists()
    assert Client().get(link).status_code == 410


def test_stranger__who_signs_up_later_exports_and_erases_what_was_decided(staff):
    Client().post("/suggest", {"disease": POH, "section": "outlook", "words": "It can begin late.",
                               "origin": "lived", "source": "", "email": "Ada@example.org",
                               "website": ""})  # fmt: skip
    Client().post(link_in(OutgoingMail.objects.latest("pk")))
    suggestion_decide(Suggestion.objects.get(), by=staff[0], accept=True)
    user = make_user("ada@example.org")
    rows = everything_about(user)["curation.Suggestion"]["rows"]
    assert rows[0]["words"] == "It can begin late."
    assert "writer" not in rows[0]
    erase(user)
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("agreed", [True, False])
def test_member__is_written_to_only_with_their_consent(staff, agreed):
    user = make_user("bob@example.org")
    if agreed:
        consent_give(user=user, purpose="mail_messages")
    draft = Draft(POH, "signs", "She is short.", (SHORT,), "lived", "")
    suggestion_decide(suggestion_of_member(draft, author=user), by=staff[0], accept=True)
    mails = OutgoingMail.objects.filter(to="bob@example.org")
    assert mails.count() == agreed
    for mail in mails:
        assert "short" not in mail.text.casefold()
        assert "/me/suggestions" in mail.text


@pytest.mark.parametrize(
    ("words", "named"),
    [("Thank you for helping all of us.", ""),
     ("Thanks from the progressive osseous heteroplasia group.",
      "progressive osseous heteroplasia")],
)  # fmt: skip
def test_thanks__may_name_no_disease(words, named):
    assert disease_named_in(words) == named
