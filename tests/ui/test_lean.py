"""The build stops where our small modules no longer fit what the pages ask for (decision 0016)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import portal_app

PLUGIN = Path(portal_app.__file__).parent / "ui" / "lean" / "plugin.js"
ASKED = ["@emotion/react", "mergician", "universal-cookie"]
TRANSPORTS = "/web/node_modules/engine.io-client/build/esm/transports/index.js"

_BUILD = """
import { pathToFileURL } from "node:url";
const [plugin, build] = process.argv.slice(-2);
const { asked, modules, side, failed } = JSON.parse(build);
const lean = (await import(pathToFileURL(plugin))).default();
const told = { resolved: [], changed: {}, error: "" };
const of = { environment: { name: side }, error(sentence) { throw new Error(sentence); } };
try {
  for (const name of asked) told.resolved.push(lean.resolveId.call(of, name));
  for (const [id, code] of Object.entries(modules)) told.changed[id] = lean.transform.call(of, code, id)?.code ?? null;
  lean.buildEnd.call(of, failed ? new Error("earlier") : undefined);
} catch (error) { told.error = error.message; }
console.log(JSON.stringify(told));
"""


def build(asked: list[str] = ASKED, modules: dict[str, str] | None = None, side: str = "client", failed: bool = False) -> dict:
    """What the plugin tells a build that asks for these packages and holds these modules, by path."""
    wanted = {"asked": asked, "modules": {TRANSPORTS: "all of them"} if modules is None else modules, "side": side, "failed": failed}
    node = Path(sys.executable).with_name("node")  # from the same package that builds the pages
    done = subprocess.run([node, "--input-type=module", "-e", _BUILD, PLUGIN, json.dumps(wanted)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_package_is_replaced_by_a_module_that_is_there():
    told = build()
    assert told["error"] == ""
    assert [Path(path).parent for path in told["resolved"]] == [PLUGIN.parent] * 3
    assert all(Path(path).is_file() for path in told["resolved"])
    assert "polling" not in told["changed"][TRANSPORTS]
    assert "websocket" in told["changed"][TRANSPORTS]


def test_other_packages_stay_as_they_are():
    assert build([*ASKED, "react"])["resolved"][-1] is None


@pytest.mark.parametrize("gone", ASKED)
def test_a_package_that_nobody_asks_for_any_more_stops_the_build(gone: str):
    assert gone in build([name for name in ASKED if name != gone])["error"]


def test_transports_that_moved_stop_the_build():
    assert "transports" in build(modules={})["error"]


def test_only_the_pages_of_the_browser_are_held_to_it_and_an_earlier_error_is_not_hidden():
    assert build([], {}, side="ssr")["error"] == ""
    assert build([], {}, failed=True)["error"] == ""


@pytest.mark.parametrize(("path", "code", "stops"), [
    ("/web/app/routes/desk.jsx", 'jsx("svg",{css:({"fill":"none"})})', True),
    ("/web/utils/stateful.jsx", 'jsx("svg",{id:"a", css:({"fill":"none"})})', True),
    ("\\web\\app\\routes\\desk.jsx", "jsx('b',{css:({})})", True),
    ("/web/app/routes/desk.jsx", 'jsx("svg",{className:"css:(x)"})', False),
    ("/web/node_modules/some/app/x.jsx", "jsx('b',{css:({})})", False),
    ("/web/lean/elements.js", "jsx('b',{css:({})})", False),
])  # fmt: skip
def test_a_page_with_a_css_property_stops_the_build(path: str, code: str, stops: bool):
    error = build(modules={TRANSPORTS: "", path: code})["error"]
    assert bool(error) is stops
    assert not stops or "css property" in error
