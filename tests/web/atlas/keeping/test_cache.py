import gzip
import threading

from django.test import RequestFactory

from rarekin.web.atlas.keeping.cache import KeptPage, PageCache

PAGE = KeptPage.from_html("<p>Hello</p>", "r1-en")


def test_kept_page__equal_html_is_equal_bytes():
    assert KeptPage.from_html("<p>Hello</p>", "r1-en") == PAGE


def test_answer__is_compressed_where_the_reader_accepts_it():
    zipped = PAGE.answer(RequestFactory().get("/", headers={"accept-encoding": "br, gzip"}))
    assert gzip.decompress(zipped.content) == PAGE.answer(RequestFactory().get("/")).content


def test_answer__a_good_copy_is_not_sent_again():
    response = PAGE.answer(RequestFactory().get("/", headers={"if-none-match": PAGE.etag}))
    assert (response.status_code, response.content) == (304, b"")


def test_cache__pushes_the_least_recently_read_out():
    cache = PageCache(max_bytes=2 * len(PAGE.zipped) + 1)
    for key in ("a", "b"):
        cache.get(key, lambda: PAGE)
    cache.peek("a")
    cache.get("c", lambda: PAGE)
    assert cache.peek("a") is PAGE
    assert cache.peek("b") is None


def test_cache__many_threads_at_once_agree():
    cache, seen = PageCache(10_000), []

    def read(number):
        seen.append(cache.get(number % 3, lambda: PAGE))

    threads = [threading.Thread(target=read, args=(i,)) for i in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 24
    assert cache._bytes == 3 * len(PAGE.zipped)
