// Dialogs and menus on the native <dialog> and popover, so that focus, Esc and the top layer are the browser's work.
import { Children, useEffect, useId, useRef, useState } from "react";
import { useText } from "./words.js";
import { Drawing } from "./drawing.jsx";

const FIRST = "[autofocus], .dialog-body :is(input:not([type=hidden]), select, textarea):not(:disabled)";

/** Open a dialog of this page by its id; the element that had the focus gets it back when the dialog closes. */
export const openDialog = (id) => {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  const focused = document.activeElement;
  dialog.opener = focused === document.body ? document.getElementById("main") : focused; // opened by a key: no element has the focus
  dialog.showModal();
  (dialog.querySelector(FIRST) ?? dialog.querySelector("h2"))?.focus();
};

export const closeDialog = (id) => document.getElementById(id)?.close();

const followButtons = (event) => {
  const button = event.target.closest?.("[data-opens], [data-closes]");
  if (!button || button.disabled) return;
  if (button.dataset.closes !== undefined) button.closest("dialog")?.close();
  if (button.dataset.opens) {
    button.focus();
    openDialog(button.dataset.opens);
  }
};
if (typeof document !== "undefined" && !window.portalFollowsButtons) {
  window.portalFollowsButtons = true;
  document.addEventListener("click", followButtons);
}

/** A dialog, drawer or sheet. `open` (if given) is obeyed when it changes; `closesWhen` closes it when its value changes. */
export function Dialog({ id, title, open, closesWhen, shape = "", light = false, onClose, children }) {
  const t = useText();
  const own = useId();
  const box = useRef(null);
  const known = useRef(closesWhen);
  useEffect(() => {
    if (open === true) openDialog(id ?? own);
    if (open === false) box.current?.close();
  }, [open]);
  useEffect(() => {
    if (known.current !== closesWhen) box.current?.close();
    known.current = closesWhen;
  }, [closesWhen]);
  const closed = (event) => {
    if (event.target !== box.current) return;
    box.current.opener?.focus?.();
    onClose?.();
  };
  const outside = (event) => {
    if (!light || event.target !== box.current) return;
    const { left, right, top, bottom } = box.current.getBoundingClientRect();
    if (event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom) box.current.close();
  };
  return (
    <dialog ref={box} id={id ?? own} className={shape} aria-labelledby={`${own}-title`} onClose={closed} onClick={outside}>
      <div className="dialog-head">
        <h2 id={`${own}-title`} tabIndex={-1}>{title}</h2>
        <button type="button" className="icon-button" data-closes="" aria-label={t("Close")}>
          <Drawing name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}

const place = (button, list, end) => {
  const at = button.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight || at.top < height + 12;
  const left = end ? at.right - width : at.left;
  list.style.top = `${Math.max(8, below ? Math.min(at.bottom + 4, innerHeight - height - 8) : at.top - height - 4)}px`;
  list.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
};

const entries = (list) => [...list.querySelectorAll("[role^=menuitem]:not([aria-disabled=true]), .segments button")];

const move = (list, event) => {
  const all = entries(list);
  const at = all.indexOf(document.activeElement);
  const step = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
  const typed = event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey;
  const next = step !== undefined ? all[(step + all.length) % all.length] : typed && byLetter(all, at, event.key);
  if (event.key === "Tab") list.hidePopover();
  if (!next) return;
  event.preventDefault();
  next.focus();
};

const byLetter = (all, at, letter) =>
  [...all.slice(at + 1), ...all.slice(0, at + 1)].find((entry) => entry.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()));

/** A button with a menu: the first child is what stands in the button, the others are the entries. */
export function Menu({ label, look = "button secondary", end = false, current, children }) {
  const [trigger, ...items] = Children.toArray(children);
  const id = useId();
  const button = useRef(null);
  const list = useRef(null);
  const [open, setOpen] = useState(false);
  const toggled = (event) => {
    setOpen(event.newState === "open");
    if (event.newState !== "open") return list.current.contains(document.activeElement) && button.current.focus();
    place(button.current, list.current, end);
    (list.current.querySelector("[aria-checked=true]") ?? entries(list.current)[0])?.focus({ preventScroll: true });
  };
  const picked = (event) => {
    if (event.target.closest("[role^=menuitem]")) list.current.hidePopover();
  };
  useEffect(() => {
    const away = () => list.current?.matches(":popover-open") && list.current.hidePopover();
    window.addEventListener("resize", away);
    return () => window.removeEventListener("resize", away);
  }, []);
  const opens = (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.current.showPopover();
  };
  return (
    <>
      <button ref={button} type="button" className={look} aria-label={label} aria-current={current} aria-haspopup="menu" aria-expanded={open} popoverTarget={id} onKeyDown={opens}>
        {trigger}
      </button>
      <div ref={list} id={id} popover="auto" role="menu" aria-label={label} className="menu" onToggle={toggled} onClick={picked} onKeyDown={(event) => move(list.current, event)}>
        {items}
      </div>
    </>
  );
}
