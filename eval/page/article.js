// One article: human and system quick looks side by side, and the text with the evidence marked.

function matchesOf(answer) {
  return { writer: answer.writer, pairs: answer.matches.filter((match) => match[3] === answer.writer) };
}

function light(root, key, on) {
  for (const element of root.querySelectorAll(`[data-key~="${key}"]`)) element.classList.toggle("on", on);
}

function showEvidence(root, key) {
  const found = root.querySelector(`mark[data-key~="${key}"]`);
  if (found) found.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function lookItem(root, look) {
  const key = look.key;
  const attributes = { class: `look ${key === null ? "" : `joined ${tone(key)}`}`, dir: "auto" };
  if (key !== null) {
    Object.assign(attributes, {
      "data-key": key, tabindex: "0",
      mouseenter: () => light(root, key, true), mouseleave: () => light(root, key, false),
      focus: () => light(root, key, true), blur: () => light(root, key, false),
      click: () => showEvidence(root, key),
      keydown: (event) => { if (event.key === "Enter") showEvidence(root, key); },
    });
  }
  const badge = make("span", { class: key === null ? "badge empty" : "badge", "aria-hidden": key === null }, key === null ? "–" : String(key + 1));
  const label = look.label ? make("span", { class: "label" }, look.label + ": ") : null;
  const remarks = look.remarks.map(([text, bad]) => make("span", { class: bad ? "remark bad" : "remark" }, text));
  return make("li", attributes, badge, label, look.text, ...remarks);
}

function humanLooks(root, article, answer) {
  const { writer, pairs } = matchesOf(answer);
  const partner = new Map(pairs.map(([look, bullet, similarity]) => [look, [bullet, similarity]]));
  const items = article.writers[writer].map(([label, text], at) => {
    const found = partner.get(at);
    const remarks = found ? [[`found by ${found[0] + 1}, similarity ${found[1].toFixed(2)}`, false]] : [["missed", true]];
    return lookItem(root, { key: found ? found[0] : null, label, text, remarks });
  });
  const title = article.writers.length > 1 ? `Human (writer ${writer + 1} of ${article.writers.length})` : "Human";
  return make("div", null, make("h3", null, title), make("ul", null, ...items));
}

function systemLooks(root, system, answer) {
  const matched = new Set(matchesOf(answer).pairs.map((match) => match[1]));
  const items = answer.bullets.map((bullet, at) => {
    const remarks = [];
    if (!matched.has(at)) remarks.push(["matches no human quick look", false]);
    if (!bullet.spans.length) remarks.push(["no evidence in the article", false]);
    for (const [kind, text, message] of bullet.violations || []) remarks.push([`${kind} “${text}”: ${message}`, true]);
    return lookItem(root, { key: at, label: bullet.label, text: bullet.text, remarks });
  });
  if (answer.error) items.push(make("li", { class: "look" }, make("span", { class: "failed" }, "Failed: " + answer.error)));
  else if (!items.length) items.push(make("li", { class: "look" }, "No quick looks."));
  for (const warning of answer.warnings || []) items.push(make("li", { class: "look" }, "Warning: " + warning));
  return make("div", null, make("h3", null, system.name), make("ul", null, ...items));
}

// Cuts a stretch of the text where evidence begins or ends; a piece may be evidence of several bullets.
function marked(root, text, start, end, bullets) {
  const cuts = new Set([start, end]);
  for (const { spans } of bullets) for (const span of spans) for (const cut of span) if (cut > start && cut < end) cuts.add(cut);
  const places = [...cuts].sort((one, two) => one - two);
  return places.slice(0, -1).map((from, at) => {
    const piece = text.slice(from, places[at + 1]);
    const owners = bullets.flatMap(({ spans }, index) => (spans.some((span) => span[0] <= from && from < span[1]) ? [index] : []));
    if (!owners.length) return piece;
    const begun = owners.filter((index) => bullets[index].spans.some((span) => span[0] === from));
    const mark = make("mark", { class: tone(owners[0]), "data-key": owners.join(" ") });
    begun.forEach((index) => mark.append(make("sup", { class: tone(index) }, String(index + 1))));
    mark.append(piece);
    for (const [name, on] of [["mouseenter", true], ["mouseleave", false]]) mark.addEventListener(name, () => owners.forEach((index) => light(root, index, on)));
    mark.addEventListener("click", () => {
      const look = root.querySelector(`.answer [data-key="${owners[0]}"]`);
      if (look) { look.scrollIntoView({ block: "nearest" }); look.focus({ preventScroll: true }); }
    });
    return mark;
  });
}

function storyOf(root, article, bullets) {
  const parts = article.parts.length ? article.parts : [[0, article.text.length, "b"]];
  const tags = { b: "p", h: "h3", i: "li" };
  const story = make("div", { class: "story", dir: "auto" });
  for (const [start, end, kind] of parts) {
    const block = make(tags[kind], null, ...marked(root, article.text, start, end, bullets));
    if (kind !== "i") story.append(block);
    else if (story.lastChild && story.lastChild.tagName === "UL") story.lastChild.append(block);
    else story.append(make("ul", null, block));
  }
  return story;
}

function scoresOf(set, article) {
  const known = set.systems.map((system, at) => at).filter((at) => article.answers[at]);
  const head = make("tr", null, make("th", { scope: "col" }, make("span", { class: "column" }, "Figure")), ...known.map((at) => make("th", { scope: "col" }, make("span", { class: "column" }, set.systems[at].name))));
  const rows = set.columns.flatMap((column, index) => {
    const values = known.map((at) => article.answers[at].values[index]);
    if (values.every((value) => value === null)) return [];
    const rivals = values.filter((value, at) => value !== null && set.systems[known[at]].kind !== "oracle");
    const best = column.better === "neither" || new Set(rivals.map((value) => printed(value, column))).size < 2 ? null : printed(column.better === "higher" ? Math.max(...rivals) : Math.min(...rivals), column);
    const cells = values.map((value, at) => {
      const text = printed(value, column);
      return make("td", null, text === best && set.systems[known[at]].kind !== "oracle" ? make("strong", null, text) : text);
    });
    return [make("tr", null, make("th", { scope: "row" }, column.title), ...cells)];
  });
  return make("div", { class: "scroll scores", tabindex: "0", role: "region", "aria-label": "Scores of this article" }, make("table", null, make("thead", null, head), make("tbody", null, ...rows)));
}

function systemButton(set, article, at, chosen, choose) {
  const answer = article.answers[at];
  const column = set.columns[set.main];
  const score = make("span", { class: "score" }, answer.error ? "failed" : printed(answer.values[set.main], column));
  return make("button", { type: "button", class: "button", "aria-pressed": String(at === chosen), click: () => choose(at) }, set.systems[at].name, score);
}

function fillArticle(root, set, article, chosen, choose) {
  const answer = article.answers[chosen];
  const buttons = set.systems.flatMap((_, at) => (article.answers[at] ? [systemButton(set, article, at, chosen, choose)] : []));
  const human = humanLooks(root, article, answer);
  const ours = systemLooks(root, set.systems[chosen], answer);
  ours.className = "answer";
  root.replaceChildren(
    make("div", { class: "systems", role: "group", "aria-label": "System" }, ...buttons),
    make("p", { class: "note" }, `Beside each name: ${set.columns[set.main].title}.`),
    make("div", { class: "spread" },
      make("div", { class: "looks" }, make("div", { class: "pair" }, human, ours)),
      storyOf(root, article, answer.bullets)),
    make("h2", null, "Scores of this article"),
    scoresOf(set, article));
}
