"""A path from a link or a form leads to a page of this portal or to the start page, whatever is written there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel.paths import own_path

OWN = ["/", "/desk", "/desk?view=late&page=2", "/orders/4711#line-3", "/suche?q=Schraube%20M8", "/a-b_c.d~e"]
FOREIGN = [
    "", "desk", "https://evil.example", "http:evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "/%2f/evil.example", "/%2Fevil.example", "/%252f%252fevil.example", "/%5cevil.example", "javascript:alert(1)", "/\tevil", "/\x00", "/a\nb",
    " /desk", "/de sk", "//", "/" + "x" * 500, "data:text/html,x", "/\u0085", "/desk\\..\\x",
]  # fmt: skip


@pytest.mark.parametrize("path", OWN)
def test_our_own_paths_are_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize("path", FOREIGN)
def test_everything_else_becomes_the_start_page(path: str) -> None:
    assert own_path(path) == "/"


@given(st.text(max_size=30) | st.text("/\\%2fFcC.:@#?javascript", max_size=30))
def test_what_is_kept_begins_with_one_slash_and_names_no_host(path: str) -> None:
    kept = own_path(path)
    assert kept.startswith("/") and kept[1:2] not in ("/", "\\")
    assert kept in (path, "/")
