// Answers of the portal to plain HTTP, kept while a page that shows them stands: what was said, secrets shown once. Only in the
// memory of the page, never in its storage; with the last component that shows an answer it is forgotten.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { post } from "./http_form.jsx";

const answers = {};
const listeners = {};
const NOTHING = {};

/** Keep what the portal answered under a name. */
export const keepAnswer = (name, answer) => {
  answers[name] = answer;
  listeners[name]?.forEach((listener) => listener());
};

const subscribe = (name) => (listener) => {
  (listeners[name] ??= new Set()).add(listener);
  return () => {
    listeners[name].delete(listener);
    setTimeout(() => listeners[name].size || delete answers[name]);
  };
};
const subscribers = {}; // kept, so that React does not subscribe anew with each drawing
const subscribeTo = (name) => (subscribers[name] ??= subscribe(name));

/** The latest answer under this name; before there is one, an object without anything in it. */
export const useAnswer = (name) => useSyncExternalStore(subscribeTo(name), () => answers[name] ?? NOTHING, () => NOTHING);

/** Asks once, when the page stands and `values` are complete; what comes is kept under `answer`. */
export function AskOnce({ action, values = {}, answer }) {
  const asked = useRef(false);
  const complete = Object.values(values).every((value) => value !== null);
  useEffect(() => {
    if (asked.current || !complete) return;
    asked.current = true;
    post(action, values).then((reply) => keepAnswer(answer, reply));
  }, [complete]);
  return null;
}

/** What appears in place of something else: its heading gets the focus and is read out. */
export function Arrival({ children, ...props }) {
  const box = useRef(null);
  useEffect(() => {
    const heading = box.current.querySelector("h1, h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }, []);
  return <div ref={box} {...props}>{children}</div>;
}
