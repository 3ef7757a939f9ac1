"""The categories of the demo, parents first."""

from portal_app.catalog.rules.products import CategoryFacts

_TREE = {
    ("fasteners", "Fasteners", "Verbindungselemente"): (
        ("hex-bolts", "Hexagon bolts", "Sechskantschrauben"), ("socket-screws", "Socket screws", "Innensechskantschrauben"),
        ("machine-screws", "Machine screws", "Maschinenschrauben"), ("set-screws", "Set screws", "Gewindestifte"),
        ("carriage-bolts", "Carriage bolts", "Schlossschrauben"), ("wood-screws", "Wood screws", "Holzschrauben"),
        ("hex-nuts", "Hexagon nuts", "Sechskantmuttern"),
        ("lock-nuts", "Lock nuts", "Sicherungsmuttern"), ("cap-nuts", "Cap and wing nuts", "Hut- und Flügelmuttern"),
        ("washers", "Washers", "Scheiben"), ("lock-washers", "Lock washers", "Sicherungsscheiben"), ("cable-ties", "Cable ties", "Kabelbinder"),
    ),
    ("tools", "Tools", "Werkzeuge"): (
        ("drills", "Drills", "Bohrer"), ("taps", "Taps", "Gewindebohrer"), ("cutting-discs", "Cutting and grinding discs", "Trenn- und Schleifscheiben"),
        ("spanners", "Spanners and sockets", "Schraubenschlüssel und Einsätze"), ("hex-keys", "Hexagon keys", "Winkelschlüssel"),
        ("screwdrivers", "Screwdrivers", "Schraubendreher"), ("pliers", "Pliers", "Zangen"), ("hammers", "Hammers", "Hämmer"),
    ),
    ("safety", "Safety equipment", "Arbeitsschutz"): (
        ("gloves", "Gloves", "Handschuhe"), ("shoes", "Safety shoes", "Sicherheitsschuhe"), ("clothing", "Protective clothing", "Schutzkleidung"),
        ("eye-protection", "Eye protection", "Augenschutz"), ("hearing-protection", "Hearing protection", "Gehörschutz"), ("helmets", "Helmets", "Helme"),
    ),
    ("workshop", "Workshop", "Werkstattbedarf"): (
        ("bearings", "Bearings", "Wälzlager"), ("cleaners", "Cleaners", "Reiniger"), ("lubricants", "Lubricants", "Schmierstoffe"),
        ("adhesives", "Adhesives", "Klebstoffe"),
    ),
}  # fmt: skip
CATEGORIES = tuple(
    facts for top, below in _TREE.items() for facts in (CategoryFacts(*top), *(CategoryFacts(*one, parent=top[0]) for one in below))
)  # fmt: skip
