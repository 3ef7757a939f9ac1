"""A list of codes that are shown once, with ways to keep them: copy, print, save."""

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library


class _CodeList(rx.Component):
    library = library("code_list.jsx")
    tag = "CodeList"

    codes: Var[list[str]]
    title: Var[str]
    file_name: Var[str]


def code_list(codes: Var, *, title: Text, file_name: Text) -> rx.Component:
    """`title` says what they are, also in the file and on paper."""
    return _CodeList.create(codes=codes, title=title, file_name=file_name)
