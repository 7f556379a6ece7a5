// Groups: one decision for all places in the case.
import { ask, fill, startAgain, tell, typing } from "./common.js";

const page = document.getElementById("groups");
const rows = [...page.querySelectorAll("tbody tr")];
const text = document.getElementById("f-text"), open = document.getElementById("f-open");
const base = `/api/${encodeURIComponent(page.dataset.case)}`;
let seq = Number(page.dataset.seq);
const history = [];

function filter() {
  for (const row of rows) {
    row.hidden = (open.checked && row.dataset.open === "0" && !row.classList.contains("at"))
      || !row.cells[0].textContent.toLowerCase().includes(text.value.toLowerCase());
  }
  document.getElementById("none").hidden = rows.some((row) => !row.hidden);
}
const shown = () => rows.filter((row) => !row.hidden);
const current = () => rows.find((row) => row.classList.contains("at"));

function go(row) {
  current()?.classList.remove("at");
  row?.classList.add("at");
  row?.querySelector("a").focus();
  row?.scrollIntoView({ block: "nearest" });
}

async function decide(row, verdict) {
  const action = { kind: "decide", targets: [row.dataset.mark], verdict, scope: "case" };
  try {
    const said = await ask(`${base}/document/${row.dataset.document}/action`, { method: "POST", json: { seq, action } });
    seq = said.seq;
    history.push([row, row.dataset.open]);
    row.dataset.open = "0";
    row.querySelector(".open").textContent = "0";
    const list = shown();
    go(list[list.indexOf(row) + 1] ?? list[list.indexOf(row) - 1]);
    filter();
    tell(fill(row.querySelector(`[data-verdict=${verdict}]`).dataset.told, { count: said.changed }));
  } catch (error) { if (error.overtaken) startAgain(error.message); else tell(error.message, true); }
}

async function undo() {
  try {
    const said = await ask(`${base}/action`, { method: "POST", json: { seq, action: { kind: "undo" } } });
    seq = said.seq;
    const [row, count] = history.pop() ?? [];
    if (!row) { location.reload(); return; }
    row.dataset.open = count;
    row.querySelector(".open").textContent = count;
    filter();
    go(row);
  } catch (error) { tell(error.message, true); }
}

for (const field of [text, open]) field.addEventListener("input", filter);
text.form.addEventListener("submit", (event) => event.preventDefault());
page.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict]");
  if (button) { go(button.closest("tr")); decide(button.closest("tr"), button.dataset.verdict); }
});
page.addEventListener("focusin", (event) => {
  const row = event.target.closest("tbody tr");
  if (row && row !== current()) { current()?.classList.remove("at"); row.classList.add("at"); }
});
document.addEventListener("keydown", (event) => {
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const list = shown(), at = list.indexOf(current());
  const keys = {
    j: () => go(list[Math.min(at + 1, list.length - 1)]), k: () => go(list[Math.max(at - 1, 0)]),
    a: () => current() && decide(current(), "approve"), x: () => current() && decide(current(), "reject"), u: undo,
    "/": () => text.focus(),
  };
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
