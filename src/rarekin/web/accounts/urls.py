"""Addresses of the accounts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from rarekin.web.accounts.pages import (
    card,
    claim,
    conditions,
    consents,
    data,
    erase,
    host,
    me,
    meet,
    privacy,
    profile,
    setup,
    signup,
    topics,
)

_own: list[URLPattern | URLResolver] = [
    path("me", me.show, name="me"),
    path("me/profile", profile.edit, name="profile"),
    path("me/diseases", conditions.diseases, name="diseases"),
    path("me/signs", conditions.signs, name="signs"),
    path("me/topics", topics.edit, name="topics"),
    path("me/role", claim.show, name="claim"),
    path("me/role/<str:token>", claim.confirm, name="claim_confirm"),
    path("me/consents", consents.show, name="consents"),
    path("me/data", data.show, name="data"),
    path("me/data/everything.json", data.everything, {"kind": "json"}, name="data_json"),
    path("me/data/everything.html", data.everything, {"kind": "html"}, name="data_html"),
    path("me/data/phenopacket", data.research, {"kind": "phenopacket"}, name="data_phenopacket"),
    path("me/data/matchmaker", data.research, {"kind": "mme"}, name="data_mme"),
    path("me/erase", erase.show, name="erase"),
    path("me/erase/ask", erase.ask, name="erase_ask"),
    path("me/erase/take-back", erase.take_back, name="erase_take_back"),
    path("me/security", me.security, name="security"),
    path("meet", meet.show, name="meet"),
    path("meet/start", meet.start, name="meet_start"),
    path("card/<str:handle>", card.show, name="card"),
    path("about/privacy", privacy.show, name="privacy"),
    path("about/imprint", privacy.imprint, name="imprint"),
    path("about/logo-<slug:digest>.png", privacy.logo, name="logo"),
    path("account/signup/sent", signup.sent, name="signup_sent"),
    path("account/signup/finish/<str:token>", signup.finish, name="signup_finish"),
    path("setup/<str:token>", setup.show, name="setup"),
    path("host", host.desk, name="host"),
    path("host/settings", host.settings, name="host_settings"),
    path("host/review", host.review, name="review"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # Before allauth's own page of the same name, which would make the account at once.
    path("account/signup/", signup.ask, name="account_signup"),
    # Who ends other sessions shows first that the account is theirs.
    path("account/sessions/", me.sessions, name="usersessions_list"),
    path("account/", include("allauth.urls")),
    path("", include((_own, "accounts"))),
]
