// The list under an open row of an entry grid: what may be meant. Its rows are as wide as the table and end like its rows.
import { useEffect, useRef } from "react";
import { Drawing, Sign } from "./drawing.jsx";

const TONES = { green: "full", ochre: "half", red: "tri", "": "ring" };

export const Stamp = ({ stamp }) => (
  <span className={`stamp ${stamp.tone}`.trim()} title={stamp.tip || undefined}>
    <Sign name={TONES[stamp.tone] ?? "ring"} />
    <span>{stamp.text}</span>
  </span>
);

/** A text with the typed words marked in it. */
const Marked = ({ text, typed }) => {
  const words = typed.trim().split(/\s+/).filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words.length) return text;
  return text.split(new RegExp(`(${words.join("|")})`, "i")).map((part, at) => (at % 2 ? <mark key={at}>{part}</mark> : part));
};

const Option = ({ id, option, typed, hot, onHover, onTake }) => (
  <li id={id} role="option" aria-selected={hot} onMouseMove={onHover} onClick={onTake}>
    <span className="picture"><Drawing name={option.picture} /></span>
    <span className="code"><Marked text={option.code} typed={typed} /></span>
    <span className="words">
      <span className="clip"><Marked text={option.text} typed={typed} /></span>
      {option.part && <span className="part clip">{option.part}</span>}
    </span>
    {option.stamp ? <Stamp stamp={option.stamp} /> : <span />}
    <span className="number">{option.amount && <b className="strong">{option.amount}</b>}{option.per && <span className="part"> {option.per}</span>}</span>
    <Drawing name="arrow" small />
  </li>
);

export function Found({ id, found, fresh, typed, at, words, onHover, onTake }) {
  const list = useRef(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className="entry-found" onMouseDown={(event) => event.preventDefault()}>
      <ul ref={list} id={id} role="listbox" aria-label={words.suggestions} aria-busy={!fresh}>
        {found.options.map((option, n) => (
          <Option key={option.value} id={`${id}-${n}`} option={option} typed={typed} hot={n === at} onHover={() => onHover(n)} onTake={() => fresh && onTake(option)} />
        ))}
      </ul>
      {fresh && !found.options.length && <p className="told">{words.nothing}</p>}
      {found.options.length > 0 && (
        <p className="foot hint desktop">
          <span><kbd>Enter</kbd> {words.take}</span>
          <span><kbd>Esc</kbd> {words.close}</span>
        </p>
      )}
    </div>
  );
}
