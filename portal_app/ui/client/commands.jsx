// Listens for keys; the menu and the sheet themselves are fetched when first wanted.
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { singleKeysAreOn } from "./look.jsx";
import { openDialog } from "./overlay.jsx";

const CommandMenu = lazy(() => import("./command_menu.jsx"));

const typing = (element) => element?.matches?.("input, textarea, select, [contenteditable=true]");

const pressed = (event) => `${event.ctrlKey || event.metaKey ? "Mod+" : ""}${event.altKey ? "Alt+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;

const permitted = (all) => all.filter((each) => each.shown !== false);

export function Commands({ entries, shortcuts: all = [], found, onSearch }) {
  const shortcuts = useMemo(() => permitted(all), [all]);
  const [wanted, setWanted] = useState("");
  const navigate = useNavigate();
  const want = (id) => {
    if (document.getElementById(id)) openDialog(id);
    else setWanted(id);
  };
  const run = ({ href, opens, focuses }) => {
    if (focuses) document.querySelector(focuses)?.focus();
    else if (opens) want(opens);
    else if (href) navigate(href);
  };
  useEffect(() => {
    const key = (event) => {
      const name = pressed(event);
      if (name === "Mod+k") {
        event.preventDefault();
        return want("command-menu");
      }
      if (name === "F1" && document.getElementById("help")) {
        event.preventDefault();
        return openDialog("help");
      }
      const single = !name.includes("+");
      if (event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
      if (single && (typing(event.target) || !singleKeysAreOn())) return;
      const shortcut = name === "?" ? { opens: "shortcuts" } : shortcuts.find((each) => each.keys === name);
      if (!shortcut) return;
      event.preventDefault();
      run(shortcut);
    };
    const click = (event) => {
      const id = event.target.closest?.("[data-opens]")?.dataset.opens;
      if (["command-menu", "shortcuts"].includes(id)) want(id);
    };
    document.addEventListener("keydown", key);
    document.addEventListener("click", click);
    return () => {
      document.removeEventListener("keydown", key);
      document.removeEventListener("click", click);
    };
  }, [shortcuts]);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <CommandMenu first={wanted} entries={permitted(entries)} shortcuts={shortcuts} found={found} onSearch={onSearch} run={run} />
    </Suspense>
  );
}
