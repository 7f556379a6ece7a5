"""A language model as large as spaCy's `en_core_web_lg`, with weights by chance: `python peer_model.py DIR PERSONS`.

doc_redaction loads that model by default, which is no package of the registry and needs a download. This one has the
same parts: 342,918 vectors of 300 numbers, two encoders of 96 wide and four deep over hashed features and vectors,
a tagger, a parser and an entity recognizer with the same labels. It costs what that one costs; what it finds is
nonsense. Its recognizer is made reluctant until it takes about PERSONS of the words on standard input for persons,
so that there is as much to redact.

Run by the Python of the peer: it needs spaCy and nothing of Woolak.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.vectors import Vectors

NAME = "en_core_web_lg"
VECTORS, WIDE = 342_918, 300
ENTITIES = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG", "PERCENT",
    "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
DEPENDENCIES = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta",
    "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj",
    "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
TAGS = 50
STEPS = 18


def _encoder(attrs: tuple[str, ...], rows: tuple[int, ...]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "attrs": list(attrs), "rows": list(rows),
            "include_static_vectors": True,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
            "maxout_pieces": 3,
        },
    }  # fmt: skip


def _transitions(tok2vec: dict[str, Any], state_type: str) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": state_type, "extra_state_tokens": False,
        "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": tok2vec,
    }  # fmt: skip


def _pipeline(words: list[str]) -> Language:
    """The parts of en_core_web_lg 3.8 that read a text, as its config.cfg has them."""
    nlp = spacy.blank("en")
    chance = np.random.default_rng(7)
    keys = [*dict.fromkeys([*words, *(word.lower() for word in words)])]
    keys += [f"w{number}" for number in range(VECTORS - len(keys))]
    data = chance.standard_normal((VECTORS, WIDE), dtype=np.float32)
    nlp.vocab.vectors = Vectors(data=data, keys=[nlp.vocab.strings.add(key) for key in keys])
    shared = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp.add_pipe("tok2vec", config={"model": _encoder(shared, (5000, 1000, 2500, 2500, 50, 50))})
    tagger: Any = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser: Any = nlp.add_pipe("parser", config={"model": _transitions(listener, "parser")})
    own = _encoder(shared[:5], (5000, 1000, 2500, 2500, 50))
    ner: Any = nlp.add_pipe("ner", config={"model": _transitions(own, "ner")})
    for number in range(TAGS):
        tagger.add_label(f"T{number}")
    for label in DEPENDENCIES:
        parser.add_label(label)
    for label in ENTITIES:
        ner.add_label(label)
    nlp.initialize()
    for pipe in (tagger, parser, ner):
        for node in pipe.model.walk():
            if node.name in ("linear", "softmax") and node.has_param("W"):
                node.set_param("W", chance.standard_normal(node.get_param("W").shape, dtype=np.float32) / 4)
    return nlp


def _make_reluctant(nlp: Language, text: str, wanted: int) -> None:
    """Let the recognizer name persons only, and so seldom that it takes about so many in this text."""
    ner: Any = nlp.get_pipe("ner")
    (upper,) = (node for node in ner.model.walk() if node.name == "linear" and node.get_dim("nO") == ner.moves.n_moves)
    moves = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
    bias = np.array([0.0 if name.endswith("PERSON") else -1000.0 for name in moves], np.float32)
    outside, doc = moves.index("O"), nlp.make_doc(text)
    low, high = -1000.0, 1000.0
    for _ in range(STEPS):
        bias[outside] = (low + high) / 2
        upper.set_param("b", bias)
        low, high = (bias[outside], high) if len(ner(doc.copy()).ents) > wanted else (low, bias[outside])


def main(out: Path, wanted: int) -> None:
    spacy.util.fix_random_seed(7)
    text, package = sys.stdin.read(), out / NAME
    package.mkdir(parents=True)
    _pipeline(text.split()).to_disk(package / "model")
    nlp = spacy.load(package / "model")  # which puts what a recognizer chooses from in another order
    _make_reluctant(nlp, text, wanted)
    nlp.get_pipe("ner").to_disk(package / "model" / "ner")  # type: ignore[attr-defined]
    lines = ["import pathlib", "import spacy", "def load(**said):"]
    lines.append("    return spacy.load(pathlib.Path(__file__).parent / 'model', **said)")
    (package / "__init__.py").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
