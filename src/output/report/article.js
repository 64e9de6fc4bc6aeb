// Owns the view of one article: its text with the quotes marked, its speakers, the filters.
const showArticle = (a, id = null) => {
  view = { a, id: null, form: null };
  filters.speaker = "";
  const article = articles[a];
  if (records(a).length === 0) {
    decided(a);
    save();
  }
  const left = h("aside", { className: "side", id: "left", "aria-label": "Speakers and filters" });
  const right = h("aside", { className: "side details idle", id: "right", "aria-label": "Selected quote" });
  const sheet = h(
    "article",
    { className: "sheet" },
    h("h1", {}, title(a)),
    h("p", { className: "facts" }, [facts(article), ...(article.notes ?? [])].filter(Boolean).join(" · ")),
    h("div", { className: "text", id: "text" }),
  );
  main.replaceChildren(h("div", { className: "desk" }, left, sheet, right));
  window.scrollTo(0, 0);
  byId("where").textContent = title(a);
  drawText();
  drawLeft();
  select(id, false);
  frame();
  say(`${title(a)}, ${plural(records(a).length, "quote")}`);
};

/** Speakers of the open article with the number and the colour that mark them in the text. */
const cast = () => {
  const people = tally(records(view.a)).filter((person) => person.name !== NOBODY);
  return new Map(people.map((person, i) => [person.name, { ...person, number: i + 1, hue: HUES[i % HUES.length] }]));
};

const drawText = () => {
  const article = articles[view.a];
  const { text } = article;
  article.ruler ??= ruler(text);
  const unit = article.ruler.unit;
  const people = cast();
  const all = records(view.a);
  const pieces = all.flatMap((record) =>
    record.parts.map((part, i) => ({
      from: unit(part.start),
      to: unit(part.end),
      record,
      last: i === record.parts.length - 1,
    })),
  );
  const chosen = all.find((record) => record.id === view.id);
  const evidence = chosen
    ? [
        [chosen.cue, "cue"],
        [chosen.speaker.mention, "mention"],
        [chosen.speaker.antecedent, "antecedent"],
      ]
        .filter(([span]) => span)
        .map(([span, className]) => ({ from: unit(span.start), to: unit(span.end), className }))
    : [];
  const cuts = new Set();
  for (const { from, to } of [...pieces, ...evidence]) cuts.add(from).add(to);
  const sorted = [...cuts].sort((one, other) => one - other);

  const paragraphs = [];
  let line = 0;
  let at = 0;
  let next = 0;
  pieces.sort((one, other) => one.from - other.from);
  let alive = [];
  let begun = 0;
  for (const source of text.split("\n")) {
    line += 1;
    const end = at + source.length;
    if (source.trim()) {
      const paragraph = h("p", { "data-line": line });
      let from = at;
      while (from < end) {
        while (next < sorted.length && sorted[next] <= from) next += 1;
        const to = Math.min(end, sorted[next] ?? end);
        while (begun < pieces.length && pieces[begun].from <= from) alive.push(pieces[begun++]);
        alive = alive.filter((piece) => piece.to > from);
        paragraph.append(segment(from, to, alive, evidence, people));
        from = to;
      }
      paragraphs.push(paragraph);
    }
    at = end + 1;
  }
  byId("text").replaceChildren(...paragraphs);
};

const segment = (from, to, alive, evidence, people) => {
  const node = document.createTextNode(articles[view.a].text.slice(from, to));
  node.unit = from;
  let content = node;
  for (const piece of evidence.filter((span) => span.from <= from && span.to >= to)) {
    content = h("span", { className: `evidence ${piece.className}` }, content);
  }
  const here = alive.filter((piece) => piece.from <= from && piece.to >= to);
  // Where records lie inside one another the shortest is on top.
  here.sort((one, other) => one.to - one.from - (other.to - other.from));
  const piece = here.find((candidate) => passes(candidate.record)) ?? here[0];
  if (!piece) return content;
  const { record } = piece;
  if (!passes(record)) return h("mark", {}, content);
  const person = people.get(name(record));
  const state = decision(view.a, record.id)?.state;
  const isFirst = from === articles[view.a].ruler.unit(record.parts[0].start);
  const sign = { accepted: "✓", corrected: "✎", rejected: "✕" }[state] ?? "";
  const classes = ["on", record.kind, state, !person && "nobody", record.id === view.id && "chosen"];
  return h(
    "mark",
    {
      className: classes.filter(Boolean).join(" "),
      "data-id": record.id,
      "data-mark": piece.last && to === piece.to ? `${person?.number ?? "?"}${sign}` : null,
      hue: person?.hue,
      tabIndex: isFirst ? 0 : -1,
      title: `${name(record)} · ${KINDS[record.kind]}`,
      "aria-current": record.id === view.id ? "true" : null,
      onclick: () => getSelection().isCollapsed && select(record.id),
      onfocus: (event) => event.target.matches(":focus-visible") && record.id !== view.id && select(record.id, false),
    },
    content,
  );
};

const drawLeft = () => {
  const all = records(view.a);
  const people = cast();
  const list = [...people.values()];
  const nobody = tally(all.filter((record) => name(record) === NOBODY)).map((person) => ({ ...person, number: "?" }));
  const most = Math.max(1, ...[...list, ...nobody].map((person) => person.words));
  const entry = (person) =>
    h(
      "li",
      { className: person.name === NOBODY ? "nobody" : "", hue: person.hue },
      h("span", { className: "key" }, String(person.number)),
      h(
        "button",
        {
          type: "button",
          className: "plain",
          "aria-pressed": String(filters.speaker === person.name),
          onclick: () => setFilter("speaker", filters.speaker === person.name ? "" : person.name),
        },
        person.name,
      ),
      h("span", { className: "number", title: plural(person.words, "word") }, String(person.quotes)),
      person.role && h("span", { className: "role" }, person.role),
      meter(person, most),
    );
  const notes = [...new Set(all.flatMap((record) => record.notes))].sort();
  const select_ = (label, key, options) =>
    h(
      "label",
      { className: "field" },
      label,
      h(
        "select",
        { onchange: (event) => setFilter(key, event.target.value) },
        options.map(([value, text]) => h("option", { value, selected: filters[key] === value }, text)),
      ),
    );
  const output = h("output", { className: "soft" }, filters.confidence.toFixed(2));
  const kinds = Object.entries(KINDS).map(([kind, label]) =>
    h(
      "label",
      { className: "row" },
      h("input", {
        type: "checkbox",
        checked: filters.kinds.has(kind),
        onchange: (event) => {
          if (event.target.checked) filters.kinds.add(kind);
          else filters.kinds.delete(kind);
          redraw();
        },
      }),
      h("mark", { className: `on ${kind} swatch`, hue: 187, "aria-hidden": "true" }, "\u00a0\u00a0\u00a0\u00a0"),
      label,
      h("span", { className: "soft" }, String(all.filter((record) => record.kind === kind).length)),
    ),
  );
  byId("left").replaceChildren(
    h(
      "section",
      { "aria-labelledby": "speakers-title" },
      h("h2", { id: "speakers-title" }, "Speakers and their quotes"),
      h("ul", { className: "speakers" }, [...list, ...nobody].map(entry)),
      all.length === 0 && h("p", { className: "soft" }, "No quotes in this article."),
    ),
    h(
      "section",
      { className: "filters", "aria-labelledby": "filters-title" },
      h("h2", { id: "filters-title" }, "Show"),
      kinds,
      h(
        "label",
        { className: "field" },
        "Confidence at least ",
        output,
        h("input", {
          type: "range",
          min: 0,
          max: 1,
          step: 0.05,
          value: filters.confidence,
          oninput: (event) => {
            filters.confidence = Number(event.target.value);
            output.textContent = filters.confidence.toFixed(2);
            redraw();
          },
        }),
      ),
      notes.length > 0 && select_("Note", "note", [["", "any"], ...notes.map((note) => [note, note])]),
      select_("Decision", "state", [
        ["", "any"],
        ["open", "open"],
        ["accepted", "accepted"],
        ["corrected", "corrected"],
        ["rejected", "rejected"],
      ]),
    ),
  );
};

const setFilter = (key, value) => {
  filters[key] = value;
  redraw();
  if (key === "speaker") drawLeft();
};
const redraw = () => {
  drawText();
  const shown = records(view.a).filter(passes).length;
  say(`${plural(shown, "quote")} shown`);
};
