// The document screen: its state, what each key does, and the exchange with the server.
import { ask, fill, startAgain, tell, typing } from "./common.js";
import { Panel, askFacts, askFor } from "./panel.js";
import { Selecting } from "./selecting.js";
import { Viewer } from "./viewer.js";

const data = JSON.parse(document.getElementById("data").textContent);
const base = `/api/${encodeURIComponent(data.case)}/document/${data.document}`;
const marks = new Map(data.marks.map((mark) => [mark.id, mark]));
const messages = data.messages;
let current = null, busy = Promise.resolve(), waiting = [];

const place = (mark) => [mark.parts[0].page, mark.parts[0].start, mark.parts[0].boxes[0]?.[1] ?? 0];
const byPlace = (a, b) => { const [p, q] = [place(a), place(b)]; return p[0] - q[0] || p[1] - q[1] || p[2] - q[2]; };
function ordered() {
  const all = [...marks.values()].sort(byPlace);
  return panel.order === "doubt" ? all.sort((a, b) => (a.verdict !== "open") - (b.verdict !== "open") || a.score - b.score) : all;
}
const at = () => marks.get(current);
/** The ground for what is drawn; none: as in comparable places nearby. */
const ground = () => [document.getElementById("ground").value].filter(Boolean);

const panel = new Panel(data, { pick: (id) => pick(id), act: (name) => actions[name]?.() });
const viewer = new Viewer(data, { onSeen: seen });
const selecting = new Selecting(viewer, {
  redactSpan: (page, start, end) => act({ kind: "draw", grounds: ground(), page, spans: [{ document: data.document, page, start, end }] }, messages.saved),
  redactBox: (page, box) => act({ kind: "draw", grounds: ground(), page, boxes: [box] }, messages.saved),
  move: (id, page, index, box, span) => {
    if (span) return act({ kind: "move", target: id, page, span }, messages.saved);
    const part = marks.get(id).parts.filter((one) => one.page === page).flatMap((one) => one.boxes);
    return act({ kind: "move", target: id, page, boxes: part.map((old, i) => (i === index ? box : old)) }, messages.saved);
  },
  markAt: (id) => pick(id, false),
  free: (page, start, end) => act({ kind: "free", page, span: [start, end] }, messages.freed),
  approve: (id) => { pick(id, false); decide("approve", "place", {}, false); },
  reject: (id) => { pick(id, false); decide("reject", "place", {}, false); },
});

function show() {
  const list = ordered();
  viewer.draw(list, current);
  if (!selecting.mode) selecting.handles(at());
  panel.show(list, at());
}

function pick(id, reveal = true) {
  current = id;
  show();
  if (at() && reveal) viewer.reveal(at());
  panel.reveal(current);
}

function go(step, onlyOpen = false, quiet = false) {
  const list = ordered().filter((mark) => mark.id === current || ((!onlyOpen || mark.verdict === "open") && (!panel.onlyOpen || mark.verdict === "open")));
  if (!list.length) return;
  const index = list.findIndex((mark) => mark.id === current);
  const next = index < 0 ? list[step > 0 ? 0 : list.length - 1] : list[index + step];
  if (!next) { if (onlyOpen && !quiet) tell(messages.nothing_open); return; }
  pick(next.id);
}

function take(said) {
  if (said.seq) data.seq = said.seq;
  for (const mark of said.marks ?? []) marks.set(mark.id, mark);
  for (const id of said.gone ?? []) marks.delete(id);
  for (const key of ["status", "reviewed_by", "confirmed_by", "returned", "refused", "facts", "relations", "seen", "checked", "remarks"]) {
    if (key in said) data[key] = said[key];
  }
  if (current && !marks.has(current)) current = null;
}

/** Send an action; the next one waits, so that keys may be typed faster than the server answers. */
function act(action, sentence) {
  busy = busy.then(async () => {
    try {
      const said = await ask(`${base}/action`, { method: "POST", json: { seq: data.seq, action } });
      take(said);
      if (action.kind === "draw" || action.kind === "block") current = said.marks?.find((mark) => mark.seq === said.seq)?.id ?? current;
      if (viewer.output) viewer.show(true);
      const more = said.elsewhere ? ` ${fill(messages.places, { count: said.changed, documents: said.in_documents })}` : "";
      const told = [sentence ? sentence + more : "", meanwhile(said.by)].filter(Boolean).join(" ");
      if (told) tell(told);
      show();
      return said;
    } catch (error) {
      await news(true);
      if (error.overtaken) data.seq = Math.max(data.seq, error.overtaken);  // it may be in another document
      tell(error.message, true);
      return null;
    }
  });
  return busy;
}

async function decide(verdict, scope, extra = {}, onward = true) {
  const mark = at();
  if (!mark) { tell(messages.select_first); return; }
  const said = await act({ kind: "decide", targets: [mark.id], verdict, scope, ...extra }, verdict === "reject" ? messages.rejected : messages.approved);
  if (said && onward && verdict !== "reopen") go(1, true, true);
}

const seenNow = new Set(data.seen);
function seen(page) {
  if (seenNow.has(page)) return;
  seenNow.add(page);
  waiting.push(page);
  setTimeout(() => { if (waiting.length) act({ kind: "seen", pages: waiting.splice(0) }); }, 300);
}

/** Who changed this document meanwhile: others, or the same person in another window. */
const meanwhile = (by) => by.length
  ? fill(messages.other_at_work, { who: by.map((who) => (who === data.who ? messages.own_window : who)).join(", ") }) : "";

/** What others did meanwhile. */
async function news(always = false) {
  if (document.visibilityState !== "visible" && !always) return;
  const before = data.seq;
  const said = await ask(`${base}?since=${before}`).catch(() => null);
  if (said && said.edition !== data.edition) { startAgain(messages.made_anew); return; }
  if (!said || said.seq <= before || !("marks" in said)) return;
  take(said);
  show();
  if (said.by.length) tell(meanwhile(said.by));
}
const look = () => { busy = busy.then(() => news()); };
setInterval(look, 2000);
document.addEventListener("visibilitychange", look);

async function step(name, why = "") {
  const said = await act({ kind: "step", step: name, why }, messages[name]);
  if (said && (name === "confirmed" || name === "reviewed") && data.next) panel.offerNext();
}

/** What `r` leaves open: only a person decides on those. */
function waitingSuggestions() {
  const count = [...marks.values()].filter((mark) => mark.verdict === "open").length;
  if (count) tell(fill(count === 1 ? messages.suggestion_left : messages.suggestions_left, { count }));
}

async function block(what) {
  const part = at()?.parts[0];
  const page = part && viewer.page() === part.page ? part.page : viewer.page();
  if (what !== "page" && !part) { tell(messages.select_first); return; }
  await act({ kind: "block", what, page: what === "page" ? page : part.page, offset: part?.start ?? 0, grounds: ground() }, messages.saved);
}

const mode = async (started, sentence) => { if (await started) { viewer.root.focus({ preventScroll: true }); tell(sentence); } };
const open = (id) => { if (id) location.assign(`/zaak/${encodeURIComponent(data.case)}/document/${id}`); };
const actions = {
  next: () => go(1), previous: () => go(-1), nextOpen: () => go(1, true), previousOpen: () => go(-1, true),
  approve: () => decide("approve", "place"), reject: () => decide("reject", "place"), reopen: () => decide("reopen", "place"),
  approveDocument: () => decide("approve", "document"), rejectDocument: () => decide("reject", "document"),
  approveCase: () => decide("approve", "case"), rejectCase: () => decide("reject", "case"),
  approveOnward: () => decide("approve", "onward"), rejectOnward: () => decide("reject", "onward"),
  rest: async () => { if (await act({ kind: "rest" }, messages.approved)) { waitingSuggestions(); go(1, true, true); } },
  restAndNext: async () => { if (await act({ kind: "rest" }, messages.approved)) open(data.next); },
  everything: async () => { if (await act({ kind: "rest", verdict: "everything" }, messages.everything)) open(data.next); },
  asProposed: async () => { if (await act({ kind: "rest", verdict: "as_proposed" }, messages.as_proposed)) open(data.next); },
  outOfScope: () => decide("ground", "place", { grounds: ["buiten verzoek"] }),
  ground: async () => {
    if (!at()) { tell(messages.select_first); return; }
    const chosen = await askFor("askGround", { ground: at().grounds[0] });
    if (chosen) decide("ground", "place", { grounds: [chosen.ground] });
  },
  undo: async () => { const said = await act({ kind: "undo" }); if (said) tell(said.undone_in.length && !said.marks.length ? `${messages.undone} ${messages.undone_elsewhere}` : messages.undone); },
  redo: () => act({ kind: "redo" }, messages.redone),
  words: () => mode(selecting.words(at()), messages.words_mode),
  box: () => { selecting.keyBox(); viewer.root.focus({ preventScroll: true }); tell(messages.box_mode); },
  edges: () => at() ? mode(selecting.edges(at()), messages.edge_mode) : tell(messages.select_first),
  paragraph: () => block("paragraph"), column: () => block("column"), wholePage: () => block("page"),
  refuse: async () => {
    const chosen = await askFor("askRefuse", { ground: ground()[0] ?? at()?.grounds[0] ?? data.ground_keys[0], text: "why" });
    if (chosen) act({ kind: "refuse", grounds: [chosen.ground], why: chosen.text }, messages.saved);
  },
  takeBack: () => act({ kind: "refuse", grounds: [] }, messages.saved),
  facts: async () => { const chosen = await askFacts(data); if (chosen) act({ kind: "facts", ...chosen }, messages.saved); },
  relation: ({ target, verdict, everywhere }) => act({ kind: "relation", target, verdict, everywhere: Boolean(everywhere) }, messages.saved),
  preview: () => { if (data.refused.length && !viewer.output) { tell(messages.not_released); return; } viewer.show(!viewer.output); panel.output(viewer.output); },
  remark: async () => {
    const chosen = await askFor("askRemark", { text: "remark" });
    if (chosen?.text.trim()) act({ kind: "remark", text: chosen.text, target: current ?? "" }, messages.remarked);
  },
  reviewed: () => step("reviewed"), confirmed: () => step("confirmed"), unlocked: () => step("unlocked"),
  returned: async () => { const chosen = await askFor("askReturn", { text: "why" }); if (chosen) step("returned", chosen.text); },
  places: () => at() && panel.places(base, at()),
  previousDocument: () => open(data.previous), nextDocument: () => open(data.next),
  boundaries: () => document.getElementById("boundaries")?.click(),
  overview: () => location.assign(`/zaak/${encodeURIComponent(data.case)}`),
  order: () => { panel.turn(); show(); }, refresh: show,
  larger: () => viewer.enlarge(1.2), smaller: () => viewer.enlarge(1 / 1.2),
  further: () => { viewer.root.scrollTop += viewer.root.clientHeight * .85; },
  begin: () => { viewer.root.scrollTop = 0; },
  help: () => document.getElementById("help").showModal(),
};
const keys = {
  j: "next", k: "previous", ArrowDown: "next", ArrowUp: "previous", n: "nextOpen", N: "previousOpen", a: "approve", x: "reject",
  A: "approveDocument", X: "rejectDocument", z: "approveCase", Z: "rejectCase", v: "approveOnward", V: "rejectOnward",
  r: "rest", R: "restAndNext", g: "ground", b: "outOfScope", c: "reopen", u: "undo", U: "redo", w: "words", t: "box", e: "edges", p: "paragraph",
  l: "column", h: "wholePage", f: "refuse", F: "facts", G: "boundaries", o: "preview", m: "remark", d: "reviewed", s: "confirmed", S: "returned", q: "places",
  "[": "previousDocument", "]": "nextDocument", i: "overview", y: "order", "+": "larger", "=": "larger", "-": "smaller",
  " ": "further", PageDown: "further", Home: "begin", "?": "help",
};

document.addEventListener("keydown", (event) => {
  if (typing(event.target) || event.metaKey || (event.ctrlKey && event.key !== "Enter")) return;
  if (selecting.key(event)) { event.preventDefault(); if (!selecting.mode) show(); return; }
  if (event.altKey || (!panel.keysOn && event.key !== "?")) return;
  if ((event.key === " " || event.key === "Enter") && event.target.closest("button, summary, a, input")) return;
  const digit = /^Digit\d$/.test(event.code) && data.ground_keys[(Number(event.code.slice(5)) + 9) % 10];
  if (digit) { event.preventDefault(); decide("ground", event.shiftKey ? "case" : "place", { grounds: [digit] }, false); return; }
  const name = event.key === "Enter" ? (event.shiftKey ? (event.ctrlKey ? "everything" : "asProposed") : null) : keys[event.key];
  if (name) { event.preventDefault(); actions[name](); }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do]?.(button.dataset);
});

show();
const wanted = location.hash.slice(1);
if (marks.has(wanted)) pick(wanted);
else if (/^p\d+$/.test(wanted)) document.getElementById(wanted)?.scrollIntoView();
else go(1, ordered().some((mark) => mark.verdict === "open"));
