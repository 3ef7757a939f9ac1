// In the place of mergician, as the pages use it: two plain objects into a new one, deeply, the second wins.
const plain = (value) => value !== null && typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value));

export const mergician = (first, second) => {
  const merged = { ...first };
  for (const [name, value] of Object.entries(second)) merged[name] = plain(value) && plain(first[name]) ? mergician(first[name], value) : value;
  return merged;
};
