"""HTML pages."""

from __future__ import annotations

import json

import pytest

from polybius.extract.article import walk
from polybius.extract.reading import page
from polybius.extract.reading.page import read_page
from polybius.extract.reading.unreadable import ReadingError

PARAGRAPHS = (
    "Finland invited Estonia to talks on the cable on Monday, its foreign ministry said.",
    "Estonia’s prime minister welcomed the offer & asked for <b>a date</b> in April.",
    "Nobody in Helsinki would say on Tuesday whether there was one, or who would come.",
)
WORDPRESS = """<section id="comments" class="comments-area"><h2>3 comments</h2>
<ol class="comment-list">
<li class="comment even" id="comment-11"><article id="div-comment-11" class="comment-body">
 <footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Anna</b>
 <span class="says">says:</span></div>
 <a href="#"><time datetime="2024-05-07T10:00:00+00:00">7 May</time></a>
 </footer><div class="comment-content"><p>First.</p><p>Line<br>break.</p></div>
 <div class="reply"><a href="#">Reply</a></div></article>
 <ol class="children"><li class="comment odd" id="comment-12"><article class="comment-body">
  <footer><b class="fn">Ben 2</b></footer>
  <div class="comment-content"><p>No.</p></div></article></li></ol>
</li>
<li class="comment" id="comment-13"><article class="comment-body">
 <footer><b class="fn">Cy</b></footer>
 <div class="comment-content"><p>Me too.</p></div></article></li></ol>
<div id="respond"><h3>Leave a reply</h3></div></section>"""
SCHEMA = """<div id="talk"><div itemscope itemtype="https://schema.org/Comment">
 <span itemprop="author" itemscope><span itemprop="name">Anna</span></span>
 <meta itemprop="dateCreated" content="2024-05-07"><div itemprop="text">First.</div>
 <div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
  <span itemprop="author">Ben 2</span><p itemprop="text">No.</p></div></div>
 <div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Cy</span>
 <p itemprop="text">Me too.</p></div></div>"""
PLAIN_DIVS = """<div class="comments"><div class="comment"><p class="author">Anna</p><p>First.</p>
 <div class="comment"><p class="author">Ben 2</p><p>No.</p></div></div>
 <div class="comment"><p class="author">Cy</p><p>Me too.</p></div></div>"""


def html(head: str = "", tail: str = "", body: str | None = None) -> bytes:
    if body is None:
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>Talks Offered | The Wire</title>{head}
</head><body><nav><a href="/">Home</a></nav><article><h1>Talks Offered</h1>{body}</article>
{tail}<footer><p>All rights reserved.</p></footer></body></html>""".encode()


def test_the_body_is_paragraphs() -> None:
    article = read_page(html())
    assert article.title == "Talks Offered"
    assert article.lang == "en"
    expected = "\n\n".join(PARAGRAPHS).replace("<b>", "").replace("</b>", "")
    assert article.text == expected


def test_nothing_is_known_that_the_page_does_not_state() -> None:
    dated = html(
        body="<p>Posted on 5 May 2024 by the desk at https://w.example/2024/05/05/a.</p>" * 9
    )
    article = read_page(dated)
    assert (article.published, article.outlet, article.url) == (None, None, None)
    assert article.comments == ()


LINKED = {
    "@graph": [
        {"@type": "WebPage", "datePublished": "2001-01-01"},
        {
            "@type": ["NewsArticle"],
            "datePublished": "2024-05-06T07:08:09Z",
            "publisher": {"@type": "Organization", "name": "The Wire"},
        },
    ]
}
TIME = '<time class="updated" datetime="2024-05-09"></time><time {} datetime="2024-05-06"></time>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-05-06T07:08:09Z">',
            "2024-05-06T07:08:09Z",
        ),
        ('<meta name="date" content="2024-05-06">', "2024-05-06"),
        (
            '<meta name="date" content="May 6"><meta name="pubdate" content="2024-05-06">',
            "2024-05-06",
        ),
        ('<meta itemprop="datePublished" content="2024-05-06">', "2024-05-06"),
        (TIME.format("pubdate"), "2024-05-06"),
        (TIME.format('class="x dt-published"'), "2024-05-06"),
        (TIME.format('class="comment-date"'), None),
        ('<meta property="article:modified_time" content="2024-05-06">', None),
        (
            f'<script type="application/ld+json">{json.dumps(LINKED)}</script>',
            "2024-05-06T07:08:09Z",
        ),
        ('<script type="application/ld+json">{"@type": </script>', None),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>', None),
    ],
)
def test_the_date_is_the_markup_s(head: str, published: str | None) -> None:
    assert read_page(html(head)).published == published


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content=" The  Wire ">',
        '<meta name="application-name" content="The Wire">',
        f'<script type="application/ld+json">{json.dumps(LINKED)}</script>',
    ],
)
def test_the_outlet(head: str) -> None:
    assert read_page(html(head)).outlet == "The Wire"


def test_address_and_author() -> None:
    article = read_page(
        html(
            '<link rel="canonical" href="/relative"><meta name="author" content="Lena Ortega">'
            '<meta property="og:url" content="https://w.example/a?b=c">'
        )
    )
    assert (article.url, article.author) == ("https://w.example/a?b=c", "Lena Ortega")


@pytest.mark.parametrize("thread", [WORDPRESS, SCHEMA, PLAIN_DIVS])
def test_comments_are_a_tree_apart_from_the_body(thread: str) -> None:
    article = read_page(html(tail=thread))
    found = [(parent, comment.author) for _, parent, comment in walk(article.comments)]
    assert found == [(None, "Anna"), (1, "Ben 2"), (None, "Cy")]
    texts = [comment.text for _, _, comment in walk(article.comments)]
    assert texts in (["First.", "No.", "Me too."], ["First.\n\nLine\nbreak.", "No.", "Me too."])
    assert article.text == read_page(html()).text
    assert article.author is None


def test_a_comment_has_its_id_and_date() -> None:
    first = read_page(html(tail=WORDPRESS)).comments[0]
    assert (first.id, first.published) == ("comment-11", "2024-05-07T10:00:00Z")


def test_a_quotation_in_a_comment_comes_once() -> None:
    quote = "<blockquote><p>She said so.</p></blockquote><p>Did she?</p>"
    article = read_page(html(tail=f'<div class="comment"><p class="author">A</p>{quote}</div>'))
    assert [comment.text for comment in article.comments] == ["She said so.\n\nDid she?"]


def test_comments_of_unusual_markup_are_trafilatura_s() -> None:
    rows = "<ul><li><p>Well said, and about time too.</p></li><li><p>Not at all so.</p></li></ul>"
    article = read_page(html(tail=f'<section id="comments-block">{rows}</section>'))
    texts = [comment.text for comment in article.comments]
    assert texts == ["Well said, and about time too.", "Not at all so."]
    assert {comment.author for comment in article.comments} == {None}
    assert "Well said" not in article.text


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1250", "cp1250"), ("ISO-8859-1", "cp1252"), ("utf-8", "utf-8"), ("none", "cp1252")],
)
def test_the_declared_encoding(charset: str, encoding: str) -> None:
    text = "Prezident přijel. “Žádné” změny." if encoding == "cp1250" else "A “café” closed."
    data = html(f'<meta charset="{charset}">', body=f"<p>{text}</p>" + "<p>It rained.</p>" * 9)
    assert text in read_page(data.decode().encode(encoding)).text


def test_entities_of_the_document_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    data = html(body=f"<p>Text &a; and &b; here.</p><p>{'It rained all day. ' * 20}</p>")
    text = read_page(data.replace(b"<!DOCTYPE html>", bomb.encode())).text
    assert "boom" not in text
    assert "root:" not in text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<html></html>", "no article"),
        (b"<!-- -->", "no article"),
        (html(body="<div>" * 400), "breaks off"),
        (html(body="<p>" + "a" * 10_500_000), "breaks off"),
        (html(body="<i>a</i>" * (page.ELEMENT_LIMIT + 1)), "more than 30,000 elements"),
        (html(body="<i>a</i>" * (10 * page.ELEMENT_LIMIT + 1)), "more than 300,000 elements"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem):
        read_page(data)


def test_a_long_thread_counts_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "ELEMENT_LIMIT", 100)
    comment = '<div class="comment"><p class="author">A</p><p>Hello there.</p></div>'
    assert len(read_page(html(tail=comment * 40)).comments) == 40


def test_trafilatura_says_nothing_itself(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ReadingError):
        read_page(b"<html><body><p></p></body></html>")
    assert capfd.readouterr() == ("", "")
