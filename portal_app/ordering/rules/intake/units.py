"""Words for units of measure as people write them, in German and English."""

from portal_app.ordering.rules.intake.texts import folded

PACK = "pack"  # not a unit of measure but what a product is sold in
_WORDS = {
    "C62": "stk stck stück stücke st pcs pc pce piece pieces ea each c62 h87",
    "MTR": "m mtr meter metre meters metres lfm lfdm laufmeter",
    "KGM": "kg kgm kilo kilogramm kilogram kilograms",
    "LTR": "l ltr lt liter litre liters litres",
    "PR": "paar paare pr prs pair pairs",
    PACK: "pack packs pk pkg pck pckg packung packungen paket pakete ve vpe karton kartons kt ktn box boxes bx schachtel schachteln beutel btl "
    "carton cartons ctn verpackungseinheit verpackungseinheiten",
}
_UNITS = {folded(word): unit for unit, words in _WORDS.items() for word in words.split()}
# Of the words that also stand inside names and numbers, a line of free text needs more than the letter.
WRITTEN = sorted({word for words in _WORDS.values() for word in words.split()}, key=len, reverse=True)


def unit_of(word: str) -> str:
    """The code of UN/ECE Recommendation 20, `pack`, or empty for a word that means no unit we know."""
    return _UNITS.get(folded(word), "")
