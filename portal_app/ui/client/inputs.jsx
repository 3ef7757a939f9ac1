// Fields and their controls. A control keeps what is typed to itself and reports it when it is left or Enter is pressed,
// so the line to the portal can never swallow a key. A new value from outside is taken unless somebody is typing.
import { createContext, useContext, useEffect, useId, useRef, useState } from "react";
import { Drawing, Sign } from "./drawing.jsx";
import { useForm } from "./form.jsx";
import { canonical, formatNumber, parseNumber } from "./numbers.js";
import { afterPress } from "./press.js";
import { useText } from "./words.js";

const FieldContext = createContext({});

/** Label above, help and what is wrong below, tied to the control inside. `group` is for several controls (radio list). */
export function Field({ name, label, help, optional, wrong, width = "", group, children }) {
  const t = useText();
  const form = useForm();
  const id = useId();
  useEffect(() => void form?.named(name, label), [name, label]);
  const sentence = form?.wrong[name] || wrong || "";
  const [Outer, Label] = group ? ["fieldset", "legend"] : ["div", "label"];
  const describedBy = [help && `${id}-help`, sentence && `${id}-wrong`].filter(Boolean).join(" ") || undefined;
  const context = { name, id: `${id}-control`, describedBy, invalid: sentence ? true : undefined, optional, group };
  return (
    <Outer className={`field ${width}`.trim()} data-wrong={sentence ? "" : undefined} aria-describedby={group ? describedBy : undefined}>
      <Label className="label" htmlFor={group ? undefined : context.id}>
        {label}
        {optional && <span className="optional"> {t("optional")}</span>}
      </Label>
      <FieldContext.Provider value={context}>{children}</FieldContext.Provider>
      {help && <span className="help" id={`${id}-help`}>{help}</span>}
      {sentence && <span className="wrong" id={`${id}-wrong`}><Sign name="tri" />{sentence}</span>}
    </Outer>
  );
}

/** What ties a control to its field: id, name, description, and the checks on leaving. */
export const useControl = ({ name, label }) => {
  const field = useContext(FieldContext);
  const form = useForm();
  const bad = useRef(false);
  const attributes = {
    id: field.group ? undefined : field.id,
    name: name ?? field.name,
    "aria-label": label,
    "aria-describedby": field.group ? undefined : field.describedBy,
    "aria-invalid": field.invalid,
  };
  bad.current = !!field.invalid;
  return {
    attributes,
    required: field.name !== undefined && !field.optional,
    left: (control) => form && (control.value || bad.current) && form.check(control),
    typed: (control) => form && bad.current && form.check(control),
  };
};

/** A value that belongs to the browser until it is left: [shown, type, leave]. */
const useOwnValue = (given, onChange) => {
  const [text, setText] = useState(given ?? "");
  const known = useRef(given ?? "");
  const typing = useRef(false);
  useEffect(() => {
    if ((given ?? "") === known.current) return;
    known.current = given ?? "";
    if (!typing.current) setText(known.current);
  }, [given]);
  const type = (next) => {
    typing.current = true;
    setText(next);
  };
  const leave = (final) => {
    typing.current = false;
    if (final === known.current) return;
    known.current = final;
    onChange?.(final);
  };
  return [text, type, leave];
};

const useSoon = (tell, delay) => {
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (value) => {
    if (!tell) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(value), delay);
  };
};

export function TextInput({ value, onChange, onType, delay = 150, type = "text", rows, lead, unit, showable, missing, wrong, pattern, className = "", ...props }) {
  const t = useText();
  const control = useControl(props);
  const [text, typeIn, leave] = useOwnValue(value, onChange);
  const [visible, setVisible] = useState(false);
  const soon = useSoon(onType, delay);
  const change = (event) => {
    typeIn(event.target.value);
    soon(event.target.value);
    control.typed(event.target);
  };
  const blur = ({ target }) =>
    afterPress(() => {
      leave(target.value);
      control.left(target);
    });
  const enter = (event) => {
    if (event.key === "Enter" && !rows) leave(event.target.value);
  };
  const box = useRef(null);
  useEffect(() => {
    if (box.current.value !== text) typeIn(box.current.value); // typed or filled in by the browser before the page stood
  }, []);
  const Tag = rows ? "textarea" : "input";
  const { label, name, disabled, readOnly, autoComplete, autoFocus, inputMode, maxLength, minLength, placeholder, list } = props;
  const input = (
    <Tag
      ref={box} {...control.attributes} {...{ disabled, readOnly, autoComplete, autoFocus, inputMode, maxLength, minLength, placeholder, list }}
      required={control.required && !props.notRequired} data-missing={missing} data-pattern={pattern} data-wrong={wrong}
      type={rows ? undefined : visible ? "text" : type} rows={rows} className={`input ${className}`.trim()} value={text}
      spellCheck={className.includes("code") || type === "password" || type === "email" ? false : undefined}
      autoCapitalize={type === "email" || type === "password" ? "none" : undefined}
      onChange={change} onBlur={blur} onKeyDown={enter}
    />
  );
  if (!lead && !unit && !showable) return input;
  return (
    <span className="inner">
      {lead && <span className="lead"><Drawing name={lead} /></span>}
      {input}
      {unit && <span className="unit" aria-hidden="true">{unit}</span>}
      {showable && (
        <button type="button" className="button quiet small end" aria-pressed={visible} onClick={() => setVisible(!visible)}>
          {visible ? t("Hide") : t("Show")}
        </button>
      )}
    </span>
  );
}

/** A number in the notation of the language; reports and sends 1234.5. Arrow keys step, Page keys by ten. */
export function NumberInput({ value, onChange, decimals, min, max, step = 1, unit, stepper, missing, className = "", ...props }) {
  const t = useText();
  const control = useControl(props);
  const shown = (plain) => formatNumber(plain, t.language, decimals);
  const [text, put] = useState(() => shown(value));
  const told = useRef(canonical(value));
  const input = useRef(null);
  const typing = useRef(false);
  useEffect(() => {
    told.current = canonical(value);
  }, [value]);
  useEffect(() => {
    if (!typing.current) put(shown(told.current));
  }, [value, t]);
  const plain = parseNumber(text, t.language);
  const settle = (number) => {
    typing.current = false;
    put(number === "" ? text : shown(number));
    if (number === told.current || (number === "" && text.trim() !== "")) return;
    told.current = number;
    onChange?.(number);
  };
  const by = (amount) => {
    const next = Math.min(max ?? Infinity, Math.max(min ?? -Infinity, Number(plain || 0) + amount * step));
    settle(String(Number(next.toFixed(6))));
  };
  const key = (event) => {
    const amount = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (amount) event.preventDefault() || by(amount);
    if (event.key === "Enter") settle(plain);
  };
  const change = (event) => {
    typing.current = true;
    put(event.target.value);
    requestAnimationFrame(() => input.current && control.typed(input.current));
  };
  const { disabled, autoFocus, placeholder } = props;
  const field = (
    <input
      ref={input} {...control.attributes} {...{ disabled, autoFocus, placeholder }} required={control.required && !props.notRequired} type="text"
      inputMode={decimals === 0 ? "numeric" : "decimal"} autoComplete="off" className={`input number ${className}`.trim()} value={text}
      style={unit ? { paddingRight: `${String(unit).length * 8 + 18}px` } : undefined}
      data-number={plain} data-unreadable={text.trim() && !plain ? "yes" : undefined} data-min={min} data-max={max} data-decimals={decimals} data-missing={missing}
      onChange={change} onKeyDown={key} onFocus={(event) => event.target.select()}
      onBlur={({ target }) => afterPress(() => { settle(plain); control.left(target); })}
    />
  );
  if (stepper)
    return (
      <span className="stepper">
        <button type="button" aria-label={t("Less")} onClick={() => by(-1)} disabled={disabled}><Drawing name="minus" small /></button>
        {field}
        <button type="button" aria-label={t("More of it")} onClick={() => by(1)} disabled={disabled}><Drawing name="plus" small /></button>
      </span>
    );
  return unit ? <span className="inner">{field}<span className="unit" aria-hidden="true">{unit}</span></span> : field;
}

/** A choice of a few. `options` are rows of value and label; the first with an empty value asks to choose. */
export function SelectInput({ value, onChange, options = [], missing, className = "", ...props }) {
  const control = useControl(props);
  const [chosen, choose, leave] = useOwnValue(value, onChange);
  const pick = (event) => {
    choose(event.target.value);
    leave(event.target.value);
    control.typed(event.target);
  };
  return (
    <span className={`select ${className}`.trim()}>
      <select {...control.attributes} className="input" disabled={props.disabled} required={control.required && !props.notRequired} data-missing={missing} value={chosen} onChange={pick} onBlur={({ target }) => afterPress(() => control.left(target))}>
        {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>)}
      </select>
      <Drawing name="down" />
    </span>
  );
}

/** A day, in the browser's own picker; value and report are 2026-11-25. */
export function DateInput({ value, onChange, min, max, missing, ...props }) {
  const control = useControl(props);
  const [day, type, leave] = useOwnValue(value, onChange);
  const soon = useSoon(leave, 700); // a day picked with the mouse counts without leaving the field
  return (
    <input
      {...control.attributes} type="date" className="input date" disabled={props.disabled} required={control.required && !props.notRequired} min={min} max={max} data-missing={missing} value={day}
      onChange={(event) => { type(event.target.value); soon(event.target.value); control.typed(event.target); }}
      onBlur={({ target }) => afterPress(() => { leave(target.value); control.left(target); })}
    />
  );
}

/** One box to tick (`look` "switch" for what takes effect at once). Ticks at once, follows the given value afterwards. */
export function Tick({ checked, onChange, label, detail, look, name, value, disabled, missing }) {
  const control = useControl({ name });
  const form = useForm();
  const id = useId();
  useEffect(() => void (missing && form?.named(name, label)), [name, label]);
  const sentence = missing && form?.wrong[name];
  const [on, setOn] = useState(!!checked);
  useEffect(() => setOn(!!checked), [checked]);
  const turn = (event) => {
    setOn(event.target.checked);
    onChange?.(event.target.checked);
    if (sentence) form.check(event.target);
  };
  return (
    <div className="field" data-wrong={sentence ? "" : undefined}>
      <label className={look === "switch" ? "choice with-switch" : "choice"}>
        <input
          type="checkbox" role={look === "switch" ? "switch" : undefined} className={look} name={control.attributes.name} value={value} disabled={disabled} checked={on} onChange={turn}
          required={!!missing} data-missing={missing} aria-invalid={sentence ? true : undefined} aria-describedby={sentence ? id : undefined}
        />
        <span>{label}</span>
        {detail && <span className="part">{detail}</span>}
      </label>
      {sentence && <span className="wrong" id={id}><Sign name="tri" />{sentence}</span>}
    </div>
  );
}

/** One of several (`many`: any of several). `value` is the chosen one, or a list of them. */
export function ChoiceList({ value, onChange, options = [], many, columns, name, disabled, missing }) {
  const control = useControl({ name });
  const own = useId();
  const [chosen, setChosen] = useState(value ?? (many ? [] : ""));
  const given = JSON.stringify(value);
  useEffect(() => setChosen(value ?? (many ? [] : "")), [given]);
  const pick = (option) => (event) => {
    const next = many ? (event.target.checked ? [...chosen, option] : chosen.filter((other) => other !== option)) : option;
    setChosen(next);
    onChange?.(next);
    control.typed(event.target);
  };
  return (
    <div className={columns ? "choices two" : "choices"}>
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type={many ? "checkbox" : "radio"} name={control.attributes.name ?? own} value={option.value} data-listed={many ? "yes" : undefined} disabled={disabled || option.disabled} data-required={control.required || undefined} data-missing={missing}
            checked={many ? chosen.includes(option.value) : chosen === option.value} onChange={pick(option.value)}
          />
          <span>{option.label}</span>
          {option.detail && <span className="part">{option.detail}</span>}
        </label>
      ))}
    </div>
  );
}

/** The code of the second step: one field for six digits, drawn as six boxes; spaces and dashes of a paste are left out. `sends` its form when complete. */
export function CodeInput({ onChange, length = 6, missing, autoFocus, sends, ...props }) {
  const control = useControl(props);
  const [code, setCode] = useState("");
  const box = useRef(null);
  const take = (text) => {
    const next = text.replace(/\D/g, "").slice(0, length);
    setCode(next);
    if (next.length < length || next === code) return;
    onChange?.(next);
    if (sends) setTimeout(() => box.current?.form?.requestSubmit());
  };
  const type = (event) => {
    take(event.target.value);
    requestAnimationFrame(() => control.typed(event.target));
  };
  useEffect(() => {
    if (box.current.value) take(box.current.value); // typed before the page stood
  }, []);
  const boxes = [...Array(length + 1).keys()].map((at) => (at === 3 ? null : at > 3 ? at - 1 : at));
  return (
    <span className="code-field">
      {boxes.map((at, key) => (
        <i key={key} aria-hidden="true" className={at === Math.min(code.length, length - 1) ? "next" : undefined}>{at === null ? "" : code[at]}</i>
      ))}
      <input
        ref={box} {...control.attributes} inputMode="numeric" autoComplete="one-time-code" autoFocus={autoFocus} required data-missing={missing} value={code}
        onChange={type} onBlur={({ target }) => afterPress(() => control.left(target))} onFocus={(event) => code.length === length && event.target.select()}
      />
    </span>
  );
}
