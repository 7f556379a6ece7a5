// The list of documents: filter, sort, and the keys j, k and Enter.
import { typing } from "./common.js";

const table = document.getElementById("documents");
const body = table.tBodies[0];
const rows = [...body.rows];
const text = document.getElementById("f-text"), status = document.getElementById("f-status"), kind = document.getElementById("f-kind");

function filter() {
  const wanted = text.value.toLowerCase();
  for (const row of rows) {
    row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted)
      || (status.value && row.dataset.status !== status.value) || (kind.value && row.dataset.kind !== kind.value);
  }
}
for (const field of [text, status, kind]) field.addEventListener("input", filter);
text.form.addEventListener("submit", (event) => event.preventDefault());

const value = (row, index) => row.cells[index].dataset.sort ?? row.cells[index].textContent.trim();
table.tHead.addEventListener("click", (event) => {
  const head = event.target.closest("th");
  if (!head) return;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const index = head.cellIndex;
  const sorted = [...rows].sort((a, b) => value(a, index).localeCompare(value(b, index), "nl", { numeric: true }));
  body.append(...(down ? sorted.reverse() : sorted));
});

document.addEventListener("keydown", (event) => {
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); text.focus(); return; }
  if (event.key !== "j" && event.key !== "k") return;
  const links = [...body.querySelectorAll("tr:not([hidden]) a")];
  const at = links.indexOf(document.activeElement);
  links[event.key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0)]?.focus();
});
