// Take a file out of the case: the reason is sent, and the case is made again without it.
import { ask, tell } from "./common.js";

const page = document.getElementById("leaving"), form = document.getElementById("take-out");
const name = encodeURIComponent(page.dataset.case);

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  const action = {
    kind: "take_out", sources: [page.dataset.source], why: form.elements.why.value, withdraw: Boolean(form.elements.withdraw?.checked),
  };
  try {
    await ask(`/api/${name}/action`, { method: "POST", json: { seq: Number(page.dataset.seq), action } });
    await ask(`/api/${name}/run?again=true`, { method: "POST" });
    location.assign(`/zaak/${name}`);
  } catch (error) { button.disabled = false; tell(error.message, true); }
});
