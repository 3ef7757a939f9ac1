"""The tokens: contrast of every pair in both themes, colours of plots for eyes that mix colours up, and no colour beside the tokens."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "assets" / "styles"
CLIENT = Path(__file__).parents[2] / "portal_app" / "ui"
SURFACES = ("sheet", "paper", "inset")
STATES = ("ochre", "red", "green", "blue", "plum", "petrol")
SERIES = ("c1", "c2", "c3", "c4", "c5", "c6")

TEXT = [
    *[(text, surface) for text in ("ink", "ink-2", "ink-3", *STATES) for surface in SURFACES],
    *[(state, f"{state}-tint") for state in STATES],
    *[("ink", f"{state}-tint") for state in STATES],
    ("on-petrol", "petrol"),
    ("on-petrol", "petrol-press"),
    ("ink", "mark"),
    ("sheet", "ink"),  # bulk bar and toasts
    ("sheet", "red"),  # the destructive button of a dialog
    ("black", "white"),
]
LINES = [*[(line, surface) for line in ("rule-strong", "focus") for surface in SURFACES], *[(series, "sheet") for series in SERIES]]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST_DISTANCE = {"light": {"protan": 30, "deutan": 14, "tritan": 12}, "dark": {"protan": 29, "deutan": 23, "tritan": 23}}


@cache
def tokens(theme: str) -> dict[str, str]:
    """Name to hex colour in a theme; the dark one changes the light one."""
    source = (STYLES / "tokens.css").read_text("utf-8")
    light, dark = (re.search(pattern, source, re.DOTALL)[1] for pattern in (r":root \{(.*?)\n\}", r":root\[data-theme=dark\] \{(.*?)\n\}"))
    read = lambda block: dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", block))  # noqa: E731
    return read(light) | (read(dark) if theme == "dark" else {})


def linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    light, dark = sorted(
        (sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)) for colour in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear RGB, white D65."""
    rows = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    xyz = (sum(weight * part for weight, part in zip(row, rgb, strict=True)) / white for row, white in zip(rows, (0.95047, 1.0, 1.08883), strict=True))
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen_by(colour: str, eyes: str) -> tuple[float, float, float]:
    mixed = (sum(weight * part for weight, part in zip(row, linear(colour), strict=True)) for row in EYES[eyes])
    return lab(tuple(min(1.0, max(0.0, part)) for part in mixed))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_is_readable_on_its_ground(theme: str, text: str, ground: str):
    assert contrast(tokens(theme)[text], tokens(theme)[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_borders_rings_and_plots_stand_out_from_their_ground(theme: str, line: str, ground: str):
    assert contrast(tokens(theme)[line], tokens(theme)[ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_series_of_a_plot_differ_also_for_eyes_that_mix_colours_up(theme: str, eyes: str):
    seen = [seen_by(tokens(theme)[series], eyes) for series in SERIES]
    nearest = min(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 for one, other in combinations(seen, 2))
    assert round(nearest) >= LEAST_DISTANCE[theme][eyes]


def test_the_measures_are_right_for_known_colours():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#FF0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)


def test_the_dark_theme_gives_every_colour_of_the_light_one_a_value_of_its_own():
    same = {name for name in tokens("light") if tokens("light")[name] == tokens("dark")[name]}
    assert same == {"white", "black"}


def test_every_colour_comes_from_a_token():
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab)\(")
    files = [path for path in (*STYLES.glob("*.css"), *CLIENT.rglob("*.jsx")) if path.name != "tokens.css"]
    found = [f"{path.name}: {line.strip()[:80]}" for path in files for line in path.read_text("utf-8").splitlines() if literal.search(_without_links(line))]
    assert len(files) > 10
    assert found == []


def _without_links(line: str) -> str:
    """In client files `#` also begins the address of a part of the sprite or page."""
    return re.sub(r"[`\"'(/}]#[\w${]|#reflex[\w-]*", "", line)


def test_every_token_that_is_used_is_defined():
    defined = set(re.findall(r"--([\w-]+):", (STYLES / "tokens.css").read_text("utf-8")))
    local = {name for path in STYLES.glob("*.css") for name in re.findall(r"[{;] ?--([\w-]+):", path.read_text("utf-8"))}
    used = {name for path in STYLES.glob("*.css") for name in re.findall(r"var\(--([\w-]+)", path.read_text("utf-8"))}
    assert used - defined - local == set()
    assert {name for name in defined - used if not re.fullmatch(r"c\d|heat|plum|blue|s\d|green", name)} == set()


def test_the_faces_of_the_first_visit_stay_small():
    fonts = STYLES.parent / "fonts"
    assert sum(path.stat().st_size for path in fonts.glob("*-west-*.woff2")) <= 26_000


def test_each_letter_of_a_face_is_in_one_file_and_each_file_is_there():
    source = (STYLES / "base.css").read_text("utf-8")
    faces = re.findall(r"@font-face \{ font-family: (Next|Mono); src: url\(/fonts/([\w.-]+)\).*?font-weight: ([\d ]+);.*?unicode-range: ([^;]+);", source)
    assert len(faces) == 6
    for family in ("Next", "Mono"):
        files = [(file, weight, _letters(ranges)) for name, file, weight, ranges in faces if name == family]
        assert len({weight for _, weight, _ in files}) == 1  # else a browser takes one of the files and leaves the others
        assert all((STYLES.parent / "fonts" / file).exists() for file, _, _ in files)
        assert not any(one & other for (_, _, one), (_, _, other) in combinations(files, 2))
        assert set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) <= set().union(*(letters for _, _, letters in files))


def _letters(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found
