// Owns the frame: the bar, the keys, the addresses.
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
