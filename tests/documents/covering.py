"""Which signs the fonts of papers have: what portal_app/documents/fonts/covered.txt says. Run as a module, it writes that file's contents."""

from collections.abc import Iterable, Iterator

from fontTools.ttLib import TTFont

from portal_app.documents.actions.printing import FONTS


def covered_signs() -> set[int]:
    """What each weight of one of the families has. The mono font is for numbers and always stands before another one."""
    families: dict[str, set[int]] = {}
    for path in sorted(FONTS.glob("*.ttf")):
        font = TTFont(path)
        family, signs = font["name"].getDebugName(16) or font["name"].getDebugName(1), set(font.getBestCmap())
        if "Mono" not in family:
            families[family] = families.get(family.removesuffix(" SemiBold"), signs) & signs
    return set.union(*families.values())


def in_ranges(signs: Iterable[int]) -> Iterator[str]:
    start = last = None
    for sign in [*sorted(signs), None]:
        if last is not None and sign != last + 1:
            yield f"{start:04X}-{last:04X}"
            start = sign
        start, last = start if start is not None else sign, sign


if __name__ == "__main__":
    print("# Written by tests/documents/covering.py: what the fonts beside it have.")
    print("\n".join(in_ranges(covered_signs())))
