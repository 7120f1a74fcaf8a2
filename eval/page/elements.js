// Building elements. Texts of articles are not trusted: they become text nodes, never markup.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const tone = (index) => `s${index % 8}`;

function printed(value, column) {
  if (value === null) return "–";
  return column.unit === "share" ? (100 * value).toFixed(2) : value.toFixed(column.unit === "words" ? 1 : 2);
}

function choice(label, options, chosen, change) {
  const select = make("select", { change: () => change(Number(select.value)) });
  options.forEach(([value, text]) => select.append(make("option", { value, selected: value === chosen }, text)));
  return make("label", null, label, select);
}

const address = (...parts) => "#/" + parts.map(encodeURIComponent).join("/");
