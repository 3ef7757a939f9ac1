// The texts of the screen in the language of the person, switched live. English is the source and needs nothing;
// other languages are one JSON file, {"English": "Deutsch"} and {"one": ["eins", "viele"]} for plurals.
import { useSyncExternalStore } from "react";

const listeners = new Set();
const texts = { en: {} };
let shown = "en";

const fill = (text, values, language) =>
  values
    ? text.replace(/\{(\w+)\}/g, (all, name) => {
        const value = values[name];
        return typeof value === "number" ? value.toLocaleString(language) : (value ?? "");
      })
    : text;

const speakers = {};
const speaker = (language) =>
  (speakers[language] ??= Object.assign(
    (id, values) => fill(texts[language]?.[id] ?? id, values, language),
    {
      many: (one, many, n, values) => {
        const forms = texts[language]?.[one];
        const pair = Array.isArray(forms) ? forms : [one, many];
        return fill(n === 1 ? pair[0] : pair[1], { n, ...values }, language);
      },
      language,
    },
  ));

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The speaker of the shown language: t(text, values), t.many(one, many, n, values). Texts are literals, they are the message ids. */
export const useText = () => speaker(useSyncExternalStore(subscribe, () => shown, () => "en"));

/** For what is said outside of components. */
export const say = (id, values) => speaker(shown)(id, values);

const show = (language) => {
  shown = language;
  document.documentElement.lang = language;
  listeners.forEach((listener) => listener());
};

/** Show another language; fetches its words once. Stays with the present one when they cannot be fetched. */
export const switchLanguage = async (language, url) => {
  if (!texts[language]) {
    try {
      const answer = await fetch(url);
      if (!answer.ok) return false;
      texts[language] = await answer.json();
    } catch {
      return false;
    }
  }
  show(language);
  return true;
};

if (typeof window !== "undefined" && window.portalWords) {
  const language = document.documentElement.lang;
  window.portalWords.then((words) => {
    texts[language] = words;
    show(language);
  });
}
