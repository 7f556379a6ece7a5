// The pages of a document: pictures that come when they are near, the boxes over them, and which pages were seen.
import { make, tell } from "./common.js";

const NEAR = "1200px", SEEN_MS = 700;

export class Viewer {
  constructor(data, { onPick, onSeen }) {
    this.data = data;
    this.root = document.getElementById("viewer");
    this.onPick = onPick;
    this.onSeen = onSeen;
    this.zoom = Number(localStorage.getItem("woolak-zoom") ?? 1);
    this.output = false;
    this.words = new Map();
    this.base = `/api/${encodeURIComponent(data.case)}/document/${data.document}/page`;
    this.sheets = data.sizes.map(([width, height], index) => this.sheet(width, height, index));
    this.root.append(...this.sheets);
    this.resize();
    this.near = new IntersectionObserver((found) => found.forEach((one) => one.isIntersecting && this.load(one.target)),
      { root: this.root, rootMargin: NEAR });
    this.ends = new IntersectionObserver((found) => found.forEach((one) => this.watch(one)), { root: this.root, threshold: .9 });
    for (const sheet of this.sheets) {
      this.near.observe(sheet);
      for (const end of sheet.querySelectorAll(".end")) this.ends.observe(end);
    }
    window.addEventListener("resize", () => this.resize());
  }

  sheet(width, height, index) {
    const svg = make("svg:svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    const sheet = make("div", { class: "sheet", id: `p${index + 1}`, "data-page": index },
      make("img", { alt: "", decoding: "async" }), svg, make("span", { class: "label" }, String(index + 1)));
    for (const where of ["begin", "finish"]) sheet.append(make("span", { class: `end ${where}` }));
    const [top, bottom] = sheet.querySelectorAll(".end");
    for (const end of [top, bottom]) Object.assign(end.style, { position: "absolute", width: "4px", height: "4px", left: "50%" });
    top.style.top = "4%";
    bottom.style.bottom = "4%";
    return sheet;
  }

  resize() {
    const room = Math.max(240, this.root.clientWidth - 36);
    this.sheets.forEach((sheet, index) => {
      const [width, height] = this.data.sizes[index];
      const shown = Math.min(room, 950) * this.zoom;
      sheet.style.width = `${shown}px`;
      sheet.style.height = `${shown * height / width}px`;
    });
  }

  enlarge(step) {
    const at = this.page();
    this.zoom = Math.min(3, Math.max(.4, this.zoom * step));
    localStorage.setItem("woolak-zoom", this.zoom);
    this.resize();
    for (const sheet of this.sheets) if (sheet.dataset.loaded) this.load(sheet);
    this.sheets[at].scrollIntoView();
  }

  source(page) {
    if (this.output) return `${this.base}/${page}/uitvoer.jpg?${this.data.seq}`;
    const dots = this.sheets[page].clientWidth * (window.devicePixelRatio || 1) / this.data.sizes[page][0] * 72;
    return `${this.base}/${page}.jpg?dpi=${dots > 190 ? 220 : dots > 125 ? 150 : 110}`;
  }

  load(sheet) {
    const source = this.source(Number(sheet.dataset.page));
    if (sheet.dataset.loaded === source) return;
    sheet.dataset.loaded = source;
    const picture = sheet.querySelector("img");
    picture.onload = () => { sheet.dataset.ready = "yes"; };
    picture.onerror = () => tell(this.data.messages.no_picture, true);
    picture.src = source;
    this.doubts(sheet);
  }

  /** Words that OCR was not sure of: a name may hide in them, so the reader has to look at the page. */
  async doubts(sheet) {
    if (sheet.dataset.doubts) return;
    sheet.dataset.doubts = "asked";
    const said = await fetch(`${this.base}/${sheet.dataset.page}/twijfel.json`).then((answer) => answer.json()).catch(() => ({}));
    const found = said.boxes ?? [];
    sheet.dataset.doubts = found.length;
    sheet.querySelector("svg").prepend(...found.map(([x0, y0, x1, y1]) => make("svg:rect", { class: "doubt", x: x0 - 1, y: y0 - 1, width: x1 - x0 + 2, height: y1 - y0 + 2 })));
    if (found.length) document.getElementById("doubts").hidden = false;
  }

  /** A page is seen when both its ends were on screen for a moment, while the window was looked at. */
  watch({ target, isIntersecting }) {
    clearTimeout(target.timer);
    if (!isIntersecting) return;
    target.timer = setTimeout(() => {
      const sheet = target.parentElement;
      if (document.visibilityState !== "visible" || !sheet.dataset.ready) { this.watch({ target, isIntersecting }); return; }
      target.dataset.seen = "yes";
      if (sheet.querySelectorAll(".end[data-seen]").length === 2) this.onSeen(Number(sheet.dataset.page));
    }, SEEN_MS);
  }

  /** The page that takes most of the screen. */
  page() {
    const middle = this.root.getBoundingClientRect().top + this.root.clientHeight / 2;
    const at = this.sheets.findIndex((sheet) => sheet.getBoundingClientRect().bottom >= middle);
    return at < 0 ? this.sheets.length - 1 : at;
  }

  async wordsOf(page) {
    if (!this.words.has(page)) {
      const answer = await fetch(`${this.base}/${page}.json`);
      this.words.set(page, await answer.json());
    }
    return this.words.get(page);
  }

  show(output) {
    this.output = output;
    this.root.classList.toggle("output", output);
    for (const sheet of this.sheets) {
      if (!sheet.dataset.loaded) continue;
      delete sheet.dataset.loaded;  // never the one for the other: blank until its picture is there
      delete sheet.dataset.ready;
      sheet.querySelector("img").removeAttribute("src");
      this.near.unobserve(sheet);
      this.near.observe(sheet);
    }
  }

  colour(mark) { return `c${this.data.colours[mark.grounds[0]] ?? 6}`; }

  draw(marks, current) {
    const groups = this.sheets.map(() => []);
    for (const mark of marks) {
      for (const part of mark.parts) {
        const group = make("svg:g", { class: `mark ${mark.verdict} ${mark.action} ${this.colour(mark)}${mark.id === current ? " at" : ""}`, "data-mark": mark.id });
        for (const [x0, y0, x1, y1] of part.boxes) {
          const place = { x: x0 - .5, y: y0 - .5, width: x1 - x0 + 1, height: y1 - y0 + 1 };
          if (mark.id === current) group.append(make("svg:rect", { ...place, class: "halo" }));
          group.append(make("svg:rect", place));
          if (mark.verdict !== "rejected") group.append(make("svg:path", { class: "hatch", d: `M${place.x} ${place.y}h${place.width}v${place.height}h${-place.width}z`, fill: `url(#hatch${this.colour(mark).slice(1)})` }));
        }
        const first = part.boxes[0];
        if (first) group.append(make("svg:text", { x: first[0], y: Math.max(5, first[1] - 1.2) }, mark.grounds.join(" / ")));
        groups[part.page]?.push(group);
      }
    }
    this.sheets.forEach((sheet, index) => {
      const svg = sheet.querySelector("svg");
      const doubts = svg.querySelectorAll(".doubt"), kept = [...svg.querySelectorAll(".picked, .handle")];
      svg.replaceChildren(...doubts, ...groups[index], ...kept);
    });
  }

  reveal(mark) {
    const part = mark.parts[0];
    const sheet = this.sheets[part.page];
    if (!sheet) return;
    const scale = sheet.clientWidth / this.data.sizes[part.page][0];
    const y = sheet.offsetTop - this.root.offsetTop + (part.boxes[0]?.[1] ?? 0) * scale;
    const top = this.root.scrollTop, height = this.root.clientHeight;
    if (y < top + 60 || y > top + height - 120) this.root.scrollTop = y - height / 3;
  }

  /** A place on a page in points, from a pointer event. */
  point(event, sheet) {
    const box = sheet.getBoundingClientRect();
    const [width, height] = this.data.sizes[Number(sheet.dataset.page)];
    return [(event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height];
  }
}
