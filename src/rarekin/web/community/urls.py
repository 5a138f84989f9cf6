"""Addresses of the community. None of them names a disease or a person."""

from __future__ import annotations

from django.urls import path

from rarekin.web.community.pages import (
    circles,
    contacts,
    decisions,
    groups,
    host_rooms,
    introductions,
    moderation,
    notices,
    post_changes,
    reports,
    talks,
    threads,
    timeline,
    today,
    watches,
)

app_name = "community"

urlpatterns = [
    path("people/introductions", introductions.show, name="introductions"),
    path("people/introductions/<str:handle>", introductions.say, name="say"),
    path("people/wishes", introductions.wishes, name="wishes"),
    path("people/messages", talks.show_all, name="messages"),
    path("people/messages/<str:handle>", talks.show, name="talk"),
    path("people/messages/<str:handle>/block", talks.block_other, name="block_other"),
    path("people/blocks", talks.blocks, name="blocks"),
    path("people/contacts", contacts.show, name="contacts"),
    path("people/contact/<str:token>", contacts.open_link, name="contact"),
    path("people/circles", circles.show, name="circles"),
    path("people/circles/<str:handle>", circles.answer, name="circle_answer"),
    path("people/groups", groups.show_all, name="groups"),
    path("people/groups/search", groups.search, name="group_search"),
    path("people/groups/<slug:slug>", groups.show, name="group"),
    path("people/groups/<slug:slug>/membership", groups.membership, name="membership"),
    path("people/groups/<slug:slug>/new", threads.start, name="thread_start"),
    path("people/threads/<str:handle>", threads.show, name="thread"),
    path("people/threads/<str:handle>/follow", threads.follow, name="follow"),
    path("people/posts/<str:handle>/me-too", threads.me_too, name="me_too"),
    path("people/threads/<str:handle>/pin", post_changes.pin, name="pin"),
    path("people/posts/<str:handle>/edit", post_changes.edit, name="post_edit"),
    path("people/posts/<str:handle>/remove", post_changes.remove, name="post_remove"),
    path("people/posts/<str:handle>/block", threads.block_author, name="block_author"),
    path("people/report/<slug:kind>/<str:handle>", reports.report, name="report"),
    path("people/reports", reports.show_all, name="reports"),
    path("people/notices", notices.show, name="notices"),
    path("people/unsubscribe/<str:token>", notices.unsubscribe, name="unsubscribe"),
    path("people/watch", watches.watch_now, name="watch"),
    path("people/watch/<str:sealed>", watches.carried, name="watch_carried"),
    path("people/watches", watches.show, name="watches"),
    path("people/decisions", decisions.show, name="decisions"),
    path("people/suspended", decisions.suspended, name="suspended"),
    path("people/today", today.show, name="today"),
    path("people/timeline", timeline.show, name="timeline"),
    path("people/moderation", moderation.queue, name="queue"),
    path("people/moderation/team", moderation.team, name="team"),
    path("people/moderation/rooms", host_rooms.show, name="rooms"),
    path("people/moderation/accounts", moderation.accounts, name="accounts"),
    path("people/moderation/<slug:kind>/<str:handle>", moderation.decide, name="decide"),
    path("about/moderation", moderation.numbers, name="moderation_numbers"),
]
