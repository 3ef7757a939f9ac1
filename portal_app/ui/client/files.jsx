// Files on their way to the portal, one line each: how far, what went wrong, once more, away with it.
import { useId, useRef, useState } from "react";
import "./files.css";
import { Drawing, Sign } from "./drawing.jsx";
import { useText } from "./words.js";

const size = (bytes, language) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000)).toLocaleString(language)} kB` : `${(bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1 })} MB`);

const fits = (file, accept) => !accept || accept.split(",").some((kind) => file.name.toLowerCase().endsWith(kind.trim().toLowerCase()) || file.type === kind.trim());

/** XMLHttpRequest because fetch cannot tell how much of the body has gone. */
const upload = (action, file, progress) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", action);
    request.setRequestHeader("X-Portal", "form");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      try {
        resolve(JSON.parse(request.responseText));
      } catch {
        resolve({ problem: {} });
      }
    };
    request.onerror = () => resolve({ problem: {} });
    request.send(file);
  });

function Row({ row, again, drop }) {
  const t = useText();
  const name = row.file.name || t("Pasted text");
  return (
    <li>
      {row.state === "stored" ? <Sign name="check" /> : row.state === "wrong" ? <Sign name="tri" /> : <Drawing name="docs" small />}
      <span>
        {name}
        <span className="part" role="status">{row.state === "wrong" ? row.sentence : row.state === "going" && row.share === 1 ? t("All is sent and being read …") : row.state === "stored" ? t("Received, {size}", { size: size(row.file.size, t.language) }) : size(row.file.size, t.language)}</span>
      </span>
      {row.state === "going" ? <progress max="1" value={row.share} aria-label={t("How far {name} is", { name })} /> : row.state === "wrong" && row.retry ? (
        <button type="button" className="button quiet small" onClick={() => again(row)}>{t("Once more")}</button>
      ) : <span />}
      <button type="button" className="icon-button" aria-label={t("Take {name} away", { name })} onClick={() => drop(row)}>
        <Drawing name="close" small />
      </button>
    </li>
  );
}

/** A text in place of a file; it stays until the portal has it. */
function PastedText({ label, send }) {
  const t = useText();
  const [text, setText] = useState("");
  const paste = async () => {
    if (text.trim() && (await send(new File([text], "", { type: "text/plain" })))) setText("");
  };
  return (
    <div className="pasted">
      <label className="field">
        <span className="label">{label}</span>
        <textarea className="input code" rows="5" value={text} spellCheck={false} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="button" className="button secondary" disabled={!text.trim()} onClick={paste}>{t("Read this text")}</button>
    </div>
  );
}

export function FileDrop({ action, label, help, accept, most = 1, largest, pasteLabel, onStored }) {
  const t = useText();
  const id = useId();
  const [rows, setRows] = useState([]);
  const [over, setOver] = useState(false);
  const next = useRef(0);
  const input = useRef(null);
  const put = (key, news) => setRows((all) => all.map((row) => (row.key === key ? { ...row, ...news } : row)));
  const send = async (row) => {
    put(row.key, { state: "going", share: 0 });
    const answer = await upload(action, row.file, (share) => put(row.key, { share }));
    if (answer.id) {
      put(row.key, { state: "stored" });
      onStored?.(answer.id, row.file.name);
      return true;
    }
    const title = answer.problem?.title;
    put(row.key, { state: "wrong", sentence: title || t("The line broke off. The file is still here."), retry: !title });
    return false;
  };
  const refusal = (file) => {
    if (file.name && !fits(file, accept)) return t("This kind of file cannot be read. Possible: {kinds}", { kinds: accept.replaceAll(",", ", ") });
    if (largest && file.size > largest) return t("Too large: at most {size}", { size: size(largest, t.language) });
    return file.size ? "" : t("The file is empty");
  };
  const take = (files) => {
    const taken = [...files].slice(0, most).map((file) => {
      const sentence = refusal(file);
      return { key: next.current++, file, state: sentence ? "wrong" : "going", sentence, share: 0 };
    });
    setRows((all) => [...(most === 1 ? [] : all), ...taken].slice(-most));
    return Promise.all(taken.filter((row) => !row.sentence).map(send));
  };
  const takeText = async (file) => (await take([file])).some(Boolean);
  const dropped = (event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
  };
  return (
    <div
      className="file-drop" role="group" aria-labelledby={`${id}-label`} data-over={over ? "" : undefined} onDrop={dropped}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onPaste={(event) => event.clipboardData.files.length && take(event.clipboardData.files)}
    >
      <span className="label" id={`${id}-label`}>{label}</span>
      <button type="button" className="button secondary" aria-describedby={`${id}-help`} onClick={() => input.current.click()}>
        <Drawing name="upload" />{most > 1 ? t("Choose files") : t("Choose a file")}
      </button>
      <span className="hint" id={`${id}-help`}>{help || t("or drop it here")}</span>
      <input ref={input} type="file" hidden multiple={most > 1} accept={accept || undefined} aria-labelledby={`${id}-label`} onChange={(event) => { take(event.target.files); event.target.value = ""; }} />
      {pasteLabel && <PastedText label={pasteLabel} send={takeText} />}
      {rows.length > 0 && <ul className="files" aria-live="polite">{rows.map((row) => <Row key={row.key} row={row} again={send} drop={({ key }) => setRows((all) => all.filter((each) => each.key !== key))} />)}</ul>}
    </div>
  );
}
