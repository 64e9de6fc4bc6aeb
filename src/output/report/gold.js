// Owns the gold file: the articles of which every record is decided.
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
// An article without quotes counts once it has been opened; showing it leaves an empty decision.
const complete = () => articles.map((_, a) => a).filter((a) => decisions[a] && openCount(a) === 0);
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
