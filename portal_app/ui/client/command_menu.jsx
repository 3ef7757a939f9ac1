// The command menu and the sheet of shortcuts; a chunk of their own.
import { useEffect, useId, useRef, useState } from "react";
import { Drawing } from "./drawing.jsx";
import { useLook } from "./look.jsx";
import { Dialog, openDialog } from "./overlay.jsx";
import { useText } from "./words.js";

const ON_MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const Keys = ({ keys }) =>
  keys.split(/(?<=.)\+/).map((key) => <kbd key={key}>{key === "Mod" ? (ON_MAC ? "⌘" : "Ctrl") : key.length === 1 ? key.toUpperCase() : key}</kbd>);

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

const fits = (entry, typed) => plain(typed).split(/\s+/).every((word) => plain(`${entry.label} ${entry.detail ?? ""}`).includes(word));

function Finder({ entries, shortcuts, found, onSearch, run, box }) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const timer = useRef(0);
  const own = [
    ...entries.map((entry) => ({ ...entry, keys: shortcuts.find((each) => each.href === entry.href)?.keys })),
    ...shortcuts.filter((each) => each.opens || each.focuses).map((each) => ({ ...each, icon: "arrow" })),
    { label: t("All keys"), opens: "shortcuts", icon: "info", keys: "?" },
  ];
  const shown = [...own.filter((entry) => fits(entry, typed)), ...(typed ? (found ?? []) : [])];
  const type = (event) => {
    setTyped(event.target.value);
    setAt(0);
    clearTimeout(timer.current);
    const text = event.target.value.trim();
    if (onSearch && text) timer.current = setTimeout(() => onSearch(text), 150);
  };
  const take = (entry) => {
    if (!entry) return;
    box.current.opener = null;
    box.current.close();
    setTyped("");
    run(entry);
  };
  const key = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((at + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      take(shown[at]);
    }
  };
  useEffect(() => {
    box.current.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <>
      <div className="inner">
        <span className="lead"><Drawing name="search" /></span>
        <input
          className="input" type="text" role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-activedescendant={shown.length ? `${id}-${at}` : undefined} aria-label={t("Go to a page or do something")}
          placeholder={t("Go to a page or do something")} autoComplete="off" autoFocus value={typed} onChange={type} onKeyDown={key}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t("Found")} className="found">
        {shown.map((entry, n) => (
          <div key={`${entry.label}${entry.href ?? n}`} id={`${id}-${n}`} role="option" aria-selected={n === at} data-hot={n === at ? "" : undefined} className="menu-item" onMouseMove={() => setAt(n)} onClick={() => take(entry)}>
            <Drawing name={entry.icon || "right"} />
            <span className="grow">{entry.label}{entry.detail && <span className="part">{entry.detail}</span>}</span>
            {entry.keys && <span className="end"><Keys keys={entry.keys} /></span>}
          </div>
        ))}
      </div>
      <p className="unseen" role="status">{t.many("{n} found", "{n} found", shown.length)}</p>
      {!shown.length && <p className="told">{t("Nothing by this name. Try a part of the word.")}</p>}
      <p className="below"><span><kbd>Enter</kbd> {t("take")}</span><span><kbd>Esc</kbd> {t("close")}</span></p>
    </>
  );
}

function Shortcuts({ shortcuts }) {
  const t = useText();
  const off = useLook().keys === "off";
  const rows = [
    { keys: "Mod+k", label: t("Go to a page or do something") },
    { keys: "?", label: t("This sheet") },
    { keys: "F1", label: t("Help") },
    ...shortcuts,
    { keys: "Esc", label: t("Close what lies above the page") },
  ];
  return (
    <Dialog id="shortcuts" title={t("All keys")} shape="narrow" light>
      <div className="dialog-body">
        {off && <p className="sub">{t("Single keys are switched off. You can switch them on in the menu of your account.")}</p>}
        <dl className="keys">
          {rows.map(({ keys, label }) => [<dt key={`${keys} name`}>{label}</dt>, <dd key={keys}><Keys keys={keys} /></dd>])}
        </dl>
      </div>
    </Dialog>
  );
}

export default function CommandMenu({ first, ...parts }) {
  const t = useText();
  const box = useRef(null);
  useEffect(() => openDialog(first), [first]);
  const outside = (event) => event.target === box.current && event.offsetY < 0 && box.current.close();
  const closed = () => box.current.opener?.focus?.();
  return (
    <>
      <dialog ref={box} id="command-menu" className="command" aria-label={t("Commands")} onClose={closed} onClick={outside}>
        <Finder {...parts} box={box} />
      </dialog>
      <Shortcuts shortcuts={parts.shortcuts} />
    </>
  );
}
