// The frame's own behaviour: skip link, news of a page change, the folded title block of the phone.
import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { useText } from "./words.js";

let shown = null; // the path of the page before; each page brings a frame of its own, so this must outlive it

/** After a change of page: the heading gets the focus and the title is said. */
export function PageNews() {
  const pathname = useLocation().pathname.replace(/(?<=.)\/$/, ""); // typed with a slash at its end it is the same page
  const [said, setSaid] = useState("");
  useEffect(() => {
    const first = shown === null;
    if (first || shown === pathname) {
      shown = pathname;
      return;
    }
    shown = pathname;
    const timer = setTimeout(() => {
      if (document.querySelector("dialog[open]") || document.activeElement?.matches("main input, main textarea, main select")) return;
      const heading = document.querySelector("main h1");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
      setSaid(document.title);
    }, 60);
    return () => clearTimeout(timer);
  }, [pathname]);
  return <p className="unseen" role="status">{said}</p>;
}

export function SkipLink() {
  const t = useText();
  const go = (event) => {
    event.preventDefault();
    const main = document.getElementById("main");
    main.focus();
    main.scrollIntoView();
  };
  return <a className="skip" href="#main" onClick={go}>{t("Skip to content")}</a>;
}

/** The strip that says for whom, on which budget, how fresh. On a phone it folds to company and state. */
export function TitleBlock({ children }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <header className="title-block" data-open={open ? "" : undefined} aria-label={t("For whom, on which budget, how fresh")}>
      {children}
      <button type="button" className="fold" aria-expanded={open} aria-label={t("Company, cost centre and delivery place")} onClick={() => setOpen(!open)} />
    </header>
  );
}
