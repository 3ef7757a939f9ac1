// Posting JSON to the portal by plain HTTP: for what must set a cookie (signing in and out). Answers are
// {"go": "/path"} (a full page load follows), {"step": "name"} (likewise, to the page of that step), {"problem": {"title", "fields"}}
// (shown by the form), or something the page shows (see answers.jsx).
import { useState } from "react";
import { keepAnswer } from "./answers.jsx";
import { useText } from "./words.js";

/** Post and read the answer; a `problem` without a title means that no answer came or that it made no sense. */
export const post = async (action, data) => {
  try {
    const answer = await fetch(action, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang, "X-Portal": "form" },
      body: JSON.stringify(data),
    });
    return await answer.json();
  } catch {
    return { problem: {} };
  }
};

/** Go where the answer says; the page of a step gets the query of this one, in which the way back stands. */
export const follow = (answer, steps = {}) => {
  const page = answer.go ?? (steps[answer.step] && steps[answer.step] + window.location.search);
  if (!page) return false;
  window.location.assign(page);
  return true;
};

/** A button that posts and follows, such as Sign out. `values` is what it posts. What the portal says otherwise is kept under `answer`. */
export function PostButton({ action, values = {}, answer: answerName, steps, children, ...props }) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const press = async (event) => {
    event.stopPropagation();
    if (busy) return;
    setBusy(true);
    const answer = await post(action, values);
    const gone = follow(answer, steps);
    if (answerName) keepAnswer(answerName, answer);
    setFailed(!gone && !(answerName && (answer.problem?.title || !answer.problem)));
    setBusy(false);
  };
  return (
    <button type="button" {...props} aria-busy={busy} onClick={press}>
      {failed ? t("That did not work. Try again.") : children}
    </button>
  );
}
