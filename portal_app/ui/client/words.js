// The texts of the screen in the language of the person, switched live. English is the source and needs nothing. Other
// languages are small files, one a slice, {"English": "Deutsch"} and {"one": ["eins", "viele"]} for plurals; a page fetches
// those of the slices that speak on it.
import { useSyncExternalStore } from "react";

const listeners = new Set();
const words = {}; // "de/ui" to its texts
const fetches = {}; // "de/ui" to the promise of them
const wanted = new Set(["ui"]); // slices that speak
let shown = "en";
let coming = "en";

const fill = (text, values, language) =>
  values
    ? text.replace(/\{(\w+)\}/g, (all, name) => {
        const value = values[name];
        return typeof value === "number" ? value.toLocaleString(language) : (value ?? "");
      })
    : text;

const makeSpeaker = (language, texts) =>
  Object.assign((id, values) => fill(texts[id] ?? id, values, language), {
    many: (one, many, n, values) => fill((texts[one] ?? [one, many])[n === 1 ? 0 : 1], { n, ...values }, language),
    language,
  });

const speakers = {}; // kept, because a new speaker is what tells React that the words changed
const speaker = (language, slice) => {
  const name = `${language}/${slice}`;
  const texts = words[name];
  if (speakers[name]?.texts !== texts || !speakers[name]) speakers[name] = Object.assign(makeSpeaker(language, texts ?? {}), { texts });
  return speakers[name];
};

const tell = () => listeners.forEach((listener) => listener());

/** The words of a slice; what cannot be fetched stays English and is asked for again the next time. */
const fetchWords = (language, slice) => {
  const name = `${language}/${slice}`;
  return (fetches[name] ??= (window.portalWords?.[name] ?? fetch(`${window.portalLook.words}${name}.json`))
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then((texts) => void (words[name] = texts))
    .catch(() => {
      delete fetches[name];
      delete window.portalWords?.[name];
    }));
};

/** The words of the places a person may go to next, one after the other. */
const fetchOthers = async () => {
  for (const slice of window.portalLook.slices) await fetchWords(coming, slice);
};

/** They come as soon as the person stirs, on the way to the next place: the first visit does not pay for them. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown"];
const fetchOthersInTime = () => {
  const start = () => {
    for (const sign of SIGNS) removeEventListener(sign, start, true);
    fetchOthers();
  };
  for (const sign of SIGNS) addEventListener(sign, start, { capture: true, passive: true });
};

/** Show a language when the words of all slices on the page are there; a later choice overtakes an earlier one. */
export const switchLanguage = async (language) => {
  coming = language;
  if (language !== "en") await Promise.all([...wanted].map((slice) => fetchWords(language, slice)));
  if (coming !== language) return;
  shown = language;
  document.documentElement.lang = language;
  tell();
  if (language !== "en" && !navigator.connection?.saveData) fetchOthersInTime();
};

const want = (slice) => {
  if (wanted.has(slice)) return;
  wanted.add(slice);
  if (coming !== "en") fetchWords(coming, slice).then(tell);
};

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The speaker of the shown language: t(text, values), t.many(one, many, n, values). Texts are literals, they are the message ids. */
export const useText = (slice = "ui") => {
  if (typeof window !== "undefined") want(slice);
  return useSyncExternalStore(subscribe, () => speaker(shown, slice), () => speaker("en", slice));
};
