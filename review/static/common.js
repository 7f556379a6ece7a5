// What every page uses: requests with the token, short messages, and forms that are sent without leaving the page.

const token = document.querySelector('meta[name="woolak-token"]')?.content ?? "";

export class Failure extends Error {
  /** `overtaken`: the last event there is, when somebody changed the same meanwhile. */
  constructor(message, overtaken) { super(message); this.overtaken = overtaken; }
}

/** Ask the server; a refusal becomes a Failure with the sentence to show. */
export async function ask(url, options = {}) {
  const headers = { "x-woolak-token": token, ...options.headers };
  let body = options.body;
  if (options.json !== undefined) { body = JSON.stringify(options.json); headers["content-type"] = "application/json"; }
  let answer;
  try { answer = await fetch(url, { ...options, headers, body, credentials: "same-origin" }); }
  catch { throw new Failure(document.body.dataset.offline); }
  if (answer.status === 401) { location.assign("/inloggen"); }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Failure(said.error ?? `${answer.status}`, said.overtaken);
  return said;
}

let timer;
/** Tell what happened, for a few seconds; `bad` stays longer. */
export function tell(sentence, bad = false) {
  const box = document.getElementById("toast");
  box.textContent = sentence;
  box.classList.toggle("bad", bad);
  clearTimeout(timer);
  timer = setTimeout(() => { box.textContent = ""; }, bad ? 9000 : 3500);
}

/** Load the page again, and tell then what happened. */
export function startAgain(sentence, bad = true) {
  sessionStorage.setItem("woolak-tell", JSON.stringify([sentence, bad]));
  location.reload();
}
const kept = sessionStorage.getItem("woolak-tell");
if (kept) { sessionStorage.removeItem("woolak-tell"); tell(...JSON.parse(kept)); }

/** An element with attributes and children; texts are never markup. */
export function make(name, attributes = {}, ...children) {
  const element = name.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Put numbers and names in a sentence: fill("{count} keer", {count: 3}). */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** Whether the person is typing, so that keys are letters. */
export function typing(target) {
  const dialog = target.closest("dialog");
  if (dialog) return dialog.open;  // the focus lags a moment behind in a dialog that was closed
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

const caseName = () => decodeURIComponent(location.pathname.split("/")[2] ?? "");

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.json && !form.dataset.action) return;
  event.preventDefault();
  const data = new FormData(form);
  try {
    if (form.dataset.action) {
      const action = { kind: form.dataset.action, on: form.dataset.on !== "false" };
      for (const [key, value] of data) if (value) action[key] = value;
      await ask(`/api/${encodeURIComponent(caseName())}/action`, { method: "POST", json: { seq: 0, action } });
      location.reload();
    } else {
      const json = Object.fromEntries(data);
      for (const many of form.querySelectorAll("[data-many]")) json[many.name] = data.getAll(many.name);
      for (const flag of form.querySelectorAll("[data-flag]")) json[flag.name] = flag.checked;
      const said = await ask(form.dataset.json, { method: "POST", json });
      if (said.to) location.assign(said.to); else startAgain(document.body.dataset.saved, false);
    }
  } catch (error) { tell(error.message, true); }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-post], [data-delete]");
  if (!button) return;
  try {
    const method = button.dataset.post ? "POST" : "DELETE";
    const said = await ask(button.dataset.post ?? button.dataset.delete, { method });
    if (said.to) location.assign(said.to); else location.reload();
  } catch (error) { tell(error.message, true); }
});

document.getElementById("onward")?.focus();
