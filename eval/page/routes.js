// Addresses: #/DATA is the overview of a data set, #/DATA/ID one of its articles.

const sets = JSON.parse(document.getElementById("data").textContent);
const reader = document.querySelector(".reader");
const lists = new Map();
const chosenSystem = new Map();
const left = new Map();
let shown = null;

for (const set of sets) {
  const section = [...document.querySelectorAll(".set")].find((one) => one.dataset.slug === set.slug);
  const box = section.querySelector(".articles");
  if (box && set.articles.length) lists.set(set.slug, new ArticleList(set, box));
}

function here() {
  const parts = location.hash.replace(/^#\/?/, "").split("/").map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
  const set = sets.find((one) => one.slug === parts[0]) || sets[0];
  return { set, at: parts.length > 1 ? set.articles.findIndex((article) => article.id === parts[1]) : -1, asked: parts[1] };
}

function showOverview(set) {
  for (const section of document.querySelectorAll(".set")) section.classList.toggle("shown", section.dataset.slug === set.slug);
  for (const link of document.querySelectorAll(".top [data-slug]")) {
    if (link.dataset.slug === set.slug) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function neighbours(set, at) {
  const order = lists.get(set.slug).order;
  const place = order.indexOf(at);
  const path = place < 0 ? set.articles.map((_, index) => index) : order;
  const now = place < 0 ? at : place;
  return { place: now + 1, all: path.length, before: path[now - 1], after: path[now + 1] };
}

function step(set, at, rel) {
  if (at === undefined) return null;
  const [name, before, after] = rel === "prev" ? ["Previous", "←", ""] : ["Next", "", "→"];
  const attributes = { class: "button", href: address(set.slug, set.articles[at].id), rel, "aria-label": `${name} article` };
  return make("a", attributes, before, make("span", { class: "word" }, name), after);
}

function showArticle(set, at) {
  const article = set.articles[at];
  const path = neighbours(set, at);
  const body = make("div");
  const wanted = chosenSystem.get(set.slug) ?? lists.get(set.slug).state.system;
  const start = article.answers[wanted] ? wanted : article.answers.findIndex((answer) => answer);
  const choose = (system, focus = true) => {
    chosenSystem.set(set.slug, system);
    fillArticle(body, set, article, system, choose);
    if (focus) body.querySelector('[aria-pressed="true"]').focus();
  };
  reader.replaceChildren(
    make("nav", { class: "bar", "aria-label": "Articles" },
      make("a", { class: "button", href: address(set.slug), rel: "up" }, "All articles"),
      make("span", { class: "place push" }, `${path.place} of ${path.all}`),
      step(set, path.before, "prev"), step(set, path.after, "next")),
    make("h1", { tabindex: "-1", dir: "auto", title: article.title || null }, article.title || opening(article.text)),
    make("p", { class: "note" }, article.id, make("span", { class: "keys" }, " · keys: ", make("kbd", null, "←"), " ", make("kbd", null, "→"), " other articles, ", make("kbd", null, "Esc"), " back to the list")),
    body);
  choose(start, false);
}

function showMissing(set, id) {
  reader.replaceChildren(make("h1", { tabindex: "-1" }, "Not in this page"), make("p", null, `There is no article ${id} of ${set.slug} here. `, make("a", { href: address(set.slug) }, "All articles")));
}

function route() {
  const { set, at, asked } = here();
  const reading = Boolean(asked);
  if (shown !== null) left.set(shown, scrollBefore);
  document.documentElement.classList.toggle("article", reading);
  showOverview(set);
  if (reading) (at < 0 ? showMissing(set, asked) : showArticle(set, at));
  else reader.replaceChildren();
  if (shown !== null) {
    scrollTo(0, reading ? 0 : left.get(location.hash) ?? left.get(address(set.slug)) ?? 0);
    (reading ? reader : document.querySelector(".set.shown")).querySelector("h1").focus({ preventScroll: true });
  }
  shown = reading ? location.hash : address(set.slug);
}

let scrollBefore = 0;
history.scrollRestoration = "manual";
addEventListener("scroll", () => { scrollBefore = scrollY; }, { passive: true });
addEventListener("hashchange", route);
addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("input, select, textarea, .scroll")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next", Escape: "up" }[event.key];
  const link = rel && reader.querySelector(`[rel="${rel}"]`);
  if (link) { event.preventDefault(); location.hash = link.hash; }
});
route();
