// Choosing several rows of a list, in the browser: boxes, Shift for a range, a bar that says how many and acts on them.
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useText } from "./words.js";

const Chosen = createContext(null);

export function Selection({ ids = [], total, emptiedWhen, children }) {
  const [chosen, setChosen] = useState(() => new Set());
  const [all, setAll] = useState(false);
  const last = useRef(null);
  const empty = () => {
    setChosen(new Set());
    setAll(false);
  };
  useEffect(empty, [emptiedWhen]);
  const turn = (id, on, range) => {
    const from = range && last.current !== null ? ids.indexOf(last.current) : -1;
    const to = ids.indexOf(id);
    const some = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    last.current = id;
    setAll(false);
    setChosen((before) => {
      const next = new Set(before);
      some.forEach((each) => (on ? next.add(each) : next.delete(each)));
      return next;
    });
  };
  const value = useMemo(() => ({ ids, total, chosen, all, turn, empty, takeAll: () => setAll(true), takePage: (on) => { setAll(false); setChosen(on ? new Set(ids) : new Set()); } }), [ids, total, chosen, all]);
  return <Chosen.Provider value={value}>{children}</Chosen.Provider>;
}

export function SelectAll({ label }) {
  const { ids, chosen, takePage } = useContext(Chosen);
  const box = useRef(null);
  const some = ids.filter((id) => chosen.has(id)).length;
  useEffect(() => {
    box.current.indeterminate = some > 0 && some < ids.length;
  }, [some, ids.length]);
  return (
    <label className="tick-area over">
      <input ref={box} type="checkbox" aria-label={label} checked={ids.length > 0 && some === ids.length} onChange={(event) => takePage(event.target.checked)} />
    </label>
  );
}

export function SelectRow({ row, label }) {
  const { chosen, turn } = useContext(Chosen);
  return (
    <label className="tick-area over">
      <input type="checkbox" aria-label={label} checked={chosen.has(row)} onChange={(event) => turn(row, event.target.checked, event.nativeEvent.shiftKey)} />
    </label>
  );
}

export function BulkBar({ children }) {
  const t = useText();
  const { chosen, all, total, ids, empty, takeAll } = useContext(Chosen);
  const count = all ? total : chosen.size;
  const said = t.many("{n} chosen", "{n} chosen", count);
  const more = !all && total > chosen.size && chosen.size >= ids.length;
  return (
    <>
      <p className="unseen" role="status">{count ? said : ""}</p>
      {count > 0 && (
        <div className="bulk-bar" role="region" aria-label={t("With the chosen rows")}>
          <b>{said}</b>
          {more && <button type="button" className="text-button" onClick={takeAll}>{t("Choose all {n}", { n: total })}</button>}
          <span className="grow" />
          {children}
          <button type="button" className="button quiet small" onClick={empty}>{t("Choose none")}</button>
        </div>
      )}
    </>
  );
}

export function BulkButton({ onAct, children, ...props }) {
  const { ids, chosen, all } = useContext(Chosen);
  const inOrder = () => [...ids.filter((id) => chosen.has(id)), ...[...chosen].filter((id) => !ids.includes(id))];
  return <button type="button" {...props} onClick={() => onAct?.(inOrder(), all)}>{children}</button>;
}
