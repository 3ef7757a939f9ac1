// Codes that are shown once: a list to copy, print or keep as a file.
import { useEffect, useState } from "react";
import { Drawing } from "./drawing.jsx";
import { useText } from "./words.js";

const printOnly = (name) => {
  document.documentElement.dataset.prints = name;
  window.addEventListener("afterprint", () => delete document.documentElement.dataset.prints, { once: true });
  window.print();
};

export function CodeList({ codes = [], title, fileName }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const text = `${title}\n\n${codes.join("\n")}\n`;
  useEffect(() => {
    const timer = copied && setTimeout(() => setCopied(false), 4000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div className="code-list">
      <p className="print-only">{title}</p>
      <ol aria-label={title}>{codes.map((code) => <li key={code} className="code">{code}</li>)}</ol>
      <p className="row wrap">
        <button type="button" className="button secondary small" onClick={copy}><Drawing name={copied ? "check" : "copy"} small />{copied ? t("Copied") : t("Copy all")}</button>
        <button type="button" className="button secondary small" onClick={() => printOnly("codes")}><Drawing name="print" small />{t("Print")}</button>
        <a className="button secondary small" download={fileName} href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}><Drawing name="download" small />{t("Save as a file")}</a>
      </p>
      <span className="unseen" role="status">{copied ? t("Copied") : ""}</span>
    </div>
  );
}
