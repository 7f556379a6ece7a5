"""How documents relate to each other, to what was published before, and to the request.

Every relation is a proposal for a person: documents that are doubles of each other, that are contained in another,
versions of one text, already public, or outside the request.
"""

from woolak.pipeline.relate.doubles import Sheet, find_relations
from woolak.pipeline.relate.known import KnownDocument, KnownIndex
from woolak.pipeline.relate.scope import Asked, outside_request
from woolak.pipeline.relate.wording import words_of

__all__ = [
    "Asked",
    "KnownDocument",
    "KnownIndex",
    "Sheet",
    "find_relations",
    "outside_request",
    "words_of",
]
