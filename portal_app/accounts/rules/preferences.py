"""How a person wants the pages: language, theme, density, single-key shortcuts. An empty choice leaves it to the browser."""

from dataclasses import dataclass

from portal_app.kernel.i18n import LANGUAGES

CHOICES: dict[str, tuple[str, ...]] = {
    "language": LANGUAGES,
    "theme": ("", "light", "dark", "system"),
    "density": ("", "compact", "normal", "comfortable"),
    "keys": ("", "on", "off"),
}


@dataclass(frozen=True)
class Preferences:
    language: str
    theme: str = ""
    density: str = ""
    keys: str = ""


def is_choice(name: str, value: str) -> bool:
    return value in CHOICES.get(name, ())
