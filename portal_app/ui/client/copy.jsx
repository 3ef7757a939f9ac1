// A number that can be copied; says so for a moment.
import { useEffect, useState } from "react";
import { Drawing } from "./drawing.jsx";
import { useText } from "./words.js";

export function CopyCode({ code }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied && setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <span className="row copy">
      <span className="code">{code}</span>
      <button type="button" className="icon-button over" aria-label={t("Copy {code}", { code })} title={t("Copy {code}", { code })} onClick={copy}>
        <Drawing name={copied ? "check" : "copy"} small />
      </button>
      <span className="unseen" role="status">{copied ? t("Copied") : ""}</span>
    </span>
  );
}
