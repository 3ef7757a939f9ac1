// Sends what was typed into an entry grid, one message at a time, and meets the answers: so an answer that comes late, a line that
// breaks and a second tab change nothing of what somebody types meanwhile.
import { useEffect, useRef, useState } from "react";
import { entryOf, isBlank, isOpen, meet, withBlank } from "./entry_rows.js";

const LOOK_EVERY = 20_000; // ms between two looks whether the rows were changed elsewhere
const LOST_AFTER = 20_000; // ms after which a message without an answer is sent once more: the portal takes it only once

export const useEntries = ({ sheet, onPut, onRemove, onPaste, onLook }) => {
  const [rows, setRows] = useState(null);
  const [state, setState] = useState("saved");
  const now = useRef({ rows: null, version: -1, flight: null, number: Date.now(), waiting: [], halted: false });
  const props = useRef({});
  props.current = { onPut, onRemove, onPaste, onLook };

  const show = (next) => {
    now.current.rows = withBlank(next);
    setRows(now.current.rows);
  };
  const tell = () => {
    const { flight, waiting, halted, rows: all } = now.current;
    const open = flight || waiting.length > 0 || all?.some((row) => isOpen(row) && !isBlank(row));
    setState(!open ? "saved" : halted ? "halted" : flight || waiting.length ? "saving" : "open");
  };
  const send = (sent, act) => {
    const { flight, version } = now.current;
    now.current.number += 1;
    now.current.flight = { number: now.current.number, sent: { ...flight?.sent, ...sent }, since: Date.now() };
    act(now.current.number, version);
  };
  const put = (due) => {
    const { rows: all, flight, version } = now.current;
    // A row that is new in the message before this one has the version which that message makes: nobody else knows its key yet.
    const entries = due.map((row) => ({ ...entryOf(all, row), seen: row.seen || (row.key in (flight?.sent ?? {}) ? version + 1 : 0) }));
    send(Object.fromEntries(due.map((row) => [row.key, row.edits])), (number, at) => props.current.onPut(number, at, entries));
  };
  const flush = () => {
    const { rows: all, flight, waiting, halted } = now.current;
    if (!all || flight || halted) return tell();
    const open = all.filter((row) => row.due && isOpen(row) && !isBlank(row));
    const fresh = open.filter((row) => !row.refused); // what was refused goes alone, so that it holds up nothing else
    const due = fresh.length ? fresh : open;
    if (due.length) put(due);
    else if (waiting.length) send({}, waiting.shift());
    tell();
  };

  useEffect(() => {
    const here = now.current;
    const mine = here.flight?.number === sheet.answers;
    if (sheet.version < 0 || (here.rows === null && !sheet.whole)) return;
    const sent = mine ? here.flight.sent : {};
    if (sheet.failed) {
      show(here.rows.map((row) => (row.key in sent ? { ...row, refused: true } : row)));
      here.halted = mine && !here.rows.some((row) => row.due && !row.refused && isOpen(row) && !isBlank(row)); // what was decided meanwhile goes on
    } else if (sheet.whole || sheet.version >= here.version) {
      here.version = sheet.version;
      show(meet(here.rows ?? [], sheet, sent));
    }
    if (mine || sheet.whole) here.flight = null;
    flush();
  }, [sheet]);

  useEffect(() => {
    const look = () => {
      const { rows: all, flight, version } = now.current;
      if (flight && Date.now() - flight.since > LOST_AFTER) now.current.flight = null;
      now.current.halted = false; // what was refused because of trouble on the way is tried again
      flush();
      if (document.hidden || !all || now.current.flight || all.some(isOpen)) return;
      props.current.onLook(version);
    };
    /** Whoever goes away has left every field. There may be no time for an answer, so nothing waits for one: the portal reads messages in their order. */
    const leave = () => {
      const { rows: all, waiting, flight } = now.current;
      if (!all) return;
      const left = all.filter((row) => isOpen(row) && !isBlank(row) && flight?.sent[row.key] !== row.edits);
      edit(() => true, { due: true });
      if (left.length) put(left);
      while (waiting.length) send({}, waiting.shift());
      tell();
    };
    const leaving = () => (document.hidden ? leave() : look());
    const timer = setInterval(look, LOOK_EVERY);
    window.addEventListener("focus", look);
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leaving);
    return () => {
      leave();
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", leaving);
    };
  }, []);

  const edit = (which, news) => show(now.current.rows.map((row) => (which(row) ? { ...row, ...(typeof news === "function" ? news(row) : news) } : row)));
  const later = (act) => {
    now.current.halted = false;
    now.current.waiting.push(act);
    flush();
  };
  return {
    rows,
    state,
    all: () => now.current.rows,
    /** Typed: kept here until the field is left. */
    type: (key, news) => edit((row) => row.key === key, (row) => ({ ...news, edits: row.edits + 1, due: false })),
    /** Decided: may be sent now. */
    decide: (key, news = {}) => {
      now.current.halted = false;
      edit((row) => row.key === key, (row) => ({ ...news, refused: false, edits: row.edits + (Object.keys(news).length ? 1 : 0), due: true }));
      flush();
    },
    remove: (key) => {
      const row = now.current.rows.find((one) => one.key === key);
      if (isBlank(row) && !row.said) return;
      edit((one) => one.key === key, { leaving: true, due: true });
      later((number, version) => {
        const kept = now.current.rows.find((one) => one.key === key);
        props.current.onRemove(number, version, { [key]: kept?.seen ?? 0 });
      });
    },
    paste: (text, after) => later((number, version) => props.current.onPaste(number, version, text, after)),
  };
};
