// A grid in which somebody types many rows: a number or words with suggestions, and how many. Enter goes on; what is typed belongs
// to the browser until a field is left, then it is saved, row by row.
import { useEffect, useMemo, useRef, useState } from "react";
import "./entry_grid.css";
import { isBlank, isSure } from "./entry_rows.js";
import { Row } from "./entry_row.jsx";
import { useEntries } from "./entry_saving.js";
import { whenShown } from "./look.jsx";

const SOON = 80; // ms after the last key until suggestions are asked for
const LONGEST_PASTED = 100_000; // the portal refuses a text of this length as too long
const NOTHING = { typed: "", options: [] };

/** The same object while it says the same, so that rows which do not change are not drawn again. */
const useSteady = (value) => {
  const kept = useRef(value);
  if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
};

const lines = (text) => text.split(/\r?\n/).filter((line) => line.trim()).length;

export function EntryGrid({ sheet, found = NOTHING, label, locked = false, onSearch, onPut, onRemove, onPaste, onLook, children, ...said }) {
  const words = useSteady(said.words);
  const columns = useSteady(said.columns ?? []);
  const entries = useEntries({ sheet, onPut, onRemove, onPaste, onLook });
  const [open, setOpen] = useState(""); // key of the row whose list is open
  const [moved, setMoved] = useState(null); // where the arrows went; null: where the list begins
  const box = useRef(null);
  const timer = useRef(0);
  const latest = useRef({});
  const rows = entries.rows?.filter((row) => !row.leaving);
  const openRow = rows?.find((row) => row.key === open);
  const first = openRow && found.typed === openRow.typed.trim() && found.options[0] && isSure(found.options[0], openRow.typed) ? 0 : -1;
  const at = moved ?? first;
  latest.current = { rows, entries, found, at, onSearch };

  const field = (key, name) => box.current?.querySelector(`tr[data-key="${key}"] .${name}`);
  const go = (key, name) => field(key, name)?.focus();
  const act = useMemo(() => {
    const rowOf = (key) => latest.current.entries.all().find((row) => row.key === key);
    const neighbour = (key, step) => {
      const { rows: shown } = latest.current;
      return shown[shown.findIndex((row) => row.key === key) + step];
    };
    const close = () => {
      clearTimeout(timer.current);
      setOpen("");
      setMoved(null);
    };
    const leave = (key) => {
      close();
      const row = rowOf(key);
      if (!row) return;
      if (isBlank(row) && row.said) latest.current.entries.remove(key);
      else latest.current.entries.decide(key);
    };
    const onward = (key, name, step = 1) => {
      const next = neighbour(key, step);
      if (next) go(next.key, name);
    };
    const take = (key, option) => {
      close();
      latest.current.entries.decide(key, { typed: option.sure ? rowOf(key).typed.trim() : option.code, picked: option.value });
      go(key, "quantity");
    };
    const takeNear = (event, row) => {
      const near = event.altKey && /^Digit[1-3]$/.test(event.code) ? row.said?.near[Number(event.code.at(-1)) - 1] : null;
      if (near) take(row.key, near);
      return !!near;
    };
    const remove = (key) => {
      const beside = neighbour(key, 1) ?? neighbour(key, -1);
      latest.current.entries.remove(key);
      if (beside) go(beside.key, "typed");
    };
    /** Keys that both fields know. True when it was one. */
    const shared = (event, row, name) => {
      if (event.key === "Delete" && event.altKey) remove(row.key);
      else if (event.key === "Enter" && event.shiftKey) onward(row.key, name, -1);
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") onward(row.key, name, event.key === "ArrowDown" ? 1 : -1);
      else if (!takeNear(event, row)) return false;
      event.preventDefault();
      return true;
    };
    return {
      leave, take, remove,
      hover: setMoved,
      turn: (key) => latest.current.entries.decide(key, { quantity: rowOf(key).said.act_quantity, asWanted: rowOf(key).said.act_as_wanted }),
      type: (key, typed) => {
        latest.current.entries.type(key, { typed, picked: "" });
        setOpen(key);
        setMoved(null);
        clearTimeout(timer.current);
        if (typed.trim()) timer.current = setTimeout(() => latest.current.onSearch(typed.trim()), SOON);
      },
      count: (key, quantity) => latest.current.entries.type(key, { quantity, asWanted: false }),
      paste: (event, row) => {
        const text = event.clipboardData.getData("text");
        if (lines(text) < 2 && !/\t/.test(text.trim())) return;
        event.preventDefault();
        close();
        const shown = latest.current.rows;
        const above = isBlank(row) ? shown[shown.indexOf(row) - 1]?.key : row.key;
        latest.current.entries.paste(text.slice(0, LONGEST_PASTED), above ?? "");
      },
      codeKey: (event, row, listed, fresh) => {
        if (event.nativeEvent.isComposing) return;
        const { found: list, at: hot } = latest.current;
        const step = listed && fresh && list.options.length && { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
          event.preventDefault();
          setMoved((Math.max(hot, step > 0 ? -1 : 0) + step + list.options.length) % list.options.length);
        } else if (event.key === "Escape" && listed) {
          event.preventDefault();
          event.stopPropagation();
          close();
        } else if (event.key === "Enter" && !event.shiftKey) {
          event.preventDefault();
          if (listed && fresh && list.options[hot]) take(row.key, list.options[hot]);
          else if (row.typed.trim()) go(row.key, "quantity");
        } else shared(event, row, "typed");
      },
      countKey: (event, row) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter" && !event.shiftKey) {
          event.preventDefault();
          onward(row.key, "typed");
        } else shared(event, row, "quantity");
      },
    };
  }, []);

  const loaded = !!rows;
  useEffect(() => whenShown(() => {
    if (loaded && !locked && [document.body, null].includes(document.activeElement)) go(latest.current.rows.at(-1).key, "typed");
  }), [loaded]);
  useEffect(() => () => clearTimeout(timer.current), []);

  if (!loaded) return children;
  return (
    <div className="entry" ref={box}>
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="no">{words.codeHead}</th>
            <th scope="col">{words.saidHead}</th>
            <th scope="col" className="number count">{words.quantityHead}</th>
            {columns.map((column, n) => <th key={n} scope="col" className={column.number ? "number cell" : "cell"}>{column.title}</th>)}
            <th scope="col" className="end"><span className="unseen">{words.endHead}</span></th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <Row
              key={row.key} row={row} place={n + 1} columns={columns} words={words} locked={locked} last={n === rows.length - 1} act={act}
              open={open === row.key} found={open === row.key ? found : null} at={open === row.key ? at : -1}
            />
          ))}
        </tbody>
      </table>
      <p className="hint state" data-state={entries.state}>{rows.length > 1 || entries.state !== "saved" ? words[entries.state] : ""}</p>
      <p className="unseen" role="status">{openRow && found.typed === openRow.typed.trim() ? words.count.replace("{n}", found.options.length) : ""}</p>
    </div>
  );
}
