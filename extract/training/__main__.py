"""Learn attribution's weights from annotated articles: ``python -m polybius.extract.training``.

Reads ``$POLYBIUS_DATA/eval/dev/attribution-train.*``, writes ``data/attribution.tsv``;
the same data, code and language model give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..analysis import Passage
from ..article import Article
from ..claims.cue_features import rate
from ..claims.quoted import Quoted
from ..claims.weights import CHOICES, write_tables
from ..claims.words import Words
from ..pipeline import Extractor
from .examples import Annotated, Example, annotated, cue_examples, role_examples, words_seen
from .fit import fit, log_odds

__all__ = ["WrongDataError", "learn", "main"]

DATA = {
    "attribution-train.articles.jsonl": (
        "8143080322e78911f2ab973843cc8c3134ff8317225893e78ae89d4ce0382410"
    ),
    "attribution-train.gold.jsonl": (
        "af444df2679afc3eb60218d1a7ed960a68dc664868a92d752ff2e7eb9954133a"
    ),
}
# Squares of weights are held down less (see `fit`) where the features are few.
STRENGTHS = defaultdict(lambda: 3.0, cue=10.0, cue_start=1.5, near_before=2.0, far_after=6.0)
COMMENT = (
    "Weights in hundredths, learned by `make train` from PolNeAR; see docs/attribution-model.md."
)
Read = tuple[Passage, Words, list[Annotated]]


class WrongDataError(Exception):
    """A file of the annotated articles is missing, or not the one the weights come from."""


def main() -> None:
    """Write the weights anew; exit with a message where the data are not as expected."""
    target = Path(__file__).parents[1] / "data" / "attribution.tsv"
    try:
        rows, gold = _annotated_articles(Path(os.environ.get("POLYBIUS_DATA", "../shared")))
    except WrongDataError as error:
        sys.exit(str(error))
    bodies = _bodies(rows, gold)
    target.write_text(write_tables(learn(bodies), COMMENT), encoding="utf-8")


def learn(bodies: Iterable[Read]) -> dict[str, dict[str, float]]:
    """Return the tables of all choices, learned from bodies with their attributions."""
    read = list(bodies)
    seen = (
        (n, *word) for n, (_, words, gold) in enumerate(read) for word in words_seen(words, gold)
    )
    found = {"gate": log_odds(seen)}
    examples = defaultdict[str, list[tuple[int, Example]]](list)
    for number, (passage, words, gold) in enumerate(read):
        rate(words, found["gate"])
        asked = [*cue_examples(words, gold)]
        asked += [e for a in gold for e in role_examples(words, passage.doc, a)]
        for example in asked:
            examples[example.choice].append((number, example))
    for choice in CHOICES[1:]:
        found[choice] = fit(examples.pop(choice), STRENGTHS[choice])
    return found


def _annotated_articles(folder: Path) -> tuple[list[Any], list[Any]]:
    articles, gold = (_lines(folder / "eval" / "dev" / name) for name in DATA)
    return articles, gold


def _lines(path: Path) -> list[Any]:
    if not path.exists():
        raise WrongDataError(f"{path} is missing; set POLYBIUS_DATA to the folder above eval/dev")
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != DATA[path.name]:
        raise WrongDataError(f"{path} has the SHA-256 {digest}, not {DATA[path.name]}")
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]


def _bodies(rows: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]]) -> Iterator[Read]:
    articles = (Article(row["text"], id=row["id"]) for row in rows)
    parsed = Extractor().annotator.annotate(articles)
    for analysis, annotation in zip(parsed, gold, strict=True):
        if analysis.article.id != annotation["id"]:
            raise WrongDataError(f"articles and annotations differ at {annotation['id']}")
        (passage,) = analysis.passages
        words = Words(passage.doc, Quoted(passage))
        yield passage, words, annotated(passage.doc, annotation["attributions"])


if __name__ == "__main__":
    main()
