"""What several people do at the same moment; also run as a process of its own, on a file."""

import datetime
import json
import sys
import threading

N_WRITERS, N_EACH = 8, 6


def people(n, prefix):
    from django.utils import timezone

    from rarekin.web.accounts.models import Profile, User
    from rarekin.web.community.models import Group, Membership

    made = []
    for i in range(n):
        user = User.objects.create(email=f"{prefix}{i}@example.org")
        long_ago = timezone.now() - datetime.timedelta(days=60)
        User.objects.filter(pk=user.pk).update(joined_at=long_ago)
        name = f"{prefix} {i}"
        profile = Profile.objects.create(user=user, pseudonym=name, pseudonym_key=name,
                                         reach="peers", role="affected")  # fmt: skip
        Membership.objects.create(profile=profile, group=Group.objects.get(slug="school"))
        made.append(Profile.objects.select_related("user").get(pk=profile.pk))
    return made


def together(jobs):
    """Run all jobs at the same moment; return what went wrong."""
    from django.db import connections

    start, failures = threading.Barrier(len(jobs)), []

    def run(job):
        try:
            start.wait()
            job()
        except Exception as error:  # noqa: BLE001 - whatever it was fails the test
            failures.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def answers():
    """Two people answer one card, each from two windows, in every mix of yes and no."""
    from django.utils import timezone

    from rarekin.web.community.finding.introductions import answer
    from rarekin.web.community.models import Introduction, Notice, Side

    outcomes = []
    for n, says in enumerate((("yes",) * 4, ("yes",) * 4, ("yes", "yes", "yes", "no"))):
        one, other = people(2, f"answers{n}-")
        now = timezone.now()
        later = now + datetime.timedelta(days=30)
        made = Introduction.objects.create(pair=f"pair{n}", shown_at=now, expires_at=later)
        sides = [Side.objects.create(introduction=made, profile=p) for p in (one, other)] * 2
        jobs = [lambda s=s, w=w: answer(side=s, says=w) for s, w in zip(sides, says, strict=True)]
        failures = together(jobs)
        made.refresh_from_db()
        outcomes.append({
            "failures": failures,
            "is_introduced": made.introduced_at is not None,
            "answers": sorted(side.answer for side in made.sides.all()),
            "notices": Notice.objects.filter(
                kind="introduced", about__in=[side.handle for side in sides]
            ).count(),
        })  # fmt: skip
    return outcomes


def posts():
    """Many people answer in one thread, each form sent twice at once by an impatient finger."""
    from rarekin.web.community.models import Post
    from rarekin.web.community.rooms.joining import group_of
    from rarekin.web.community.talking.posting import reply, thread_start

    writers = people(N_WRITERS, "writer")
    thread = thread_start(profile=writers[0], group=group_of(writers[0], "school"), title="T",
                          text="First", warning="", form_key="first")  # fmt: skip

    def write(profile):
        for n in range(N_EACH):
            reply(profile=profile, thread=thread, text=f"Words {n}", form_key=f"k{n}")

    failures = together([lambda p=p: write(p) for p in writers * 2])
    return {"failures": failures, "n_posts": Post.objects.filter(thread=thread).count()}


def main():
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sys.stdout.write(json.dumps({"answers": answers(), "posts": posts()}))


if __name__ == "__main__":
    main()
