// One row of an entry grid: what is typed, what it means, how many. It works by keys alone.
import { memo, useId } from "react";
import { Drawing, Sign } from "./drawing.jsx";
import { Found, Stamp } from "./entry_found.jsx";
import { isBlank } from "./entry_rows.js";

const named = (text, place) => text.replace("{n}", place);

const Cell = ({ cell, column }) => (
  <td className={column.number ? "number cell" : "cell"} data-label={column.title}>
    {typeof cell?.tone === "string" ? <Stamp stamp={cell} /> : <span className={cell?.strong ? "strong" : undefined}>{cell?.text}</span>}
    {cell?.part && <span className="part"> {cell.part}</span>}
  </td>
);

function Said({ id, row, words, act, near }) {
  const said = row.said;
  const waits = row.edits !== row.saved && row.due;
  if (!said) return <span id={id} className="part">{row.refused ? words.halted : waits ? words.looking : ""}</span>;
  return (
    <span id={id}>
      {said.wrong === "code" ? <b className="title wrong"><Sign name="tri" />{said.title}</b> : <span className="title">{said.title}</span>}
      {(said.part || said.act) && (
        <span className={said.wrong === "count" ? "part is-red" : said.look ? "part is-ochre" : "part"}>
          {said.part}{said.act && <> <button type="button" className="text-button" onClick={() => act.turn(row.key)}>{said.act}</button></>}
        </span>
      )}
      {near}
    </span>
  );
}

const Near = ({ row, words, act }) => (
  <span className="near" role="group" aria-label={words.near}>
    {row.said.near.map((one, n) => (
      <button key={one.value} type="button" className="chip code" title={one.text} aria-label={`${one.code}, ${one.text}`} aria-keyshortcuts={`Alt+${n + 1}`} onClick={() => act.take(row.key, one)}>
        {one.code}
      </button>
    ))}
  </span>
);

export const Row = memo(function Row({ row, place, columns, words, locked, last, open, found, at, act }) {
  const id = useId();
  const fresh = found?.typed === row.typed.trim();
  const listed = open && found && row.typed.trim() !== "" && (fresh || found.options.length > 0);
  const wrong = row.edits === row.saved ? row.said?.wrong : "";
  const near = wrong === "code" && row.said.near.length > 0 && <Near row={row} words={words} act={act} />;
  const common = { readOnly: locked, autoComplete: "off", spellCheck: false, "aria-describedby": `${id}-said` };
  return (
    <tr data-key={row.key} className={wrong === "code" ? "wrong" : last ? "next" : undefined}>
      <td className="no">
        <input
          {...common} type="text" className="input code typed" role="combobox" aria-autocomplete="list" aria-expanded={!!listed} aria-controls={`${id}-found`}
          aria-activedescendant={listed && found.options[at] ? `${id}-found-${at}` : undefined} aria-label={named(words.code, place)} aria-invalid={wrong === "code" || undefined}
          maxLength={200} autoCapitalize="none" enterKeyHint="next" placeholder={last ? words.placeholder : undefined} value={row.typed}
          onChange={(event) => act.type(row.key, event.target.value)} onKeyDown={(event) => act.codeKey(event, row, listed, fresh)} onBlur={() => act.leave(row.key)} onPaste={(event) => act.paste(event, row)}
        />
        {listed && <Found id={`${id}-found`} found={found} fresh={fresh} typed={row.typed} at={at} words={words} onHover={act.hover} onTake={(option) => act.take(row.key, option)} />}
      </td>
      <td className="said"><Said id={`${id}-said`} row={row} words={words} act={act} near={columns.length === 0 && near} /></td>
      <td className="count">
        <input
          {...common} type="text" className="input number quantity" inputMode="decimal" enterKeyHint="next" maxLength={40} aria-invalid={wrong === "count" || undefined} aria-label={named(words.quantity, place)} value={row.quantity}
          onChange={(event) => act.count(row.key, event.target.value)} onKeyDown={(event) => act.countKey(event, row)} onBlur={() => act.leave(row.key)} onFocus={(event) => event.target.select()}
        />
      </td>
      {columns.length > 0 && (near ? <td className="cell near-cell" colSpan={columns.length}>{near}</td> : columns.map((column, n) => <Cell key={n} column={column} cell={row.said?.cells[n]} />))}
      <td className="end">
        {!(last && isBlank(row)) && !locked && (
          <button type="button" className="icon-button" aria-label={named(words.remove, place)} title={named(words.remove, place)} onClick={() => act.remove(row.key)}><Drawing name="close" small /></button>
        )}
      </td>
    </tr>
  );
});
