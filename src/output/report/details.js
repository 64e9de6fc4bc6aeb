// Owns the selected quote: why it is what it is, and the editor's decision on it.
const select = (id, move = true) => {
  view.id = id;
  view.form = null;
  drawText();
  drawDetails();
  const record = records(view.a).find((candidate) => candidate.id === id);
  history.replaceState(null, "", record ? `#${view.a + 1}.${id}` : `#${view.a + 1}`);
  if (!record) return;
  const mark = document.querySelector("mark.chosen");
  if (move && mark) {
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
  }
  const shown = records(view.a).filter(passes);
  const state = decision(view.a, id)?.state ?? "open";
  say(
    `Quote ${shown.findIndex((candidate) => candidate.id === id) + 1} of ${shown.length}: ${name(record)}, ` +
      `${KINDS[record.kind]}, confidence ${record.confidence.toFixed(2)}, ${state}.`,
  );
};

const step = (by) => {
  const shown = records(view.a).filter(passes);
  if (shown.length === 0) return;
  const at = shown.findIndex((record) => record.id === view.id);
  const to = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
  select(shown[to].id);
};

const reveal = (span) => {
  const article = articles[view.a];
  const unit = article.ruler.unit(span.start);
  const walker = document.createTreeWalker(byId("text"), NodeFilter.SHOW_TEXT);
  let found = null;
  while (walker.nextNode() && (walker.currentNode.unit ?? Infinity) <= unit) found = walker.currentNode;
  found?.parentElement.scrollIntoView({ block: "center" });
};

const drawDetails = () => {
  const right = byId("right");
  const record = records(view.a).find((candidate) => candidate.id === view.id);
  right.classList.toggle("idle", !record);
  if (!record) {
    right.replaceChildren(
      h("h2", {}, "Selected quote"),
      h("p", { className: "soft" }, "Choose a quote in the text, or step with j and k."),
      h("p", { className: "verbs" }, addButton()),
    );
    return;
  }
  const person = cast().get(name(record));
  const state = decision(view.a, record.id)?.state;
  const rows = [];
  const row = (label, ...value) => {
    if (value.flat().some(Boolean)) rows.push(h("dt", {}, label), h("dd", {}, value.flat(2)));
  };
  const place = (span) =>
    span && h("button", { type: "button", className: "plain", onclick: () => reveal(span) }, span.text);
  row("Role", record.speaker.role);
  row("Affiliation", record.speaker.affiliation);
  row("Also called", record.speaker.aliases.join(", "));
  row("Kind", `${KINDS[record.kind]}, said by ${SAID_BY[record.speaker.kind]}`);
  row("Cue", place(record.cue), record.cue && record.cue.lemma !== record.cue.text && ` (${record.cue.lemma})`);
  row("Mention", place(record.speaker.mention));
  row("Antecedent", place(record.speaker.antecedent));
  row("Resolved by", REASONS[record.speaker.resolved_by] ?? record.speaker.resolved_by);
  row("When", record.when?.text, record.when?.iso && ` (${record.when.iso})`);
  row("Where", record.where?.text);
  row("Occasion", record.event?.text);
  row("Rule", record.rule);
  row("Confidence", record.confidence.toFixed(2));
  row("Notes", record.notes.length > 0 && h("span", { className: "note" }, record.notes.join(", ")));
  row(
    "Considered",
    (record.rivals ?? []).map((rival, i) => [
      i > 0 && "; ",
      h("button", { type: "button", className: "plain", onclick: () => reveal(rival) }, rival.name),
      ` (${rival.reason})`,
    ]),
  );
  const button = (label, key, action, quiet = true) =>
    h(
      "button",
      { type: "button", className: quiet ? "quiet" : "", title: `${label} (${key})`, onclick: action },
      label,
    );
  const who = [
    h("p", { className: "who" }, name(record)),
    h("p", { className: `state ${state ?? ""}` }, state ? state[0].toUpperCase() + state.slice(1) : "Not decided yet"),
  ];
  const facts_ = [
    h("blockquote", { hue: person?.hue }, record.text),
    h(
      "div",
      { className: "verbs" },
      button("Accept", "a", accept, false),
      button("Correct", "e", correct),
      button("Reject", "r", reject),
      state ? button("Undo", "u", undo) : [],
    ),
    h("dl", {}, rows),
    h("div", { className: "verbs" }, addButton()),
  ];
  right.replaceChildren(...who, ...(view.form ? [correctionForm(record)] : facts_));
  right.scrollTo(0, 0);
};

const SAID_BY = {
  person: "a person",
  organization: "an organization",
  group: "a group",
  anonymous: "an unnamed person",
  document: "a document",
  unknown: "nobody named",
};
const addButton = () =>
  h(
    "button",
    { type: "button", className: "quiet", title: "New quote from the selected words (n)", onclick: add },
    "New quote from selection",
  );

const finish = (state) => {
  decide(view.a, view.id, state && { ...decision(view.a, view.id), state });
  frame();
};
const accept = () => {
  if (!view.id) return;
  finish(decision(view.a, view.id)?.record ? "corrected" : "accepted");
  goOn();
};
const reject = () => {
  if (!view.id) return;
  finish("rejected");
  goOn();
};
const undo = () => {
  if (!view.id) return;
  const { id } = view;
  if (isAdded(view.a, id)) decided(view.a).added = decided(view.a).added.filter((record) => record.id !== id);
  decide(view.a, id, null);
  frame();
  drawLeft();
  select(records(view.a).some((record) => record.id === id) ? id : null);
};
const goOn = () => {
  const shown = records(view.a).filter(passes);
  const at = shown.findIndex((record) => record.id === view.id);
  const open = (record) => !decision(view.a, record.id);
  const next = shown.slice(at + 1).find(open) ?? shown.find(open);
  drawLeft();
  select(next?.id ?? view.id);
  if (!next) say("All quotes shown here are decided.");
};
const correct = () => {
  if (!view.id) return;
  view.form = true;
  drawDetails();
  document.querySelector("form.correct input, form.correct select")?.focus();
};

/** The selected words as a part in code points, or nothing. */
const selectedPart = () => {
  const selection = getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const text = byId("text");
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let from = null;
  let to = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!range.intersectsNode(node)) continue;
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    if (end <= start) continue;
    from ??= node.unit + start;
    to = node.unit + end;
  }
  if (from === null) return null;
  const article = articles[view.a];
  while (from < to && /\s/.test(article.text[from])) from += 1;
  while (to > from && /\s/.test(article.text[to - 1])) to -= 1;
  return from < to ? { start: article.ruler.point(from), end: article.ruler.point(to) } : null;
};
// Clicking a button may clear the selection, so the last one inside the text is remembered.
let lastPart = null;
document.addEventListener("selectionchange", () => {
  if (view.a !== null)
    lastPart =
      selectedPart() ??
      (getSelection().isCollapsed && byId("text")?.contains(getSelection().anchorNode) ? null : lastPart);
});

const textOf = (parts) => parts.map((part) => slice(articles[view.a], part)).join(" ");
const add = () => {
  const part = selectedPart() ?? lastPart;
  if (!part) {
    tell("Select the words of the quote in the text first.");
    return;
  }
  const used = new Set(records(view.a).map((record) => record.id));
  let number = 1;
  while (used.has(`new-${number}`)) number += 1;
  const record = {
    id: `new-${number}`,
    kind: "direct",
    text: textOf([part]),
    parts: [part],
    speaker: {
      name: null,
      kind: "unknown",
      role: null,
      affiliation: null,
      aliases: [],
      mention: null,
      antecedent: null,
    },
    cue: null,
    confidence: 1,
    rule: "added by hand",
    notes: [],
  };
  decided(view.a).added.push(record);
  save();
  frame();
  drawLeft();
  select(record.id);
  correct();
};

const correctionForm = (record) => {
  let parts = record.parts;
  const field = (label, control) => h("label", {}, h("span", {}, label), control);
  const input = (value) => h("input", { type: "text", value: value ?? "", autocomplete: "off" });
  const choice = (options, chosen) =>
    h(
      "select",
      {},
      options.map(([value, label]) => h("option", { value, selected: value === chosen }, label)),
    );
  const fields = {
    kind: choice(Object.entries(KINDS), record.kind),
    name: h("input", { type: "text", value: record.speaker.name ?? "", autocomplete: "off", list: "names" }),
    speakerKind: choice(Object.entries(SAID_BY), record.speaker.kind),
    role: input(record.speaker.role),
    aliases: input(record.speaker.aliases.join("; ")),
    mention: input(record.speaker.mention?.text),
    cue: input(record.cue?.text),
    optional: h("input", { type: "checkbox", checked: isOptional(record) }),
  };
  const content = h("blockquote", { hue: cast().get(name(record))?.hue }, record.text);
  const take = (more) => {
    const part = selectedPart() ?? lastPart;
    if (!part) {
      tell("Select words in the text first.");
      return;
    }
    parts = more ? [...parts, part].sort((one, other) => one.start - other.start) : [part];
    content.textContent = textOf(parts);
    say("Content taken from the selection.");
  };
  const clean = (control) => control.value.trim() || null;
  const corrected = () => ({
    ...record,
    kind: fields.kind.value,
    parts,
    text: textOf(parts),
    optional: fields.optional.checked,
    speaker: {
      ...record.speaker,
      name: clean(fields.name),
      kind: fields.speakerKind.value,
      role: clean(fields.role),
      aliases: fields.aliases.value
        .split(";")
        .map((alias) => alias.trim())
        .filter(Boolean),
      mention: mentioned(record.speaker.mention, clean(fields.mention)),
    },
    cue: mentioned(record.cue, clean(fields.cue)),
  });
  return h(
    "form",
    {
      className: "correct",
      "aria-label": "Correct this quote",
      onsubmit: (event) => {
        event.preventDefault();
        decide(view.a, record.id, { state: "corrected", record: corrected() });
        view.form = null;
        frame();
        goOn();
      },
    },
    field("Speaker's full name, empty if left open", fields.name),
    h(
      "datalist",
      { id: "names" },
      [...cast().keys()].map((value) => h("option", { value })),
    ),
    h("div", { className: "pair" }, field("Said by", fields.speakerKind), field("Quote is", fields.kind)),
    field("Role", fields.role),
    field("Other names in the article, with ; between", fields.aliases),
    h("div", { className: "pair" }, field("Mention", fields.mention), field("Cue", fields.cue)),
    h("label", {}, fields.optional, " Optional (a directive, evidence, or no agent)"),
    h("span", {}, "Content"),
    content,
    h(
      "div",
      { className: "verbs" },
      h("button", { type: "button", className: "quiet", onclick: () => take(false) }, "Take selection"),
      h("button", { type: "button", className: "quiet", onclick: () => take(true) }, "Add selection as part"),
    ),
    h(
      "div",
      { className: "verbs" },
      h("button", { type: "submit" }, "Save correction"),
      h("button", { type: "button", className: "quiet", onclick: () => select(record.id) }, "Cancel"),
    ),
  );
};
const mentioned = (old, text) => (text === null ? null : text === old?.text ? old : { text });
const isOptional = (record) => record.optional ?? record.notes.some((note) => OPTIONAL.includes(note));
