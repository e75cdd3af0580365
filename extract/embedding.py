"""Embedding: what a form of word means to a network, worked out once for each form.

spaCy's networks begin with what stands in a word by itself, whatever stands around it: a
third of their work. Most words of a text have been met before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from spacy.ml.featureextractor import FeatureExtractor
from thinc.api import Model, NumpyOps, chain
from thinc.types import Ragged

__all__ = ["remember_words"]

_MOST = 20_000  # forms of words remembered: 8 MB
# The layers of `spacy.MultiHashEmbed.v2`: a word's features, texts put behind one another,
# the features embedded, what they mean together, texts apart again.
_LAYERS = 5
_FEATURES = FeatureExtractor([]).name


def remember_words(network: Model[Any, Any]) -> None:
    """Let a network look up words that it has embedded, where that is how it begins."""
    for node in network.walk():
        is_embedding = len(node.layers) == _LAYERS and node.layers[0].name == _FEATURES
        if is_embedding and isinstance(node.ops, NumpyOps):
            node.layers[2:4] = [_remembering(chain(*node.layers[2:4]))]


def _remembering(embed: Model[Ragged, Ragged]) -> Model[Ragged, Ragged]:
    return Model("remember_words", _Vectors().look_up, layers=[embed])


class _Vectors:
    """The vectors of forms of words, in the order in which they were met."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._vectors: list[Any] = []

    def look_up(
        self, model: Model[Ragged, Ragged], words: Ragged, is_train: bool
    ) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
        """Return the words' vectors, each as if it had been worked out here."""
        (embed,) = model.layers
        if is_train:
            return embed(words, is_train)
        forms = _forms(words.data)
        self._learn(embed, words.data, forms)
        vectors = self._vectors[0][[self._numbers[form] for form in forms]]
        return Ragged(vectors, words.lengths), _no_training

    def _learn(self, embed: Model[Ragged, Ragged], features: Any, forms: list[bytes]) -> None:
        """Work out the vectors of forms that are new; if there are too many, forget the rest."""
        if len(self._numbers) > _MOST:
            self._numbers, self._vectors = {}, []
        rows = {form: row for row, form in enumerate(forms) if form not in self._numbers}
        if rows or not self._vectors:
            new = features[list(rows.values())]
            found = embed.predict(Ragged(new, embed.ops.asarray1i([len(new)]))).data
            self._vectors = [np.concatenate([*self._vectors, cast(Any, found)])]
            self._numbers |= {form: n for n, form in enumerate(rows, len(self._numbers))}


def _forms(features: Any) -> list[bytes]:
    """Return each word's features as a key."""
    size = features.shape[1] * features.itemsize
    found: list[bytes] = np.ascontiguousarray(features).view(f"V{size}").ravel().tolist()
    return found


def _no_training(_: Ragged) -> Ragged:
    raise NotImplementedError("words that are remembered teach nothing")
