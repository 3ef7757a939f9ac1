// Stands in for a page that broke in the browser. Speaks both languages by the store, needs nothing of the page.
import { useText } from "./words.js";

export function BrokenPage() {
  const t = useText();
  return (
    <main className="page narrow" id="main" role="alert">
      <div className="blank">
        <h1>{t("This page broke")}</h1>
        <p className="sub">{t("That is our fault, and we have been told. What you saved is safe. Load the page again; if it breaks once more, please tell your contact.")}</p>
        <div className="actions">
          <button type="button" className="button" onClick={() => location.reload()}>{t("Load again")}</button>
          <a className="button secondary" href="/">{t("To the start")}</a>
        </div>
      </div>
    </main>
  );
}
