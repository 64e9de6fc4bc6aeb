// Owns the articles, the decisions on their records, and what all views share.
// Everything from the articles enters the page as text nodes and attribute values, never as markup.
const articles = [...document.querySelectorAll("script.article")].map((block) => JSON.parse(block.textContent));
const main = document.getElementById("main");
const byId = (id) => document.getElementById(id);

const HUES = [187, 32, 268, 128, 345, 217, 68, 12];
const KINDS = { direct: "Direct", mixed: "Mixed", indirect: "Indirect" };
const OPTIONAL = ["directive", "agentless", "evidence"];
const NOBODY = "(speaker not named)";
const REASONS = {
  "full-name": "named in full in the attribution",
  "short-name": "a short form of the full name elsewhere",
  pronoun: "a pronoun for the person spoken of before",
  role: "the role of a person named elsewhere",
  description: "the description itself; no name is given",
  context: "no attribution of its own; from the quotes around it",
};

const h = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "hue") element.style.setProperty("--hue", value);
    else if (key === "width") element.style.width = value;
    else if (key in element && key !== "list") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

// Offsets of records count code points; JavaScript's strings count UTF-16 units.
const ruler = (text) => {
  if (!/[\ud800-\udbff]/.test(text)) return { unit: (point) => point, point: (unit) => unit };
  const units = [];
  for (let i = 0; i < text.length; i += text.codePointAt(i) > 0xffff ? 2 : 1) units.push(i);
  units.push(text.length);
  const point = (unit) => {
    let low = 0;
    let high = units.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (units[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return { unit: (p) => units[Math.min(p, units.length - 1)], point };
};
const slice = (article, span) => {
  article.ruler ??= ruler(article.text);
  return article.text.slice(article.ruler.unit(span.start), article.ruler.unit(span.end));
};

// Decisions: by article number, then by record id; kept in this browser under the fingerprint of the report.
const fingerprint = () => {
  let hash = 0x811c9dc5;
  for (const article of articles) {
    for (const unit of article.doc.id + article.text.length) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  }
  return "kutip-review-" + (hash >>> 0).toString(16);
};
const memory = fingerprint();
let decisions = {};
try {
  decisions = JSON.parse(localStorage.getItem(memory)) ?? {};
} catch {
  decisions = {};
}
const save = () => {
  try {
    localStorage.setItem(memory, JSON.stringify(decisions));
  } catch {
    /* A browser that keeps nothing still reviews; the download is what counts. */
  }
};
const decided = (a) => (decisions[a] ??= { records: {}, added: [] });
const decision = (a, id) => decisions[a]?.records[id];
const decide = (a, id, value) => {
  if (value) decided(a).records[id] = value;
  else delete decided(a).records[id];
  save();
};

/** The records of an article as they stand after corrections, in text order. */
const records = (a) =>
  [...articles[a].quotes, ...(decisions[a]?.added ?? [])]
    .map((record) => decision(a, record.id)?.record ?? record)
    .sort((one, other) => one.parts[0].start - other.parts[0].start);
const isAdded = (a, id) => (decisions[a]?.added ?? []).some((record) => record.id === id);
const openCount = (a) => records(a).filter((record) => !decision(a, record.id)).length;
const name = (record) => record.speaker.name ?? NOBODY;
const wordCount = (record) => record.text.split(/\s+/).filter(Boolean).length;
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Who is quoted in these records, most words first. */
const tally = (all) => {
  const people = new Map();
  for (const record of all) {
    const key = name(record);
    const person = people.get(key) ?? { name: key, role: null, quotes: 0, words: 0, direct: 0, mixed: 0, indirect: 0 };
    person.quotes += 1;
    const words = wordCount(record);
    person.words += words;
    person[record.kind] += words;
    person.role ??= record.speaker.role;
    people.set(key, person);
  }
  return [...people.values()].sort((one, other) => other.words - one.words || other.quotes - one.quotes);
};
const meter = (person, most) =>
  h(
    "span",
    { className: "meter", "aria-hidden": "true" },
    Object.keys(KINDS).map((kind) => h("span", { className: kind, width: `${(100 * person[kind]) / most}%` })),
  );
const legend = () =>
  h(
    "p",
    { className: "legend" },
    Object.entries(KINDS).map(([kind, label]) => h("span", {}, h("i", { className: kind }), label)),
  );

let view = { a: null, id: null, form: null };
const filters = { kinds: new Set(Object.keys(KINDS)), speaker: "", confidence: 0, note: "", state: "" };
const passes = (record) =>
  filters.kinds.has(record.kind) &&
  (!filters.speaker || name(record) === filters.speaker) &&
  record.confidence >= filters.confidence &&
  (!filters.note || record.notes.includes(filters.note)) &&
  (!filters.state || (decision(view.a, record.id)?.state ?? "open") === filters.state);

const say = (message) => {
  byId("status").textContent = message;
};

/** Says something that sighted readers need too. */
const tell = (message) => {
  say(message);
  byId("progress").textContent = message;
};
