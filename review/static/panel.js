// The side of the document screen: the current proposal, the list, the remarks, the state of the document.
import { ask, fill, make } from "./common.js";

const words = Object.fromEntries([...document.querySelectorAll("#texts [data-text]")].map((one) => [one.dataset.text, one.textContent]));
const get = (id) => document.getElementById(id);
const SIGNS = { open: "○", approved: "■", rejected: "✕" };

/** Ask for a ground, a text or both in a dialog; null when it was called off. */
export function askFor(title, { ground, text }) {
  const dialog = get("ask");
  get("ask-title").textContent = words[title];
  get("ask-ground-label").hidden = !ground;
  if (ground) get("ask-ground").value = ground;
  get("ask-text-label").hidden = !text;
  if (text) get("ask-text-name").textContent = words[text];
  get("ask-text").value = "";
  dialog.returnValue = "";
  dialog.showModal();
  (ground ? get("ask-ground") : get("ask-text")).focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    resolve(dialog.returnValue === "ok" ? { ground: get("ask-ground").value, text: get("ask-text").value } : null);
  }, { once: true }));
}
get("ask-ground").addEventListener("keydown", (event) => {
  if (event.key === "Enter") { event.preventDefault(); get("ask").close("ok"); }
});

/** Ask what the document is; null when it was called off. */
export function askFacts({ facts }) {
  const dialog = get("facts"), form = dialog.querySelector("form");
  for (const name of ["title", "date", "sort", "origin"]) form.elements[name].value = facts[name];
  form.elements.internal_deliberation.checked = facts.internal_deliberation;
  form.elements.parties.value = facts.parties.join("\n");
  const language = form.elements.language;
  if (![...language.options].some((one) => one.value === facts.language)) language.append(make("option", { value: facts.language }, facts.language));
  language.value = facts.language;
  const read = [...new Set(Object.values(facts.evidence).filter(Boolean))];
  get("facts-evidence").textContent = read.length ? `${words.readIn} ${read.map((one) => `‘${one}’`).join(", ")}` : "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" ? {
    title: form.elements.title.value.trim(), date: form.elements.date.value || null, sort: form.elements.sort.value,
    origin: form.elements.origin.value, internal_deliberation: form.elements.internal_deliberation.checked,
    parties: form.elements.parties.value.split("\n").map((one) => one.trim()).filter(Boolean), language: language.value,
  } : null), { once: true }));
}

export class Panel {
  constructor(data, { pick, act }) {
    Object.assign(this, { data, act });
    this.order = "place";
    this.list = get("marks");
    this.list.addEventListener("click", (event) => { const row = event.target.closest("[data-id]"); if (row) pick(row.dataset.id); });
    get("only-open").addEventListener("change", () => act("refresh"));
    get("order").addEventListener("change", (event) => { this.order = event.target.value; act("refresh"); });
    const keys = get("keys-on");
    keys.checked = localStorage.getItem("woolak-keys") !== "off";
    keys.addEventListener("change", () => localStorage.setItem("woolak-keys", keys.checked ? "on" : "off"));
  }

  get onlyOpen() { return get("only-open").checked; }
  get keysOn() { return get("keys-on").checked; }

  turn() { this.order = this.order === "place" ? "doubt" : "place"; get("order").value = this.order; }

  colour(mark) { return `c${this.data.colours[mark.grounds[0]] ?? 6}`; }
  name(mark) { return mark.text || `[${mark.entity || words.image}]`; }

  show(list, mark) {
    this.now = mark;
    const shown = this.onlyOpen ? list.filter((one) => one.verdict === "open" || one === mark) : list;
    const focused = document.activeElement?.dataset?.id;
    this.list.replaceChildren(...shown.map((one) => make("li", {}, this.row(one, one === mark))));
    if (focused) this.list.querySelector(`[data-id="${focused}"]`)?.focus({ preventScroll: true });
    this.current(mark);
    this.state(list);
  }

  row(mark, now) {
    const changed = this.data.checked && mark.seq > this.data.checked && mark.who !== this.data.who;
    return make("button", { type: "button", "data-id": mark.id, class: `${mark.verdict} ${this.colour(mark)}${changed ? " changed" : ""}`, "aria-current": now ? "true" : null },
      make("span", { class: "v", "aria-hidden": "true" }, SIGNS[mark.verdict]),
      make("span", { class: "t" }, this.name(mark)),
      make("span", { class: "g" }, mark.grounds.join(" / ")),
      make("span", { class: "hidden" }, `, ${this.data.verdicts[mark.verdict]}`));
  }

  current(mark) {
    const box = get("current");
    if (!mark) { box.replaceChildren(make("p", { class: "meta" }, words.nothing)); return; }
    const kind = mark.hand ? words.drawn : [mark.entity, mark.action === "suggest" ? words.suggestion : null, `${words.doubt} ${Math.round(mark.score * 100)}%`].filter(Boolean).join(" · ");
    const decided = mark.verdict === "open" ? null : [this.data.verdicts[mark.verdict], mark.who, mark.at].filter(Boolean).join(" · ");
    const locked = this.data.status === "confirmed";  // then only where else it stands can be asked
    const button = (name, key, action, primary) => make("button", { type: "button", "data-do": action, class: primary ? "primary" : null }, name, " ", make("kbd", {}, key));
    box.replaceChildren(
      make("p", { class: "text" }, this.name(mark)),
      make("p", { class: "meta" }, `${mark.grounds.join(" / ")} · ${kind} · ${words.page} ${mark.parts[0].page + 1}`),
      mark.reason ? make("p", { class: "why" }, mark.reason) : "",
      this.data.telling[mark.id] !== undefined && mark.verdict === "approved" ? make("p", { class: "notice" }, fill(this.data.messages.telling, { count: this.data.telling[mark.id] })) : "",
      decided ? make("p", { class: "meta" }, decided, mark.carried ? ` · ${words.carriedFrom} ${mark.carried}` : "", mark.why ? ` · ${mark.why}` : "") : "",
      locked ? "" : make("div", { class: "buttons" }, button(words.approve, "a", "approve", true), button(words.reject, "x", "reject"), button(words.otherGround, "g", "ground"), mark.verdict !== "open" ? button(words.reopen, "c", "reopen") : ""),
      mark.places > 1 || mark.hand ? make("div", { class: "buttons" },
        make("button", { type: "button", "data-do": "places", class: "quiet" }, `${mark.places} ${words.elsewhere}`, " ", make("kbd", {}, "q")),
        ...(locked ? [] : [button(`${words.approve}: ${words.document}`, "A", "approveDocument"), button(words.case, "z", "approveCase"),
          button(words.onward, "v", "approveOnward"), button(`${words.reject}: ${words.case}`, "Z", "rejectCase")])) : "");
  }

  state(list) {
    const { data } = this;
    const decided = list.filter((mark) => mark.verdict !== "open").length;
    get("status").textContent = data.statuses[data.status];
    get("status").className = `status s-${data.status}`;
    get("progress").textContent = `${decided} ${words.of} ${list.length} ${words.decided} · ${data.seen.length} ${words.of} ${data.sizes.length} ${words.seen}`;
    const { facts } = data;
    get("title").textContent = facts.title || data.source;
    get("said").textContent = [facts.sort, facts.date.split("-").reverse().join("-"), data.origins[facts.origin], facts.internal_deliberation ? words.internal : ""].filter(Boolean).join(" · ");
    const can = (name, yes) => { document.querySelector(`.bar [data-do="${name}"]`).hidden = !yes; };
    const checker = data.roles.includes("toetser");
    can("reviewed", data.status !== "reviewed" && data.status !== "confirmed");
    can("confirmed", data.status === "reviewed" && checker);
    can("returned", data.status === "reviewed" && checker);
    can("unlocked", data.status === "confirmed" && (checker || data.roles.includes("beheerder")));
    document.querySelector(".tools").hidden = document.querySelector('[data-do="rest"]').hidden = data.status === "confirmed";
    const notice = get("notice");
    notice.replaceChildren();
    if (data.refused.length) notice.append(`${words.refused} ${data.refused.join(", ")} `, make("button", { type: "button", "data-do": "takeBack" }, words.takeBack));
    else if (data.returned) notice.append(`${words.sentBack} ${data.returned}`);
    else if (this.shows) notice.append(words.output);
    notice.hidden = !notice.childNodes.length;
    this.relations(data.relations ?? []);
    get("remark-count").textContent = data.remarks.length ? `(${data.remarks.length})` : "";
    get("remarks").replaceChildren(...data.remarks.map((one) => make("li", {}, `${one.text} `, make("small", {}, `${one.who}, ${one.at}`))));
  }

  relations(list) {
    const at = `/zaak/${encodeURIComponent(this.data.case)}/document/`;
    get("relations").hidden = !list.length;
    get("relations").replaceChildren(...list.map((one) => {
      const button = (text, verdict, everywhere) => make("button", { type: "button", "data-do": "relation", "data-target": one.id, "data-verdict": verdict, ...(everywhere ? { "data-everywhere": "1" } : {}) }, text);
      const other = one.other ? make("a", { href: at + one.other }, one.name) : one.name;
      const chosen = { open: "", approve: words.yes, reject: words.no }[one.verdict];
      const pages = one.pages.length ? ` (${words.page} ${one.pages.join(", ")})` : "";
      return make("li", {}, make("strong", {}, this.data.relation_names[one.what]), other ? " " : "", other, pages, ". ", one.reason, " ",
        chosen ? make("em", {}, `${chosen}. `) : "",
        ...(!one.judging ? [] : one.verdict === "open"
          ? [button(words.yes, "approve"), " ", one.other && one.same > 1 ? button(`${words.yesAll} ${one.same}`, "approve", true) : "", " ", button(words.no, "reject")]
          : [button(words.takeBack, "reopen")]));
    }));
  }

  output(on) {
    this.shows = on;
    document.querySelector('[data-do="preview"]').setAttribute("aria-pressed", String(on));
    this.act("refresh");
  }

  reveal(id) { // in the list only: where it stands below the page, the page would move out of sight
    const row = this.list.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect(), list = this.list.getBoundingClientRect();
    if (row) this.list.scrollTop += Math.min(0, row.top - list.top) + Math.max(0, row.bottom - list.bottom);
  }
  offerNext() { document.querySelector('[data-do="nextDocument"]').focus(); }

  async places(base, mark) {
    const said = await ask(`${base}/mark/${mark.id}`);
    const name = encodeURIComponent(this.data.case);
    get("places-list").replaceChildren(...said.places.map((one) => make("li", {},
      one.before, make("mark", {}, one.text), one.after, make("br"),
      make("small", {}, make("a", { href: `/zaak/${name}/document/${one.document}#${one.mark}` }, one.source), ` · ${words.page} ${one.page} · ${this.data.verdicts[one.verdict]}`))));
    get("places").showModal();
  }
}
