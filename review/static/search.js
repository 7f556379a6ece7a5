// Search the text of all documents, look at the places, and redact those that are chosen.
import { ask, fill, make, tell } from "./common.js";

const page = document.getElementById("search");
const { messages, verdicts } = JSON.parse(document.getElementById("data").textContent);
const words = document.getElementById("words").content;
const word = (name) => words.querySelector(`[data-text=${name}]`).textContent;
const name = encodeURIComponent(page.dataset.case);
const find = document.getElementById("find"), apply = document.getElementById("apply"), list = document.getElementById("hits");
let seq = Number(page.dataset.seq), hits = [], times = 0;

/** Only what was redacted here is undone here: what one did elsewhere cannot be seen on this screen. */
function done(more) {
  times += more;
  document.getElementById("undo").hidden = times < 1;
}

async function search() {
  const asked = new URLSearchParams(new FormData(find));
  try {
    const said = await ask(`/api/${name}/search?${asked}`);
    hits = said.hits;
    document.getElementById("found").textContent = fill(messages[said.more ? "hits_more" : "hits"], { count: hits.length });
    apply.hidden = hits.length === 0;
    list.replaceChildren(...hits.map((hit, index) => make("li", {},
      make("input", { type: "checkbox", id: `h${index}`, checked: hit.verdict !== "approved" && !hit.locked, disabled: hit.locked }),
      make("label", { for: `h${index}` }, hit.before, make("mark", {}, hit.text), hit.after),
      make("span"),
      make("small", {}, make("a", { href: `/zaak/${name}/document/${hit.document}#p${hit.page + 1}` }, hit.source),
        ` · ${word("page")} ${hit.page + 1}`, hit.locked ? ` · ${word("locked")}` : "",
        hit.verdict ? ` · ${verdicts[hit.verdict]}` : ""))));
  } catch (error) { tell(error.message, true); }
}

find.addEventListener("submit", (event) => { event.preventDefault(); search(); });
document.getElementById("all").addEventListener("change", (event) => {
  for (const box of list.querySelectorAll("input:not(:disabled)")) box.checked = event.target.checked;
});
apply.addEventListener("submit", async (event) => {
  event.preventDefault();
  const spans = hits.filter((_, index) => document.getElementById(`h${index}`).checked)
    .map(({ document: doc, page: at, start, end }) => ({ document: doc, page: at, start, end }));
  if (!spans.length) { tell(messages.choose_places, true); return; }
  const action = { kind: "draw", grounds: [document.getElementById("ground").value], spans };
  try {
    const said = await ask(`/api/${name}/action`, { method: "POST", json: { seq, action } });
    seq = said.seq;
    done(1);
    await search();
    tell(fill(messages.redacted, { count: said.changed, documents: said.in_documents }));
  } catch (error) { tell(error.message, true); }
});
document.getElementById("undo").addEventListener("click", async () => {
  try {
    const said = await ask(`/api/${name}/action`, { method: "POST", json: { seq, action: { kind: "undo" } } });
    seq = said.seq;
    done(-1);
    await search();
    tell(messages.undone);
  } catch (error) { tell(error.message, true); }
});
find.elements.q.focus();
const given = new URLSearchParams(location.search).get("q");
if (given) { find.elements.q.value = given; search(); }
