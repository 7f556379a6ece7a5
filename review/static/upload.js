// Send files and folders, start the run or the release, and show how far it is.
import { ask, fill, make, tell } from "./common.js";

const work = document.getElementById("work");
const name = encodeURIComponent(work.dataset.case);
const message = document.getElementById("message");
let files = [];

async function follow() {
  const progress = document.getElementById("progress");
  if (progress) progress.hidden = false;
  for (const id of ["drop", "anew", "uitgehaald"]) document.getElementById(id)?.setAttribute("hidden", "");
  for (;;) {
    const { job } = await ask(`/api/${name}/news`);
    const said = document.getElementById("said");
    const bar = progress?.querySelector("progress");
    if (bar && job?.progress) [bar.value, bar.max] = job.progress; else bar?.removeAttribute("value");
    if (said && job) said.replaceChildren(...job.said.map((line) => make("li", {}, line)));
    else if (job) message.textContent = job.said.at(-1) ?? "";
    if (!job || job.exit_code !== null) {
      const to = { run: "", passwords: "/niet-verwerkt" }[job?.what];
      if (to !== undefined && job.well) location.assign(`/zaak/${name}${to}`); else location.reload();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

const release = document.getElementById("release");
release?.addEventListener("click", async () => {
  release.disabled = true;
  try { await ask(`/api/${name}/release`, { method: "POST" }); await follow(); }
  catch (error) { release.disabled = false; tell(error.message, true); }
});

const drop = document.getElementById("drop");
if (drop) {
  const { messages } = JSON.parse(document.getElementById("data").textContent);
  const go = document.getElementById("go");
  // The folder that holds zaak.yaml is the folder of the case, and what lies in it has its name from there.
  const fromTheFolder = (list) => {
    const said = list.map(([path]) => /^(.+\/)(zaak|besluit)\.yaml$/i.exec(path)?.[1]).filter(Boolean);
    const top = said.sort((one, other) => one.length - other.length)[0] ?? "";
    return list.map(([path, file]) => [path.startsWith(top) ? path.slice(top.length) : path, file]);
  };
  const same = (one, other) => one.size === other.size && one.lastModified === other.lastModified;
  // Two files by one name, from two folders, are both kept; the same file chosen twice is one.
  const put = (path, file) => {
    const at = files.findIndex(([other]) => other === path);
    if (at < 0) files.push([path, file]);
    else if (/\.yaml$/i.test(path)) files[at] = [path, file];
    else if (!same(files[at][1], file)) {
      let number = 2;
      const next = () => path.replace(/(\.[^./]*)?$/, ` (${number})$1`);
      while (files.some(([other, there]) => other === next() && !same(there, file))) number += 1;
      if (!files.some(([other]) => other === next())) files.push([next(), file]);
    }
  };
  const add = (list) => {
    for (const [path, file] of fromTheFolder(list)) put(path, file);
    document.getElementById("chosen").textContent = fill(messages.chosen, { count: files.length });
    go.disabled = files.length === 0;
  };
  const picked = (event) => add([...event.target.files].map((file) => [file.webkitRelativePath || file.name, file]));
  document.getElementById("files").addEventListener("change", picked);
  document.getElementById("folder").addEventListener("change", picked);

  const walk = async (entry, path, found) => {
    if (entry.isFile) found.push([path + entry.name, await new Promise((ok, bad) => entry.file(ok, bad))]);
    else {
      const reader = entry.createReader();
      for (;;) {
        const part = await new Promise((ok, bad) => reader.readEntries(ok, bad));
        if (!part.length) break;
        for (const one of part) await walk(one, `${path}${entry.name}/`, found);
      }
    }
  };
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const found = [];
    for (const entry of entries) await walk(entry, "", found);
    add(found);
  });
  go.addEventListener("click", async () => {
    go.disabled = true;
    const bar = document.getElementById("sent");
    bar.hidden = false;
    bar.max = files.length;
    try {
      await ask(`/api/${name}/file`, { method: "DELETE" });
      for (const [index, [path, file]] of files.entries()) {
        await ask(`/api/${name}/file?path=${encodeURIComponent(path)}`, { method: "PUT", body: file });
        bar.value = index + 1;
        document.getElementById("chosen").textContent = fill(messages.uploading, { done: index + 1, count: files.length });
      }
      await ask(`/api/${name}/run`, { method: "POST" });
      await follow();
    } catch (error) { go.disabled = false; tell(error.message, true); }
  });
}
document.getElementById("again")?.addEventListener("click", async () => {
  try { await ask(`/api/${name}/run?again=true`, { method: "POST" }); await follow(); } catch (error) { tell(error.message, true); }
});
document.getElementById("uitgehaald")?.addEventListener("click", async ({ target }) => {
  if (!target.dataset.up) return;
  target.disabled = true;
  try {
    await ask(`/api/${name}/action`, { method: "POST", json: { seq: 0, action: { kind: "take_up", source: target.dataset.up } } });
    await ask(`/api/${name}/run?again=true`, { method: "POST" });
    await follow();
  } catch (error) { target.disabled = false; tell(error.message, true); }
});
if (work.dataset.busy) follow();
