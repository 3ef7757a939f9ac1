// A list beside the details of one entry. Arrow keys walk the list; on a phone one of the two is in sight, and the focus follows.
import { useEffect, useRef } from "react";

const links = (list) => [...list.querySelectorAll(".row-link")];

const walk = (event) => {
  const at = links(event.currentTarget).indexOf(document.activeElement);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = links(event.currentTarget);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all[next]?.focus();
};

/** `open` names the entry whose details are shown, "" for none. The first child is the list, the second the details. */
export function Panes({ open = "", label, listFirst = false, children: [list, details] }) {
  const box = useRef(null);
  const before = useRef(open);
  const left = useRef(null);
  useEffect(() => {
    if (before.current === open) return;
    const [rows, pane] = box.current.children;
    if (open && getComputedStyle(rows).display === "none") {
      left.current = before.current ? left.current : open;
      scrollTo({ top: 0 });
      pane.querySelector("h2")?.focus({ preventScroll: true });
    } else if (!open && left.current) {
      const row = rows.querySelector(`[data-entry="${CSS.escape(left.current)}"]`);
      row?.focus();
      row?.scrollIntoView({ block: "center" });
    }
    if (open) left.current = open;
    before.current = open;
  }, [open]);
  return (
    <div ref={box} className={listFirst ? "panes list-first one-at-a-time" : "panes one-at-a-time"}>
      <div className={open ? "pane rows" : "pane rows shown"} onKeyDown={walk}>{list}</div>
      <aside className={open ? "pane shown" : "pane"} aria-label={label}>
        <div className="stays">{details}</div>
      </aside>
    </div>
  );
}
