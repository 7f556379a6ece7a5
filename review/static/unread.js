// What could not be read: give the passwords, or take several files out of the case; either costs one run.
import { ask, tell } from "./common.js";

const page = document.getElementById("unread"), form = document.getElementById("files");
const name = encodeURIComponent(page.dataset.case), out = document.getElementById("out");
const boxes = form ? [...form.querySelectorAll('[name="out"]')] : [];

const count = () => { out.disabled = !boxes.some((box) => box.checked); };
form?.addEventListener("change", ({ target }) => {
  if (target.id === "all") for (const box of boxes) box.checked = target.checked;
  count();
});
if (form) count();

document.getElementById("open")?.addEventListener("click", async ({ target }) => {
  const passwords = [...form.querySelectorAll('[name="password"]')].map((field) => field.value).filter(Boolean);
  if (!passwords.length) { form.querySelector('[name="password"]').focus(); return; }
  target.disabled = true;
  try {
    await ask(`/api/${name}/wachtwoorden`, { method: "POST", json: { passwords } });
    location.assign(`/zaak/${name}`);
  } catch (error) { target.disabled = false; tell(error.message, true); }
});
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sources = boxes.filter((box) => box.checked).map((box) => box.value);
  if (!sources.length) return;
  out.disabled = true;
  const action = { kind: "take_out", sources, why: form.elements.why.value, withdraw: Boolean(form.elements.withdraw?.checked) };
  try {
    await ask(`/api/${name}/action`, { method: "POST", json: { seq: Number(page.dataset.seq), action } });
    await ask(`/api/${name}/run?again=true`, { method: "POST" });
    location.assign(`/zaak/${name}`);
  } catch (error) { out.disabled = false; tell(error.message, true); }
});
