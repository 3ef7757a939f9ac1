// A text field with a list of suggestions (ARIA combobox with a listbox): arrows move, Enter takes, Esc closes, then empties.
import { useEffect, useId, useRef, useState } from "react";
import { useControl } from "./inputs.jsx";
import { useText } from "./words.js";

const plain = (text) => String(text ?? "").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

const fits = (option, typed) => plain(typed).split(/\s+/).every((word) => plain(`${option.label} ${option.detail ?? ""}`).includes(word));

const NOTHING = { typed: "", options: [] };

export function Combobox({ value = "", shown, options: given = [], found: answer = NOTHING, onChange, onSearch, free, missing, placeholder, ...props }) {
  const t = useText();
  const list = useId();
  const control = useControl(props);
  const options = onSearch ? answer.options : given;
  const textOf = (key) => options.find((option) => option.value === key)?.label ?? "";
  const [chosen, setChosen] = useState(value);
  const [text, setText] = useState(shown ?? textOf(value));
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const timer = useRef(0);
  const box = useRef(null);
  const sent = useRef(null); // the hidden control that holds the value
  const typed = useRef(false);
  useEffect(() => {
    setChosen(value);
    if (!typed.current) setText(shown ?? textOf(value));
  }, [value, shown]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const stale = onSearch && typed.current && answer.typed !== text.trim();
  const found = stale ? [] : onSearch || !typed.current ? options : options.filter((option) => fits(option, text));
  const listed = open && !(onSearch && !text.trim());

  const type = (event) => {
    typed.current = true;
    setText(event.target.value);
    setOpen(true);
    setAt(event.target.value && !onSearch ? 0 : -1);
    clearTimeout(timer.current);
    const next = event.target.value.trim();
    if (onSearch && next) timer.current = setTimeout(() => onSearch(next), 150);
  };
  const take = (option) => {
    typed.current = false;
    setChosen(option.value);
    setText(option.label);
    setOpen(false);
    if (option.value !== chosen) onChange?.(option.value, option.label);
    requestAnimationFrame(() => sent.current && control.typed(sent.current));
  };
  const leave = (event) => {
    setOpen(false);
    if (typed.current && text.trim() === "") take({ value: "", label: "" });
    else if (typed.current && free) take({ value: "", label: text.trim() });
    else if (typed.current) {
      const same = options.find((option) => plain(option.label) === plain(text.trim()));
      typed.current = false;
      if (same) take(same);
      else setText(shown ?? textOf(chosen));
    }
    requestAnimationFrame(() => sent.current && control.left(sent.current));
  };
  const key = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      setAt(open ? (at + step + found.length) % found.length : Math.max(0, found.findIndex((option) => option.value === chosen)));
      setOpen(true);
    }
    if (event.key === "Enter" && open && found[at]) {
      event.preventDefault();
      take(found[at]);
    }
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      event.preventDefault();
      setOpen(false);
    }
  };
  useEffect(() => {
    if (open) document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at, open]);
  return (
    <span className="inner">
      <input
        ref={box} {...control.attributes} name={undefined} type="text" role="combobox" aria-autocomplete="list" aria-expanded={listed} aria-controls={list} autoComplete="off"
        aria-activedescendant={open && found[at] ? `${list}-${at}` : undefined} className="input" placeholder={placeholder} disabled={props.disabled}
        value={text} onChange={type} onKeyDown={key} onBlur={leave} onClick={() => setOpen(true)}
      />
      <input ref={sent} type="text" className="unseen" tabIndex={-1} aria-hidden="true" readOnly name={control.attributes.name} value={free && !chosen ? text : chosen} required={control.required} data-missing={missing} onFocus={() => box.current.focus()} />
      <span hidden={!listed} id={list} role="listbox" tabIndex={-1} aria-label={props.label ?? t("Suggestions")} className="options" onMouseDown={(event) => event.preventDefault()}>
        {found.map((option, n) => (
          <span key={option.value} id={`${list}-${n}`} role="option" aria-selected={n === at} className="option" onMouseMove={() => setAt(n)} onClick={() => take(option)}>
            <span>{option.label}</span>
            {option.detail && <span className="part">{option.detail}</span>}
          </span>
        ))}
        {open && !found.length && <span className="told">{stale ? t("Looking …") : t("Nothing fits")}</span>}
      </span>
      <span className="unseen" role="status">{open ? t.many("{n} suggestion", "{n} suggestions", found.length) : ""}</span>
    </span>
  );
}
