// News at the edge of the page. They wait while somebody points at them or has the focus there.
import { useEffect, useRef, useState } from "react";
import { Drawing, Sign } from "./drawing.jsx";
import { useText } from "./words.js";

const SIGNS = { good: "check", bad: "tri" };

function Toast({ row, onUndo, onGone }) {
  const t = useText();
  const [held, setHeld] = useState(false);
  const left = useRef((row.seconds || (row.undo ? 10 : 6)) * 1000);
  useEffect(() => {
    if (held) return;
    const since = Date.now();
    const timer = setTimeout(() => onGone(row.id), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1500, left.current - (Date.now() - since));
    };
  }, [held]);
  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false), onFocus: () => setHeld(true), onBlur: () => setHeld(false) };
  return (
    <li className="toast" {...hold}>
      <Sign name={SIGNS[row.tone] ?? "full"} />
      <span>{row.text}</span>
      {row.undo ? <button type="button" className="button quiet small" onClick={() => onUndo(row.id)}>{row.undo}</button> : <span />}
      <button type="button" className="icon-button" aria-label={t("Close")} onClick={() => onGone(row.id)}>
        <Drawing name="close" small />
      </button>
    </li>
  );
}

export function Toasts({ rows = [], onUndo, onGone }) {
  const t = useText();
  const [gone, setGone] = useState([]);
  const finish = (tell) => (id) => {
    setGone((ids) => [...ids.slice(-50), id]);
    tell?.(id);
  };
  const shown = rows.filter((row) => !gone.includes(row.id));
  return (
    <section className="toasts" aria-label={t("News")}>
      <ol aria-live="polite" aria-relevant="additions">
        {shown.map((row) => (
          <Toast key={row.id} row={row} onUndo={finish(onUndo)} onGone={finish(onGone)} />
        ))}
      </ol>
    </section>
  );
}
