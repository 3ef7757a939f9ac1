"""The table in docs/operations/settings.md says the same as the Settings class."""

import annotated_types
import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from portal_app.kernel.config import DEMO_SECRET, ROOT, BadSettings, Mode, Settings, read_settings
from tests.docs.pages import rows_of

PAGE = ROOT / "docs" / "operations" / "settings.md"


def written() -> dict[str, dict[str, str]]:
    return {row["Setting"].strip("`"): row for row in rows_of(PAGE) if "Setting" in row}


def names() -> list[str]:
    return [f"PORTAL_{name.upper()}" for name in Settings.model_fields]


def default_in_words(field: FieldInfo) -> str:
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    if value == DEMO_SECRET:
        return "the demo's key"
    if value == "":
        return "empty"
    return f"`{value.relative_to(ROOT) if value == ROOT / 'var' else value}`"


def range_in_words(field: FieldInfo) -> str | None:
    least = next((rule.ge for rule in field.metadata if isinstance(rule, annotated_types.Ge)), None)
    most = next((rule.le for rule in field.metadata if isinstance(rule, annotated_types.Le)), None)
    if least is None:
        return None
    return f"{least} or more" if most is None else f"{least} to {most}"


def test_the_table_has_every_setting_in_the_order_of_the_class():
    assert list(written()) == names()


@pytest.mark.parametrize("name", names())
def test_default_and_range_are_those_of_the_class(name: str):
    field, row = Settings.model_fields[name.removeprefix("PORTAL_").lower()], written()[name]
    assert row["Default"] == default_in_words(field)
    assert row["Allowed"] == (range_in_words(field) or row["Allowed"])
    assert row["Meaning"]


def test_the_modes_are_those_of_the_class():
    assert {word.strip(" `") for word in written()["PORTAL_MODE"]["Allowed"].split(",")} == {mode.value for mode in Mode}


def test_production_asks_for_what_the_page_says():
    with pytest.raises(BadSettings) as refused:
        read_settings(mode="production")
    asked_for = {line.split(":")[0] for line in str(refused.value).splitlines()}
    said = PAGE.read_text(encoding="utf-8").split("## What production asks for")[1]
    assert asked_for and {name for name in names() if f"- `{name}`" in said} == asked_for
