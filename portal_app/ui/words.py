"""Texts of the screen: English in the source, switched in the browser without a round trip. Server texts: kernel.i18n."""

import sys

from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import Var
from reflex_base.vars.sequence import StringVar

from portal_app.ui.client import library
from portal_app.ui.messages import slice_of_module

_IMPORT = {library("words.js"): [ImportVar(tag="useText")]}


def T(text: str, **values: object) -> StringVar:
    """The text in the language of the person: `T("Sign in")`, `T("Hello {name}", name=State.name)`.

    `text` is a literal, it is the message id. Values are Vars or plain values; numbers are grouped as the language does.
    """
    return _text(_literal(text) + (f", {_values(values)}" if values else ""), values, _caller())


def TN(one: str, many: str, n: object, **values: object) -> StringVar:
    """A text with a count: `TN("{n} line", "{n} lines", State.count)`."""
    return _text(f"{_literal(one)}, {_literal(many)}, {Var.create(n)!s}, {_values(values)}", {**values, "n": n}, _caller(), ".many")


def _literal(text: str) -> str:
    return str(Var.create(text))


def _values(values: dict[str, object]) -> str:
    return str(Var.create(values))


def _text(arguments: str, values: dict[str, object], slice_name: str, form: str = "") -> StringVar:
    speaks = VarData(imports=_IMPORT, hooks={f'const t_{slice_name} = useText("{slice_name}")': None})
    data = VarData.merge(speaks, *(Var.create(value)._get_all_var_data() for value in values.values()))
    return Var(f"t_{slice_name}{form}({arguments})", _var_type=str, _var_data=data).to(str)


def _caller() -> str:
    """The slice whose source says the text: its words are fetched for the pages it speaks on."""
    return slice_of_module(sys._getframe(2).f_globals["__name__"])
