// Theme, density, language and single keys: applied here, kept in this browser, reported so that the portal can save them.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { switchLanguage, useText } from "./words.js";

const listeners = new Set();
const DEFAULTS = { theme: "system", density: "normal", language: "en", keys: "on" };
let look = { ...DEFAULTS, ...(typeof window === "undefined" ? {} : window.portalLook) };

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The look chosen in this browser; during hydration the defaults the pages were built with. */
export const useLook = () => useSyncExternalStore(subscribe, () => look, () => DEFAULTS);

export const singleKeysAreOn = () => look.keys !== "off";

/** Does it once the page is seen, which may be after its words came: nothing unseen can have the focus. Answers how to leave it. */
export const whenShown = (act) => {
  if (document.documentElement.dataset.waiting === undefined) act();
  else document.addEventListener("portal-shown", act, { once: true });
  return () => document.removeEventListener("portal-shown", act);
};

const apply = async (name, value) => {
  if (look[name] === value) return;
  if (name === "language") await switchLanguage(value);
  look = { ...look, [name]: value };
  Object.assign(window.portalLook, look);
  window.portalPaint();
  try {
    const { words, slices, ...kept } = look;
    localStorage.setItem("portal-look", JSON.stringify(kept));
  } catch {
    // private windows may refuse; the choice then lasts until the page is left
  }
  listeners.forEach((listener) => listener());
};

/** Keeps the page in the chosen look. `saved` is what the portal knows of the person; when it changes it wins. */
export function Look({ saved, onChange }) {
  const t = useText();
  const told = useRef(onChange);
  told.current = onChange;
  useEffect(() => {
    switchLanguage(look.language);
    document.documentElement.dataset.ready = ""; // the page answers from now on
  }, []);
  useEffect(() => {
    for (const [name, value] of Object.entries(saved ?? {})) if (value) apply(name, value);
  }, [JSON.stringify(saved)]);
  useEffect(() => {
    if (t.language !== "en" && document.documentElement.dataset.waiting !== undefined) window.portalShow();
  }, [t]);
  useEffect(() => whenShown(() => {
    if (document.activeElement === document.body) document.querySelector("main [autofocus]")?.focus();
  }), []);
  useEffect(() => {
    const report = (event) => told.current?.(event.detail.name, event.detail.value);
    document.addEventListener("portal-look", report);
    return () => document.removeEventListener("portal-look", report);
  }, []);
  return null;
}

const choose = async (name, value) => {
  await apply(name, value);
  document.dispatchEvent(new CustomEvent("portal-look", { detail: { name, value } }));
};

/** One row of the account menu: a few exclusive choices, `[["light", "Light"], ...]`. */
export function LookSwitch({ name, label, options }) {
  const current = useLook()[name];
  return (
    <div role="group" aria-label={label}>
      <p className="label menu-title">{label}</p>
      <div className="segments">
        {options.map(([value, word]) => (
          <button key={value} type="button" lang={name === "language" ? value : undefined} aria-pressed={current === value} onClick={() => choose(name, value)}>
            {word}
          </button>
        ))}
      </div>
    </div>
  );
}
