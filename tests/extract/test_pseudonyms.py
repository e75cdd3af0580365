from polybius.extract.article import Article, Comment, walk
from polybius.extract.identity import account_iri, document_iri
from polybius.extract.pseudonyms import pseudonym, with_pseudonyms

KEY, OTHER_KEY = b"a key that nobody knows", b"another key, as secret"
THREAD = (
    Comment("Rex is wrong.", author="Mira", replies=(Comment("No.", author="Rex"),)),
    Comment("Nobody signed this."),
)


def test_the_same_key_gives_the_same_pseudonym_and_another_key_another() -> None:
    assert pseudonym("Rex", KEY) == pseudonym("Rex", KEY) != pseudonym("Rex", OTHER_KEY)
    assert pseudonym("Rex", KEY) != pseudonym("Mira", KEY)
    assert pseudonym("\ud800", KEY).startswith("commenter-")


def test_authors_of_comments_and_replies_are_hidden_and_nothing_else() -> None:
    article = Article("Rex met Mira.", author="A. Writer", comments=THREAD)
    hidden = with_pseudonyms(article, KEY)
    assert [comment.author for _, _, comment in walk(hidden.comments)] == [
        pseudonym("Mira", KEY),
        pseudonym("Rex", KEY),
        None,
    ]
    texts = [comment.text for _, _, comment in walk(hidden.comments)]
    assert texts == ["Rex is wrong.", "No.", "Nobody signed this."]
    assert (hidden.author, document_iri(hidden)) == ("A. Writer", document_iri(article))


def test_an_account_cannot_be_guessed_from_the_name() -> None:
    iri = document_iri(Article("…", url="https://wire.example/1"))
    known, keyed = (account_iri(iri, "Wire", name) for name in ("Rex", pseudonym("Rex", KEY)))
    assert known != keyed != account_iri(iri, "Wire", pseudonym("Rex", OTHER_KEY))
