// The boundaries of a file that holds several documents: shown with their pages, shifted, and kept.
import { ask, fill, make, tell, typing } from "./common.js";

const data = JSON.parse(document.getElementById("data").textContent);
const messages = data.messages, count = data.pages.length;
const root = document.getElementById("parts");
const name = encodeURIComponent(data.case);
const base = new Set(data.wanted);
let cuts = new Set(base), current = 1;
const undone = [];
const found = new Set(data.found);
const starts = (at = cuts) => [1, ...[...at].filter((page) => page > 1 && page <= count).sort((a, b) => a - b)];
const ranges = (at = cuts) => starts(at).map((first, index, all) => [first, (all[index + 1] ?? count + 1) - 1]);

const cards = data.pages.map(({ document: id, page: index }, at) => {
  const page = at + 1;
  const picture = make("img", { src: `/api/${name}/document/${id}/page/${index}.jpg?dpi=60`, loading: "lazy", alt: "" });
  const card = make("button", { type: "button", class: "leaf", "data-page": page, tabindex: -1 }, picture, make("span", {}, `${page}`));
  return card;
});

/** What changes: the documents that go, those that come, and what was decided in those that go. */
function difference() {
  const key = ([first, last]) => `${first}-${last}`;
  const now = new Set(data.parts.map((part) => key([part.first, part.last])));
  const then = ranges(), kept = new Set(then.map(key));
  const gone = data.parts.filter((part) => !kept.has(key([part.first, part.last])));
  return { gone, made: then.filter((range) => !now.has(key(range))), lost: gone.reduce((sum, part) => sum + part.decided, 0) };
}

function show() {
  const at = ranges(), known = new Map(data.parts.map((part) => [`${part.first}-${part.last}`, part]));
  root.replaceChildren(...at.map(([first, last], index) => {
    const part = known.get(`${first}-${last}`);
    const label = fill(last > first ? messages.bundle_part_to : messages.bundle_part, { number: index + 1, first, last });
    const title = part
      ? make("a", { href: `/zaak/${name}/document/${part.document}` }, part.title)
      : make("span", { class: "status s-returned" }, messages.bundle_new);
    return make("section", { class: "part", "aria-label": label }, make("h2", {}, `${label} `, title), make("div", { class: "leaves" }, ...cards.slice(first - 1, last)));
  }));
  for (const [index, card] of cards.entries()) {
    const page = index + 1, begins = page === 1 || cuts.has(page), maybe = !begins && page in data.proposed;
    card.classList.toggle("begins", begins);
    card.classList.toggle("maybe", maybe);
    card.tabIndex = page === current ? 0 : -1;
    card.setAttribute("aria-pressed", String(begins));
    card.setAttribute("aria-label", fill(begins ? messages.bundle_begins : maybe ? messages.bundle_maybe : messages.bundle_inside, { page }));
  }
  const { gone, made, lost } = difference();
  const locked = gone.find((part) => part.confirmed);
  const same = !gone.length && !made.length && starts().join() === starts(base).join();
  document.getElementById("now").textContent = fill(at.length > 1 ? messages.bundle_now : messages.bundle_one, { pages: count, parts: at.length });
  document.getElementById("changes").textContent = locked ? fill(messages.bundle_locked, { title: locked.title })
    : same ? messages.bundle_same
      : [gone.length || made.length ? fill(messages.bundle_changes, { gone: gone.length, made: made.length }) : "", lost ? fill(messages.bundle_lost, { count: lost }) : ""].filter(Boolean).join(" ");
  document.getElementById("save").disabled = same || Boolean(locked) || !data.may;
  why();
}

/** What speaks for a boundary on the page that is looked at. */
function why() {
  const seen = data.proposed[current];
  const says = fill(current === 1 || cuts.has(current) ? messages.bundle_begins : seen ? messages.bundle_maybe : messages.bundle_inside, { page: current });
  document.getElementById("why").textContent = seen ? `${says} (${seen.reasons.join("; ")})` : says;
}

function go(page) {
  cards[current - 1].tabIndex = -1;
  current = Math.min(Math.max(page, 1), count);
  const card = cards[current - 1];
  card.tabIndex = 0;
  card.focus();
  card.scrollIntoView({ block: "nearest" });
  why();
}

function set(next) {
  undone.push(cuts);
  cuts = next;
  show();
  go(current);
}

function toggle() {
  if (current === 1) { tell(messages.bundle_no_shift, true); return; }
  const next = new Set(cuts);
  if (!next.delete(current)) next.add(current);
  set(next);
}

function shift(step) {
  const to = current + step;
  if (!cuts.has(current)) { tell(messages.bundle_no_boundary, true); return; }
  if (to < 2 || to > count || cuts.has(to)) { tell(messages.bundle_no_shift, true); return; }
  const next = new Set(cuts);
  next.delete(current);
  next.add(to);
  current = to;
  set(next);
}

function jump(step) {
  const stops = [...new Set([...starts(), ...Object.keys(data.proposed).map(Number)])].sort((a, b) => a - b);
  const next = step > 0 ? stops.find((page) => page > current) : stops.filter((page) => page < current).at(-1);
  if (next) go(next);
}

const actions = {
  toggle, back: () => shift(-1), onward: () => shift(1),
  undo: () => { if (undone.length) { cuts = undone.pop(); show(); go(current); } },
  found: () => set(found),
};
const keys = {
  ArrowRight: () => go(current + 1), ArrowLeft: () => go(current - 1), Home: () => go(1), End: () => go(count),
  j: () => go(current + 1), k: () => go(current - 1), n: () => jump(1), N: () => jump(-1),
  b: toggle, ",": actions.back, ".": actions.onward, u: actions.undo,
};
document.addEventListener("keydown", (event) => {
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]"), card = event.target.closest(".leaf");
  if (button) actions[button.dataset.do]();
  else if (card) { const again = Number(card.dataset.page) === current && event.detail === 0; go(Number(card.dataset.page)); if (again || event.detail > 1) toggle(); }
});
document.getElementById("save").addEventListener("click", async (event) => {
  event.target.disabled = true;
  try {
    const action = { kind: "split", source: data.source, at: starts().slice(1) };
    await ask(`/api/${name}/action`, { method: "POST", json: { seq: data.seq, action } });
    await ask(`/api/${name}/run?again=true`, { method: "POST" });
    location.assign(`/zaak/${name}`);
  } catch (error) { event.target.disabled = false; tell(error.message, true); }
});

show();
