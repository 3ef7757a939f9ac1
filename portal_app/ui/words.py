"""Texts of the screen: English in the source, switched in the browser without a round trip. Server texts: kernel.i18n."""

from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import Var
from reflex_base.vars.sequence import StringVar

from portal_app.ui.client import library

_SPEAKS = VarData(imports={library("words.js"): [ImportVar(tag="useText")]}, hooks={"const t = useText()": None})


def T(text: str, **values: object) -> StringVar:
    """The text in the language of the person: `T("Sign in")`, `T("Hello {name}", name=State.name)`.

    `text` is a literal, it is the message id. Values are Vars or plain values; numbers are grouped as the language does.
    """
    filled = f"t({_literal(text)}, {_values(values)})" if values else f"t({_literal(text)})"
    return _text(filled, values)


def TN(one: str, many: str, n: object, **values: object) -> StringVar:
    """A text with a count: `TN("{n} line", "{n} lines", State.count)`."""
    return _text(f"t.many({_literal(one)}, {_literal(many)}, {Var.create(n)!s}, {_values(values)})", {**values, "n": n})


def _literal(text: str) -> str:
    return str(Var.create(text))


def _values(values: dict[str, object]) -> str:
    return str(Var.create(values))


def _text(expression: str, values: dict[str, object]) -> StringVar:
    data = VarData.merge(_SPEAKS, *(Var.create(value)._get_all_var_data() for value in values.values()))
    return Var(expression, _var_type=str, _var_data=data).to(str)
