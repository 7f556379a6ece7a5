// The list of documents: filter, sort, and the keys j, k and Enter.
import { ask, fill, typing } from "./common.js";

const table = document.getElementById("documents");
const body = table.tBodies[0];
const rows = [...body.rows];
const text = document.getElementById("f-text"), status = document.getElementById("f-status"), kind = document.getElementById("f-kind");

const all = document.getElementById("f-all"), searchPage = all.getAttribute("href");
let found = {}, asked = 0, timer;

/** A row stays when the words stand in its name or in its text; then it opens on the first page that has them. */
function filter() {
  const wanted = text.value.trim().toLowerCase();
  for (const row of rows) {
    const name = row.cells[0], link = name.querySelector("a"), hit = found[row.dataset.id];
    name.querySelector(".hit")?.remove();
    if (link) link.hash = hit ? `#p${hit.page + 1}` : "";
    if (link && hit) {
      const note = document.createElement("small");
      note.className = "hit";
      note.textContent = ` · ${fill(table.dataset.places, { count: hit.count })}`;
      name.append(note);
    }
    row.hidden = (!hit && !name.textContent.toLowerCase().includes(wanted))
      || (status.value && row.dataset.status !== status.value) || (kind.value && row.dataset.kind !== kind.value);
  }
  all.href = wanted ? `${searchPage}?q=${encodeURIComponent(text.value.trim())}` : searchPage;
  document.getElementById("f-found").textContent = wanted ? fill(table.dataset.found, { count: rows.filter((row) => !row.hidden).length }) : "";
}
async function inTexts() {
  const mine = ++asked, wanted = text.value.trim();
  const said = wanted.length < 2 ? { found: {} } : await ask(`/api/${encodeURIComponent(table.dataset.case)}/found?q=${encodeURIComponent(wanted)}`).catch(() => ({ found: {} }));
  if (mine === asked) { found = said.found; filter(); }
}
for (const field of [status, kind]) field.addEventListener("input", filter);
text.addEventListener("input", () => { filter(); clearTimeout(timer); timer = setTimeout(inTexts, 250); });
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
