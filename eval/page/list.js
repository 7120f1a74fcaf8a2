// The list of articles: search, and order by a figure of one system or its lead over another.

const PAGE = 50;

class ArticleList {
  constructor(set, box) {
    this.set = set;
    this.state = { query: "", column: set.main, system: set.start, against: -1, worst: true };
    this.shown = PAGE;
    this.texts = set.articles.map((article) => null);
    this.results = make("div");
    this.note = make("p", { class: "note", role: "status" });
    box.append(this.controls(), this.note, this.results);
    this.refresh();
  }

  controls() {
    const { set, state } = this;
    const known = set.systems.map((system, at) => [at, system.name]).filter(([at]) => set.articles.some((article) => article.answers[at]));
    const change = (key) => (value) => { state[key] = value; this.shown = PAGE; this.refresh(); };
    const search = make("input", { type: "search", autocomplete: "off", spellcheck: "false", input: () => change("query")(search.value.trim().toLowerCase()) });
    return make("div", { class: "controls" },
      make("label", { class: "wide" }, "Search titles, texts and quick looks", search),
      choice("Figure", set.columns.map((column, at) => [at, column.title]), state.column, change("column")),
      choice("System", known, state.system, change("system")),
      choice("Compared with", [[-1, "no other"], ...known], state.against, change("against")),
      this.orders = choice("Order", [[1, ""], [0, ""]], 1, (value) => change("worst")(Boolean(value))));
  }

  // A figure without a better end has no worst and no best.
  nameOrders() {
    const names = this.set.columns[this.state.column].better === "neither" ? ["lowest first", "highest first"] : ["worst first", "best first"];
    [...this.orders.querySelectorAll("option")].forEach((option, at) => { option.textContent = names[at]; });
  }

  text(at) {
    if (this.texts[at] === null) {
      const article = this.set.articles[at];
      const looks = article.writers.flat(2);
      const bullets = article.answers.flatMap((answer) => (answer ? answer.bullets.map((bullet) => bullet.text) : []));
      this.texts[at] = [article.id, article.title, article.text, ...looks, ...bullets].join("\n").toLowerCase();
    }
    return this.texts[at];
  }

  figure(at, system) {
    const answer = this.set.articles[at].answers[system];
    return answer ? answer.values[this.state.column] : null;
  }

  // The value that orders the list, turned so that more is better where one end is; null where it is not defined.
  merit(at) {
    const { system, against } = this.state;
    const own = this.figure(at, system);
    const other = against < 0 ? 0 : this.figure(at, against);
    if (own === null || other === null) return null;
    return (own - other) * (this.set.columns[this.state.column].better === "lower" ? -1 : 1);
  }

  refresh() {
    this.nameOrders();
    const { query, worst } = this.state;
    const found = this.set.articles.map((_, at) => at).filter((at) => !query || this.text(at).includes(query));
    const merits = new Map(found.map((at) => [at, this.merit(at)]));
    found.sort((one, two) => compareValues(merits.get(one), merits.get(two), worst ? 1 : -1) || one - two);
    this.order = found;
    this.draw();
  }

  draw() {
    const { set, state, order } = this;
    const compared = state.against >= 0;
    const column = set.columns[state.column];
    const rows = order.slice(0, this.shown).map((at) => this.row(at, column, compared));
    const names = [set.systems[state.system].name, ...(compared ? [set.systems[state.against].name, "Difference"] : []), "Found"];
    const head = make("tr", null, make("th", { scope: "col" }, make("span", { class: "column" }, "Article")), ...names.map((name) => make("th", { scope: "col" }, make("span", { class: "column" }, name))));
    this.note.textContent = `${order.length} of ${set.articles.length} articles; ${column.title}${column.unit === "share" ? " x 100" : ""}. Found: human quick looks that a bullet of ${names[0]} matches.`;
    const more = order.length > this.shown ? make("button", { type: "button", class: "button", click: () => { this.shown += 4 * PAGE; this.draw(); } }, `Show more (${order.length - this.shown} left)`) : null;
    const table = make("div", { class: "scroll list", tabindex: "0", role: "region", "aria-label": "Articles" }, make("table", null, make("thead", null, head), make("tbody", null, ...rows)));
    this.results.replaceChildren(...(order.length ? [table] : [make("p", null, "No article holds these words.")]), ...(more ? [more] : []));
  }

  row(at, column, compared) {
    const { set, state } = this;
    const article = set.articles[at];
    const answer = article.answers[state.system];
    const cells = [this.score(at, state.system, column)];
    if (compared) {
      const merit = this.merit(at);
      const lead = merit === null ? null : this.figure(at, state.system) - this.figure(at, state.against);
      const text = lead === null ? "–" : (lead >= 0 ? "+" : "-") + printed(Math.abs(lead), column);
      cells.push(this.score(at, state.against, column), make("td", { class: !merit || column.better === "neither" ? null : merit > 0 ? "plus" : "minus" }, text));
    }
    const { writer, pairs } = matchesOf(answer);
    const link = make("a", { href: address(set.slug, article.id), dir: "auto", title: article.title || null }, article.title || opening(article.text));
    return make("tr", null,
      make("th", { scope: "row" }, link, make("span", { class: "id" }, article.id)),
      ...cells, make("td", null, `${pairs.length} of ${article.writers[writer].length}`));
  }

  score(at, system, column) {
    const answer = this.set.articles[at].answers[system];
    if (answer && answer.error) return make("td", { class: "failed", title: answer.error }, "failed");
    return make("td", null, printed(this.figure(at, system), column));
  }
}

function opening(text) {
  const start = text.trimStart().slice(0, 91);
  return start.length > 90 ? start.slice(0, 90).replace(/\s+\S*$/, "") + " …" : start;
}
