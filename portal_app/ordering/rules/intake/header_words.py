"""The words that people put above the columns of an order file, in German and English, and what such a column holds."""

import re
from functools import lru_cache

from portal_app.ordering.rules.intake.columns import ColumnKind
from portal_app.ordering.rules.intake.texts import folded

_K = ColumnKind
# In this order: the first kind that a head fits. Whole heads, then words that may also be a part of one (`Bestellmenge` has `menge`).
_WORDS: tuple[tuple[ColumnKind, str, str], ...] = (
    (
        _K.LEFT_OUT,
        "pos posnr position positionsnr lfdnr lfd zeile zeilennr line lineno linenumber row rownumber index verdict urteil stock bestand",
        "preis price betrag gesamtwert wert netto brutto total summe amount eur usd rabatt discount mwst vat vpe packungsgroesse packsize mindest moq "
        "lagerbestand gewicht weight",
    ),
    (_K.COST_CENTRE, "kst kstnr kostst cc", "kostenstelle costcentre costcenter"),
    (
        _K.REQUESTED_DATE,
        "datum date liefertag needby neededby",
        "termin lieferdatum wunschdatum bedarfsdatum deliverydate requesteddate duedate",
    ),
    (_K.UNIT, "me meh bme unit units uom unitofmeasure ve", "einheit"),
    (
        _K.QUANTITY,
        "stueck stck stk bedarf pieces pcs count needed wanted bestellen soll ordered",
        "menge anzahl stueckzahl quantity qty",
    ),
    (
        _K.REFERENCE,
        "po ref werk anlage equipment",
        "referenz reference kommission commission projekt project auftrag ponumber purchaseorder ordernumber orderno",
    ),
    (
        _K.NUMBER,
        "ean eannr sku number nummer artikel article item material code part teil",
        "artikelnr artikelnum artnr artikelno artikelcode artikelid materialnr materialnum matnr sachnr sachnummer teilenr teilenummer bestellnr bestellnummer "
        "produktnr produktnummer produktcode herstellernr herstellernummer lieferantennr lieferantenart kundenmaterial itemno itemnumber itemnr itemcode "
        "itemid partno partnumber partnr articleno articlenumber productno productnumber productcode productid stockcode materialno manufacturerno mpn "
        "catalogueno catalogno cataloguenumber catalognumber gtin",
    ),
    (
        _K.NAME,
        "name text produkt product title titel",
        "bezeichnung beschreibung benennung kurztext artikeltext artikelname produktname description designation",
    ),
    (_K.NOTE, "note notes zusatz zusatztext", "bemerkung notiz hinweis kommentar anmerkung remark comment"),
)
_KINDS = tuple((kind, frozenset(whole.split()), tuple(parts.split())) for kind, whole, parts in _WORDS)
_NO_LETTERS = re.compile(r"[^a-z]+")
_LONGEST = 40


@lru_cache(maxsize=4096)
def kind_by_head(head: str) -> ColumnKind | None:
    """What the word above a column says it holds; None when it says nothing."""
    word = _NO_LETTERS.sub("", folded(head))
    if not word or len(head) > _LONGEST:
        return None
    return next((kind for kind, whole, parts in _KINDS if word in whole or any(part in word for part in parts)), None)
