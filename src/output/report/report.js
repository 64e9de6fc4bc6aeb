"use strict";
(() => {
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

  // ---- the front page: all articles, and who is quoted how much -------------------------------------------------

  const showFront = () => {
    view = { a: null, id: null, form: null };
    const rows = h("tbody");
    const fill = (wanted) => {
      const found = articles
        .map((article, a) => [article, a])
        .filter(([article, a]) => {
          const hay = [title(a), article.doc.id, ...records(a).map(name)].join("\n").toLowerCase();
          return hay.includes(wanted.toLowerCase());
        });
      rows.replaceChildren(
        ...found.map(([article, a]) => {
          const all = records(a);
          const open = openCount(a);
          return h(
            "tr",
            {},
            h("td", {}, h("a", { href: `#${a + 1}` }, title(a)), h("span", { className: "role" }, facts(article) || beginning(article))),
            h("td", { className: "number" }, String(all.length)),
            h("td", { className: "number" }, open === 0 ? "all" : `${all.length - open}`),
          );
        }),
      );
      say(plural(found.length, "article"));
    };
    const head = (label, className) => h("th", { scope: "col", className }, label);
    const list = h(
      "section",
      { "aria-labelledby": "articles-title" },
      h("h2", { id: "articles-title" }, plural(articles.length, "article")),
      articles.length > 8 &&
        h("input", {
          type: "search",
          className: "search",
          placeholder: "Title or speaker",
          "aria-label": "Find articles by title or speaker",
          oninput: (event) => fill(event.target.value),
        }),
      h("table", {}, h("thead", {}, h("tr", {}, head("Article"), head("Quotes", "number"), head("Decided", "number"))), rows),
    );
    main.replaceChildren(h("div", { className: "front" }, h("h1", {}, "Quote review"), list, chart()));
    fill("");
    byId("where").textContent = "";
    frame();
  };

  const chart = () => {
    const people = tally(articles.flatMap((_, a) => records(a)));
    const most = Math.max(1, ...people.map((person) => person.words));
    const body = h("tbody");
    const row = (person) =>
      h(
        "tr",
        {},
        h("td", {}, person.name, person.role && h("span", { className: "role" }, person.role), meter(person, most)),
        h("td", { className: "number" }, String(person.quotes)),
        h("td", { className: "number" }, String(person.words)),
      );
    const FIRST = 20;
    body.append(...people.slice(0, FIRST).map(row));
    const head = (label, className) => h("th", { scope: "col", className }, label);
    const table = h(
      "table",
      { className: "chart" },
      h("thead", {}, h("tr", {}, head("Speaker"), head("Quotes", "number"), head("Words", "number"))),
      body,
    );
    const rest = people.slice(FIRST);
    const more = h("button", { type: "button", className: "quiet more" }, `Show ${plural(rest.length, "more speaker")}`);
    more.addEventListener("click", () => {
      body.append(...rest.map(row));
      more.remove();
    });
    return h(
      "section",
      { "aria-labelledby": "chart-title" },
      h("h2", { id: "chart-title" }, "Who is quoted how much"),
      legend(),
      table,
      rest.length > 0 && more,
    );
  };

  const title = (a) => articles[a].doc.title || articles[a].doc.id;
  const facts = (article) => {
    const { doc } = article;
    return [doc.title && (doc.path || doc.id), doc.date, doc.url].filter(Boolean).join(" · ");
  };

  const beginning = (article) => `${article.text.trim().slice(0, 90).replace(/\s+/g, " ")}…`;

  // ---- one article -------------------------------------------------------------------------------------------------

  const showArticle = (a, id = null) => {
    view = { a, id: null, form: null };
    filters.speaker = "";
    const article = articles[a];
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

  // ---- the selected quote ------------------------------------------------------------------------------------------

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
      h("button", { type: "button", className: quiet ? "quiet" : "", title: `${label} (${key})`, onclick: action }, label);
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
    h("button", { type: "button", className: "quiet", title: "New quote from the selected words (n)", onclick: add }, "New quote from selection");

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
    if (view.a !== null) lastPart = selectedPart() ?? (getSelection().isCollapsed && byId("text")?.contains(getSelection().anchorNode) ? null : lastPart);
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
      speaker: { name: null, kind: "unknown", role: null, affiliation: null, aliases: [], mention: null, antecedent: null },
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
      h("select", {}, options.map(([value, label]) => h("option", { value, selected: value === chosen }, label)));
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
        aliases: fields.aliases.value.split(";").map((alias) => alias.trim()).filter(Boolean),
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
      h("datalist", { id: "names" }, [...cast().keys()].map((value) => h("option", { value }))),
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

  // ---- the gold file -----------------------------------------------------------------------------------------------

  const gold = (a) => {
    const article = articles[a];
    const spans = (record) => record.parts.map(({ start, end }) => ({ start, end }));
    const state = (record) => decision(a, record.id)?.state;
    const all = records(a);
    return {
      id: article.doc.id,
      text: article.text,
      quotes: all
        .filter((record) => state(record) !== "rejected")
        .map((record) => ({
          kind: record.kind,
          parts: spans(record),
          cue: record.cue?.text ?? null,
          speaker: {
            mention: record.speaker.mention?.text ?? null,
            name: record.speaker.name,
            aliases: record.speaker.aliases,
            kind: record.speaker.kind,
            role: record.speaker.role,
          },
          optional: isOptional(record),
        })),
      non_speech: all.filter((record) => state(record) === "rejected" && record.kind === "direct").flatMap(spans),
    };
  };
  const complete = () => articles.map((_, a) => a).filter((a) => openCount(a) === 0 && (decisions[a] || records(a).length === 0));
  const download = () => {
    const lines = complete().map((a) => JSON.stringify(gold(a)) + "\n");
    const url = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
    const link = h("a", { href: url, download: "gold.jsonl" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    say(`${plural(lines.length, "article")} written to gold.jsonl`);
  };

  // ---- the frame: bar, keys, addresses -----------------------------------------------------------------------------

  const frame = () => {
    const inArticle = view.a !== null;
    byId("turn").hidden = !inArticle || articles.length < 2;
    byId("index").hidden = !inArticle || articles.length < 2;
    byId("previous").disabled = view.a === 0;
    byId("next").disabled = view.a === articles.length - 1;
    const done = complete().length;
    byId("download").disabled = done === 0;
    byId("download").title = done === 0 ? "An article goes into the file once each of its quotes is decided" : "";
    const total = inArticle ? records(view.a).length : 0;
    byId("progress").textContent = inArticle
      ? `${total - openCount(view.a)} of ${total} decided`
      : `${done} of ${plural(articles.length, "article")} decided`;
  };
  const turn = (by) => {
    const a = view.a + by;
    if (view.a !== null && articles[a]) visit(`#${a + 1}`);
  };
  const visit = (address) => {
    history.pushState(null, "", address);
    route();
  };
  const route = () => {
    const [, number, id] = /^#(\d+)(?:\.(.+))?$/.exec(location.hash) ?? [];
    const a = Number(number) - 1;
    if (articles[a]) showArticle(a, id && records(a).some((record) => record.id === id) ? id : null);
    else if (articles.length === 1) showArticle(0);
    else showFront();
  };
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    a: accept,
    r: reject,
    e: correct,
    u: undo,
    n: add,
    "[": () => turn(-1),
    "]": () => turn(1),
    i: () => visit("#"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    const inField = event.target.closest("input, select, textarea");
    if (event.key === "?" && !inField) byId("help").showModal();
    if (view.a === null) return;
    if (event.key === "Escape") select(view.form ? view.id : null);
    if (inField || (event.key === "Enter" && !event.target.matches("mark"))) return;
    if (event.key === "Enter") select(event.target.dataset.id);
    const action = KEYS[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  byId("index").addEventListener("click", () => visit("#"));
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("keys").addEventListener("click", () => byId("help").showModal());
  byId("download").addEventListener("click", download);
  window.addEventListener("popstate", route);
  route();
})();
