// Owns the front page: all articles, and who is quoted how much.
const showFront = () => {
  view = { a: null, id: null, form: null };
  const rows = h("tbody");
  const fill = (wanted) => {
    const whole = new Set(complete());
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
          h(
            "td",
            {},
            h("a", { href: `#${a + 1}` }, title(a)),
            h("span", { className: "role" }, facts(article) || beginning(article)),
          ),
          h("td", { className: "number" }, String(all.length)),
          h("td", { className: "number" }, whole.has(a) ? "all" : `${all.length - open}`),
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
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, head("Article"), head("Quotes", "number"), head("Decided", "number"))),
      rows,
    ),
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
