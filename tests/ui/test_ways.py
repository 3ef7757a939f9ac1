"""The sign-in knows the way back."""

import pytest

from portal_app.ui.ways import with_way_back


@pytest.mark.parametrize(("path", "address"), [
    ("/desk?view=late&page=2", "/sign-in?next=/desk%3Fview%3Dlate%26page%3D2"), ("/", "/sign-in"), ("//evil.example", "/sign-in"),
    ("/sign-in", "/sign-in"), ("/sign-in/code", "/sign-in"), ("/second-step", "/sign-in"),
])  # fmt: skip
def test_the_sign_in_knows_the_way_back(path: str, address: str) -> None:
    assert with_way_back("/sign-in", path) == address
