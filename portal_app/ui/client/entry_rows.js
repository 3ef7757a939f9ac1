// The rows of an entry grid as they stand in the browser, and how they meet what the portal knows. What somebody typed and the
// portal has not confirmed is never replaced.

const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

/** A key that a row keeps for good: 26 signs, in the shape of the portal's own ids. */
export const newKey = () => {
  const random = crypto.getRandomValues(new Uint8Array(26));
  return SIGNS[random[0] & 7] + [...random.subarray(1)].map((byte) => SIGNS[byte & 31]).join("");
};

/** `edits` counts what was typed and `saved` how much of it the portal has; `due`: the field was left, so it may be sent. */
const blankRow = () => ({ key: newKey(), typed: "", quantity: "", picked: "", asWanted: false, seen: 0, edits: 0, saved: 0, due: false, said: null });

export const isBlank = (row) => row.typed.trim() === "" && row.quantity.trim() === "";

export const isOpen = (row) => row.edits !== row.saved;

const told = (said, edits = 0) => ({ key: said.key, typed: said.typed, quantity: said.quantity, picked: said.picked, asWanted: said.as_wanted, seen: said.seen, edits, saved: edits, due: false, said });

/** One row after an answer: as the portal has it, or with what was typed since then. `sent` is how far it was typed when it was sent. */
const meetOne = (row, said, sent, sheet) => {
  if (!row) return told(said);
  const saved = sent ?? row.saved;
  if (row.edits === saved) return { ...told(said, row.edits), leaving: row.leaving && sent !== undefined };
  return { ...row, said, saved, seen: sheet.taken.includes(row.key) ? said.seen : row.seen };
};

/** The rows after an answer, a blank one at their end. `sent` maps the keys this answer is about to their edits. */
export const meet = (rows, sheet, sent) => {
  const known = new Map(rows.map((row) => [row.key, row]));
  const met = sheet.rows.map((said) => meetOne(known.get(said.key), said, sent[said.key], sheet));
  const next = sheet.whole ? met : rows.filter((row) => !sheet.gone.includes(row.key));
  if (sheet.whole) {
    keepOurs(rows, next, sent);
    if (rows.length && isBlank(rows.at(-1)) && !rows.at(-1).said) next.push(rows.at(-1));
  }
  if (!sheet.whole) met.forEach((row, at) => put(next, row, sheet.rows[at].after));
  return withBlank(next);
};

/** What is typed here and stands nowhere else is kept, below the row it stood below. */
const keepOurs = (rows, next, sent) => {
  rows.forEach((row, at) => {
    const isOurs = row.edits !== (sent[row.key] ?? row.saved) && !isBlank(row);
    if (!isOurs || next.some((other) => other.key === row.key)) return;
    const above = rows.slice(0, at).reverse().find((other) => next.some((one) => one.key === other.key));
    next.splice(above ? next.findIndex((other) => other.key === above.key) + 1 : 0, 0, { ...row, seen: 0 });
  });
};

const put = (rows, row, after) => {
  const at = rows.findIndex((other) => other.key === row.key);
  if (at >= 0) rows[at] = row;
  else rows.splice(rows.findIndex((other) => other.key === after) + 1, 0, row);
};

/** One blank row at the end, always the same one while it is blank. */
export const withBlank = (rows) => (rows.length && isBlank(rows.at(-1)) && !rows.at(-1).said ? rows : [...rows, blankRow()]);

/** What is sent of a row, with the row above it that the portal can know. */
export const entryOf = (rows, row) => {
  const above = rows.slice(0, rows.indexOf(row)).reverse().find((other) => !isBlank(other));
  return { key: row.key, typed: row.typed, quantity: row.quantity, product_id: row.picked, as_wanted: row.asWanted, seen: row.seen, after: above?.key ?? "" };
};

const squeezed = (text) => String(text ?? "").toLowerCase().normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "");

/** Whether Enter may take an option at once: it was looked for by words, or all that was typed is in its numbers. What was only guessed is chosen by an arrow first. */
export const isSure = (option, typed) => {
  if (option.sure) return true;
  const words = typed.trim().split(/\s+/);
  if (words.some((word) => /^\p{L}{4,}$/u.test(word))) return true;
  const whole = squeezed(`${option.code} ${option.text} ${option.part}`);
  return words.every((word) => whole.includes(squeezed(word)));
};
