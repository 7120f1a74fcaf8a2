// Tables that sort by a click on a column's head; figures that are not defined stand last.

function cellValue(row, column) {
  const text = row.cells[column].dataset.value;
  const number = Number(text);
  return text === "" ? null : Number.isNaN(number) ? text : number;
}

function compareValues(first, second, sign) {
  if (first === null || second === null) return (first === null) - (second === null);
  if (typeof first === "string" || typeof second === "string") return sign * String(first).localeCompare(String(second), "en");
  return sign * (first - second);
}

function sortTable(table, head) {
  const heads = [...head.parentElement.cells];
  const column = heads.indexOf(head);
  const now = head.getAttribute("aria-sort");
  const first = head.querySelector("button").dataset.first;
  const order = now === "none" ? first : now === "ascending" ? "descending" : "ascending";
  for (const other of heads) other.setAttribute("aria-sort", other === head ? order : "none");
  const sign = order === "ascending" ? 1 : -1;
  const rows = [...table.tBodies[0].rows];
  rows.sort((one, two) => compareValues(cellValue(one, column), cellValue(two, column), sign));
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const button of table.querySelectorAll("thead button")) {
    button.addEventListener("click", () => sortTable(table, button.parentElement));
  }
}
