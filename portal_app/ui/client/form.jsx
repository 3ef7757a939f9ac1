// A form that never loses what was typed: it checks fields when they are left, gathers what is wrong in a summary on top,
// and sends either as an event or by HTTP.
import { createContext, Fragment, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Sign } from "./drawing.jsx";
import { keepAnswer } from "./answers.jsx";
import { follow, post } from "./http_form.jsx";
import { useText } from "./words.js";

export const FormContext = createContext(null);
export const useForm = () => useContext(FormContext);

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A box or, for several of one name, any of them. */
const isTicked = (control) => [...control.form.elements].some((other) => other.name === control.name && other.checked);

/** What a control says, to see whether it was changed. */
const contentOf = (control) => (!control ? null : ["checkbox", "radio"].includes(control.type) ? isTicked(control) : control.value);

/** What is wrong with a control by its own attributes, as a sentence, or "". */
export const wrongWith = (control, label, t) => {
  const { value, dataset } = control;
  const empty = ["checkbox", "radio"].includes(control.type) ? !isTicked(control) : value.trim() === "";
  if (empty) return control.required || dataset.required ? dataset.missing || t("Please fill in: {label}", { label }) : "";
  if (dataset.unreadable) return t("{label} must be a number", { label });
  if (control.type === "email" && !EMAIL.test(value.trim())) return t("Enter an e-mail address like name@company.example");
  if (control.minLength > 0 && value.length < control.minLength) return t("{label} needs at least {n} characters", { label, n: control.minLength });
  const decimals = (dataset.number?.split(".")[1] ?? "").length;
  if (dataset.decimals && decimals > Number(dataset.decimals)) return t("{label} may have at most {n} decimals", { label, n: Number(dataset.decimals) });
  if (dataset.min && Number(dataset.number) < Number(dataset.min)) return t("{label} must be at least {n}", { label, n: Number(dataset.min) });
  if (dataset.max && Number(dataset.number) > Number(dataset.max)) return t("{label} may be at most {n}", { label, n: Number(dataset.max) });
  if (dataset.pattern && !new RegExp(`^(?:${dataset.pattern})$`).test(value)) return dataset.wrong || t("Please check: {label}", { label });
  return "";
};

/** The values of a form: text as typed (numbers as 1234.5), a lone checkbox as true or false, several of one name as a list. */
export const valuesOf = (form) => {
  const values = {};
  const boxes = (name) => [...form.elements].filter((other) => other.name === name && other.type === "checkbox");
  for (const control of form.elements) {
    const { name, type } = control;
    if (!name || control.disabled || type === "submit" || type === "button" || type === "file") continue;
    if (type === "radio") values[name] = control.checked ? control.value : (values[name] ?? "");
    else if (type !== "checkbox") values[name] = control.dataset.number ?? control.value;
    else if (boxes(name).length === 1 && !control.dataset.listed) values[name] = control.checked;
    else values[name] = [...(values[name] ?? []), ...(control.checked ? [control.value] : [])];
  }
  return values;
};

function Summary({ problem, labels, box }) {
  const t = useText();
  const names = Object.keys(problem.fields ?? {});
  const go = (name) => (event) => {
    event.preventDefault();
    const control = box.current.closest("form").querySelector(`[name="${CSS.escape(name)}"]`);
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  };
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <h2><Sign name="tri" />{problem.title || t("Please look at this again")}</h2>
      {names.length > 0 && (
        <ul>
          {names.map((name) => (
            <li key={name}>
              {labels.has(name) ? <a href={`#${name}`} onClick={go(name)}>{problem.fields[name]}</a> : problem.fields[name]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const useErrorTitle = (wrong) => {
  const t = useText();
  useEffect(() => {
    if (!wrong) return;
    const before = document.title;
    document.title = `${t("Error:")} ${before}`;
    return () => {
      document.title = before;
    };
  }, [wrong]);
};

let lastSent = null; // the form of this page that was sent last: only it shows a problem of the page's state
const PATIENCE = 3000; // then a form without news is released, and a problem that did not change is taken for the answer

/** A problem of the page's state, as far as it answers this form: [problem, how often it was news, ask]. */
const useAnswer = (problem, savedWhen, busy) => {
  const me = useRef({});
  const given = problem?.title || Object.keys(problem?.fields ?? {}).length ? problem : null;
  const told = JSON.stringify(given);
  const saved = JSON.stringify(savedWhen);
  const [asked, setAsked] = useState(null); // what was told when the form was sent
  const [turn, setTurn] = useState(0);
  const timer = useRef(0);
  const done = () => {
    clearTimeout(timer.current);
    setAsked(null);
    if (lastSent === me.current) setTurn((n) => n + 1);
  };
  useEffect(() => {
    if (asked !== null && asked.told !== told) done();
  }, [told]);
  useEffect(() => {
    if (asked !== null) done();
  }, [saved, busy]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = () => {
    lastSent = me.current;
    setAsked({ told });
    clearTimeout(timer.current);
    timer.current = setTimeout(done, PATIENCE);
  };
  const mine = lastSent === me.current && asked === null ? given : null;
  return { given: mine, turn, waiting: asked !== null, ask };
};

/** Counts the successes: after each the fields begin anew with what the state now holds. The focus stays on the button. */
const useSaves = (savedWhen, form) => {
  const [saves, setSaves] = useState(0);
  const known = useRef(savedWhen);
  const focused = useRef(false);
  useEffect(() => {
    if (JSON.stringify(known.current) === JSON.stringify(savedWhen)) return;
    known.current = savedWhen;
    focused.current = form.current.contains(document.activeElement);
    setSaves((n) => n + 1);
  }, [savedWhen]);
  useEffect(() => {
    if (focused.current) form.current.querySelector("[type=submit]")?.focus();
    focused.current = false;
  }, [saves]);
  return saves;
};

/** `problem` from outside (a state) is shown like one of our own; a new one moves the focus to the summary. */
export function PortalForm({ action, answer: answerName, steps, stays, onAnswered, onSubmit, problem, busy, savedWhen, children, ...props }) {
  const t = useText();
  const form = useRef(null);
  const box = useRef(null);
  const labels = useRef(new Map());
  const [own, setOwn] = useState(null);
  const [wrong, setWrong] = useState({});
  const [posting, setPosting] = useState(false);
  const [turn, setTurn] = useState(0);
  const answer = useAnswer(problem, savedWhen, busy);
  const shown = own ?? answer.given;
  const sending = posting || answer.waiting || !!busy;
  useEffect(() => {
    if (answer.turn && answer.given) complain(null, answer.given.fields);
  }, [answer.turn]);
  useEffect(() => {
    if (turn) box.current?.focus();
  }, [turn]);
  useErrorTitle(!!shown);
  const saves = useSaves(savedWhen, form);

  const refused = useRef({}); // what stood in a field when it was refused: until that changes, the sentence stays
  const complain = (next, fields = next?.fields) => {
    const controlOf = (name) => [...form.current.elements].find((control) => control.name === name);
    refused.current = Object.fromEntries(Object.keys(fields ?? {}).map((name) => [name, contentOf(controlOf(name))]));
    setOwn(next);
    setWrong(fields ?? {});
    setTurn((n) => n + 1);
  };

  const check = useCallback((control) => {
    const sentence = wrongWith(control, labels.current.get(control.name) ?? "", t);
    if (!sentence && refused.current[control.name] === contentOf(control)) return;
    delete refused.current[control.name];
    setWrong((all) => {
      const { [control.name]: _, ...others } = all;
      return sentence ? { ...others, [control.name]: sentence } : others;
    });
  }, [t]);

  const checkAll = () => {
    const found = {};
    for (const control of form.current.elements) {
      const sentence = control.name && labels.current.has(control.name) ? wrongWith(control, labels.current.get(control.name), t) : "";
      if (sentence && !found[control.name]) found[control.name] = sentence;
    }
    return found;
  };

  const postIt = async (values) => {
    setPosting(true);
    const reply = await post(action, values);
    if (answerName) keepAnswer(answerName, reply);
    if (!stays && follow(reply, steps)) return;
    setPosting(false);
    if (answerName && !reply.problem) return onAnswered?.();
    const found = reply.problem ?? {};
    complain(found.title || found.fields ? found : { title: t("No answer from the portal. What you typed is still here; please try again in a moment.") });
  };

  const send = (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (sending) return;
    const fields = checkAll();
    if (Object.keys(fields).length) return complain({ fields });
    setOwn(null);
    setWrong({});
    const values = valuesOf(form.current);
    if (action) return postIt(values);
    answer.ask();
    onSubmit?.(values);
  };

  const context = useMemo(
    () => ({ wrong, check, named: (name, label) => void labels.current.set(name, label), sending }),
    [wrong, check, sending],
  );
  return (
    <FormContext.Provider value={context}>
      <form ref={form} noValidate method="post" action={action} {...props} onSubmit={send} aria-busy={sending || undefined}>
        {shown && <Summary problem={shown} labels={labels.current} box={box} />}
        <Fragment key={saves}>{children}</Fragment>
      </form>
    </FormContext.Provider>
  );
}

/** The button that sends its form; says that it is working and cannot be pressed twice. */
export function SendButton({ children, busyWord, ...props }) {
  const form = useForm();
  const busy = !!form?.sending;
  return (
    <button type="submit" {...props} aria-busy={busy || undefined} aria-disabled={busy || undefined}>
      {busy && busyWord ? busyWord : children}
    </button>
  );
}
