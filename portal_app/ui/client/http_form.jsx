// Posting JSON to the portal by plain HTTP: for what must set a cookie (signing in and out). Answers are
// {"go": "/path"} (a full page load follows) or {"problem": {"title", "fields"}} (shown by the form).
import { useState } from "react";
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

export const follow = (answer) => {
  if (!answer.go) return false;
  window.location.assign(answer.go);
  return true;
};

/** A button that posts and follows, such as Sign out. `values` is what it posts. */
export function PostButton({ action, values = {}, children, ...props }) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const press = async (event) => {
    event.stopPropagation();
    if (busy) return;
    setBusy(true);
    const answer = await post(action, values);
    setFailed(!follow(answer));
    setBusy(false);
  };
  return (
    <button type="button" {...props} aria-busy={busy} onClick={press}>
      {failed ? t("That did not work. Try again.") : children}
    </button>
  );
}
