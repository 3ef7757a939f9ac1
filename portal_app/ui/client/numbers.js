// Numbers between people and machines: 1.234,5 and 1,234.5 are both 1234.5.

const POINTS = { en: [",", "."], de: [".", ","] };

const shortest = (plain) => (plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain).replace(/^(-?)0+(?=\d)/, "$1").replace(/^(-?)(?=\.)/, "$10");

/** The plain notation ("1234.5") of what was typed, or "" when it is no number. A single foreign separator is understood. */
export const parseNumber = (typed, language) => {
  const [group, point] = POINTS[language] ?? POINTS.en;
  let text = typed.replace(/[\s\u00a0\u202f'’]/g, "").replace(/\u2212/g, "-");
  const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d*)?$`);
  if (grouped.test(text)) text = text.replaceAll(group, "");
  else if (text.split(group).length === 2 && !text.includes(point)) text = text.replace(group, point);
  text = text.replace(point, ".");
  return /^-?(\d+(\.\d*)?|\.\d+)$/.test(text) ? shortest(text.replace(/\.$/, "")) : "";
};

/** The same number always as the same text: "2000.00" and "2000" are one. */
export const canonical = (plain) => parseNumber(String(plain ?? ""), "en");

/** A plain number in the notation of the language, with a fixed count of decimals if given. Nothing is rounded away. */
export const formatNumber = (plain, language, decimals) => {
  if (plain === "" || plain === undefined || plain === null) return "";
  const [whole, part = ""] = String(plain).split(".");
  const [group, point] = POINTS[language] ?? POINTS.en;
  const shown = decimals === undefined ? part : part.padEnd(decimals, "0");
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (shown ? point + shown : "");
};
