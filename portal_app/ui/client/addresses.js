// The address of the page as the browser knows it: its query, and the token of a link in a mail.
import { useEffect, useState } from "react";
import { useLocation } from "react-router";

const TOKEN = /^#[\w-]{40,}$/;
const keptAt = () => `portal-link ${window.location.pathname}`;

/** A token behind # is taken out of the address at once, so that it is in no history and goes nowhere; a reload still finds it in this tab. */
const takeToken = () => {
  if (!TOKEN.test(window.location.hash)) return;
  try {
    sessionStorage.setItem(keptAt(), window.location.hash.slice(1));
    window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
  } catch {
    // without storage the token stays where it is
  }
};

const readToken = () => {
  const token = TOKEN.test(window.location.hash) ? window.location.hash.slice(1) : null;
  try {
    return token ?? sessionStorage.getItem(keptAt()) ?? "";
  } catch {
    return token ?? "";
  }
};

if (typeof window !== "undefined") {
  takeToken();
  window.addEventListener("hashchange", () => {
    if (!TOKEN.test(window.location.hash)) return;
    takeToken();
    window.location.reload(); // another link was opened in this tab: begin anew with it
  });
}

/** The token of the link this page was opened with, "" for none; null until the page stands. */
export const useLinkToken = () => {
  const [token, setToken] = useState(null);
  useEffect(() => setToken(readToken()), []);
  return token;
};

/** The query of the address, from the ? on. */
export const useQuery = () => useLocation().search;

/** One part of the query, "" when it is not there. */
export const useQueryPart = (name) => new URLSearchParams(useLocation().search).get(name) ?? "";
