"""What the address of a page says, known to the browser before the portal is asked: parts of the query, the token of a mail's link."""

from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import Var
from reflex_base.vars.sequence import StringVar

from portal_app.ui.client import library

_LIBRARY = library("addresses.js")


def query_part(name: str) -> StringVar:
    """`next` of `/sign-in?next=/company`; "" when it is not there."""
    return _of("useQueryPart", f"query_{name}", f'"{name}"')


def with_query(path: str) -> StringVar:
    """The address of another page, with the query of this one."""
    return Var.create(path).to(str) + _of("useQuery", "query", "")


def link_token() -> StringVar:
    """The token behind the # of the address; null until the page stands, "" when there is none."""
    return _of("useLinkToken", "link_token", "")


def _of(hook: str, name: str, argument: str) -> StringVar:
    data = VarData(imports={_LIBRARY: [ImportVar(tag=hook)]}, hooks={f"const {name} = {hook}({argument})": None})
    return Var(name, _var_type=str, _var_data=data).to(str)
