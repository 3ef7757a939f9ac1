"""German joins words: a Sechskantschraube is a Schraube. These are the ends that people search by themselves, folded."""

from collections.abc import Iterator

_ENDS = (
    "schraube", "mutter", "scheibe", "ring", "stift", "bolzen", "niet", "duebel", "anker", "schluessel", "bohrer", "saege", "feile", "zange",
    "hammer", "dreher", "einsatz", "klinge", "messer", "band", "handschuh", "schuh", "stiefel", "jacke", "hose", "weste", "brille", "helm", "schutz",
    "lager", "binder", "reiniger", "spray", "paste", "fett", "kleber", "sicherung", "stoepsel", "satz", "rohr", "schlauch", "ventil", "filter",
)  # fmt: skip
_ENDINGS = ("", "n", "e", "en", "s", "er")
_TAILS = frozenset(end + ending for end in _ENDS for ending in _ENDINGS)
_LONGEST = max(map(len, _TAILS))


def ends_in(word: str) -> Iterator[str]:
    """The ends of a joined word, with what is bent at them: of `sechskantschrauben` the word `schrauben`."""
    for length in range(min(_LONGEST, len(word) - 2), 3, -1):
        if word[-length:] in _TAILS:
            yield word[-length:]
