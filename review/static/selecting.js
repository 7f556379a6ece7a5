// Choosing what to redact on a page: words by mouse or keys, a box by mouse or keys, the edges of a proposal.
import { make } from "./common.js";

const STEP = 4, DWELL_MS = 150;

/** The character under a point: [offset, word]. */
function nearest(page, x, y) {
  let best = null, least = Infinity;
  for (const word of page.words) {
    const [start, end, x0, y0, x1, y1, edges] = word;
    const dx = Math.max(x0 - x, 0, x - x1), dy = Math.max(y0 - y, 0, y - y1);
    const distance = dx + 4 * dy;
    if (distance < least) {
      least = distance;
      const share = Math.max(0, edges.findIndex((edge) => edge > x) - 1);
      best = [start + Math.min(end - start - 1, Math.max(0, x >= x1 ? end - start - 1 : share)), word];
    }
  }
  return best;
}

/** The rectangles of the characters start:end. */
function boxes(page, start, end) {
  return page.words.filter(([s, e]) => s < end && e > start).map(([s, e, x0, y0, x1, y1, edges]) =>
    [start > s ? edges[start - s] : x0, y0, end < e ? edges[end - s] : x1, y1]);
}

export class Selecting {
  constructor(viewer, { redactSpan, redactBox, move, markAt, approve, reject, free }) {
    Object.assign(this, { viewer, redactSpan, redactBox, move, markAt, approve, reject, free, mode: "", range: null, box: null });
    viewer.root.addEventListener("pointerdown", (event) => this.down(event));
    viewer.root.addEventListener("pointermove", (event) => this.pointed(event));
  }

  /** Keys work on what the mouse points at: it becomes current when the mouse stays on it for a moment. */
  pointed(event) {
    const id = event.target.closest("g[data-mark]")?.dataset.mark;
    clearTimeout(this.dwelling);
    if (!id || event.buttons || this.mode || this.current?.id === id || !(event.movementX || event.movementY)) return;
    this.dwelling = setTimeout(() => { if (!this.mode) this.markAt(id); }, DWELL_MS);
  }

  clear() {
    this.mode = "";
    this.range = this.box = null;
    for (const old of this.viewer.root.querySelectorAll(".picked, .handle")) old.remove();
    for (const sheet of this.viewer.sheets) sheet.classList.remove("boxing");
  }

  paint(page, rectangles, freed = false) {
    const svg = this.viewer.sheets[page].querySelector("svg");
    for (const old of this.viewer.root.querySelectorAll(".picked")) old.remove();
    for (const [x0, y0, x1, y1] of rectangles) {
      svg.append(make("svg:rect", { class: freed ? "picked freed" : "picked", x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) }));
    }
  }

  async down(event) {
    const sheet = event.target.closest(".sheet");
    if (!sheet || event.button !== 0 || this.viewer.output) return;
    const number = Number(sheet.dataset.page), first = this.viewer.point(event, sheet);
    const mark = event.target.closest("[data-mark]")?.dataset.mark;
    if (mark && this.mode !== "box" && !event.target.closest(".handle")) this.markAt(mark);
    const handle = event.target.closest(".handle");
    const boxing = this.mode === "box" || event.shiftKey || handle;
    const span = handle?.dataset.span ? JSON.parse(handle.dataset.span) : null;
    const page = boxing && !span ? null : await this.viewer.wordsOf(number);
    let moved = false, last = first;
    const box = handle && !span ? JSON.parse(handle.dataset.box) : null;
    const drag = (move) => {
      last = this.viewer.point(move, sheet);
      moved ||= Math.abs(last[0] - first[0]) + Math.abs(last[1] - first[1]) > 3;
      if (!moved) return;
      if (span) { this.range = this.stretched(page, span, handle.dataset.corner, last, move.altKey); this.paint(number, boxes(page, ...this.range)); }
      else if (handle) this.paint(number, [this.pulled(box, handle.dataset.corner, last)]);
      else if (boxing) this.paint(number, [[...first, ...last]]);
      else { this.range = this.between(page, first, last, move.altKey); this.paint(number, boxes(page, ...this.range), event.ctrlKey); }
    };
    const up = (end) => {
      window.removeEventListener("pointermove", drag);
      window.removeEventListener("pointerup", up);
      if (!moved) { if (mark && end.shiftKey) this.reject(mark); else if (mark && end.ctrlKey) this.approve(mark); return; }
      if (span) this.move(handle.dataset.mark, number, null, null, this.range);
      else if (handle) this.move(handle.dataset.mark, number, Number(handle.dataset.index), this.pulled(box, handle.dataset.corner, last));
      else if (boxing) this.redactBox(number, [Math.min(first[0], last[0]), Math.min(first[1], last[1]), Math.max(first[0], last[0]), Math.max(first[1], last[1])]);
      else if (event.ctrlKey) this.free(number, ...this.range);
      else this.redactSpan(number, ...this.range);
      this.clear();
      end.preventDefault();
    };
    window.addEventListener("pointermove", drag);
    window.addEventListener("pointerup", up);
  }

  pulled([x0, y0, x1, y1], corner, [x, y]) {
    return corner === "start" ? [Math.min(x, x1 - 2), Math.min(y, y1 - 2), x1, y1] : [x0, y0, Math.max(x, x0 + 2), Math.max(y, y0 + 2)];
  }

  /** A run of words with one of its ends at a point. */
  stretched(page, [start, end], corner, point, exact) {
    const [offset, word] = nearest(page, ...point);
    return corner === "start" ? [Math.min(exact ? offset : word[0], end - 1), end] : [start, Math.max(exact ? offset + 1 : word[1], start + 1)];
  }

  between(page, first, last, exact) {
    const [a, b] = [nearest(page, ...first), nearest(page, ...last)].sort((one, other) => one[0] - other[0]);
    return exact ? [a[0], b[0] + 1] : [a[1][0], b[1][1]];
  }

  /** Handles at the ends of the current mark, so that it can be made larger or smaller with the mouse. */
  handles(mark) {
    this.current = mark;
    for (const old of this.viewer.root.querySelectorAll(".handle")) old.remove();
    if (!mark || mark.verdict === "rejected") return;
    const words = mark.parts.length === 1 && mark.parts[0].start < mark.parts[0].end;
    for (const part of mark.parts) {
      const grip = (corner, x, y, data) => this.viewer.sheets[part.page].querySelector("svg").append(make("svg:rect", {
        class: "handle", x: x - 2, y: y - 2, width: 4, height: 4, "data-mark": mark.id, "data-corner": corner, ...data,
      }));
      part.boxes.forEach((box, index) => {
        const data = words ? { "data-span": JSON.stringify([part.start, part.end]) } : { "data-index": index, "data-box": JSON.stringify(box) };
        if (!words || index === 0) grip("start", box[0], box[1], data);
        if (!words || index === part.boxes.length - 1) grip("end", box[2], box[3], data);
      });
    }
  }

  // --- by keys

  async words(mark) {
    const number = mark ? mark.parts[0].page : this.viewer.page();
    const page = await this.viewer.wordsOf(number);
    if (!page.words.length) return false;
    const from = mark?.parts[0].end ?? 0;
    const word = page.words.find(([start]) => start >= from) ?? page.words[0];
    Object.assign(this, { mode: "words", page, number, range: [word[0], word[1]] });
    this.paint(number, boxes(page, ...this.range));
    return true;
  }

  async edges(mark) {
    const part = mark.parts[0];
    if (part.start >= part.end) return false;
    const page = await this.viewer.wordsOf(part.page);
    Object.assign(this, { mode: "edges", page, number: part.page, range: [part.start, part.end], mark });
    this.paint(part.page, boxes(page, ...this.range));
    return true;
  }

  keyBox() {
    const number = this.viewer.page();
    const [width, height] = this.viewer.data.sizes[number];
    Object.assign(this, { mode: "box", number, box: [width * .3, height * .4, width * .7, height * .5] });
    this.viewer.sheets[number].classList.add("boxing");
    this.paint(number, [this.box]);
  }

  /** A key while choosing; whether it was for us. */
  key(event) {
    if (!this.mode) return false;
    if (event.key === "Escape") { this.clear(); return true; }
    if (event.key === "Enter") {
      const { mode, number, range, box, mark } = this;
      this.clear();
      if (mode === "box") this.redactBox(number, box);
      else if (mode === "words" && event.ctrlKey) this.free(number, ...range);
      else if (mode === "words") this.redactSpan(number, ...range);
      else this.move(mark.id, number, null, null, range);
      return true;
    }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return false;
    if (this.mode === "box") {
      const [dx, dy] = step.map((one) => one * STEP * (event.altKey ? .25 : 1));
      this.box = event.shiftKey ? [this.box[0], this.box[1], Math.max(this.box[0] + 3, this.box[2] + dx), Math.max(this.box[1] + 3, this.box[3] + dy)]
        : [this.box[0] + dx, this.box[1] + dy, this.box[2] + dx, this.box[3] + dy];
      this.paint(this.number, [this.box]);
    } else {
      this.range = this.mode === "words" ? this.walked(step, event) : this.edged(step[0] || step[1], event);
      this.paint(this.number, boxes(this.page, ...this.range));
    }
    return true;
  }

  walked([dx, dy], { shiftKey, altKey }) {
    const { words } = this.page;
    const [start, end] = this.range;
    if (altKey) return shiftKey ? [start, this.shifted(end, dx || dy, start + 1)] : [Math.min(end - 1, Math.max(0, start + (dx || dy))), end];
    const last = words.findIndex(([s, e]) => s < end && e >= end);
    let next = words[Math.max(0, Math.min(words.length - 1, last + dx))];
    if (dy) {
      const [, , x0, y0, x1, y1] = words[last], x = (x0 + x1) / 2;
      const line = words.filter(([, , , top, , bottom]) => dy > 0 ? top > (y0 + y1) / 2 : bottom < (y0 + y1) / 2);
      const edge = dy > 0 ? Math.min(...line.map((w) => w[3])) : Math.max(...line.map((w) => w[3]));
      const row = line.filter((w) => Math.abs(w[3] - edge) < (y1 - y0) / 2);
      next = row.sort((a, b) => Math.abs((a[2] + a[4]) / 2 - x) - Math.abs((b[2] + b[4]) / 2 - x))[0] ?? next;
    }
    return shiftKey ? [Math.min(start, next[0]), Math.max(next[1], start + 1)] : [next[0], next[1]];
  }

  shifted(offset, step, least) { return Math.max(least, Math.min(this.page.text.length, offset + step)); }

  edged(step, { shiftKey, altKey }) {
    const [start, end] = this.range, { words } = this.page;
    if (altKey) return shiftKey ? [start, this.shifted(end, step, start + 1)] : [Math.max(0, Math.min(end - 1, start + step)), end];
    const stops = shiftKey ? words.map((word) => word[1]).filter((e) => e > start) : words.map((word) => word[0]).filter((s) => s < end);
    const from = shiftKey ? end : start;
    const next = step > 0 ? stops.find((one) => one > from) : stops.findLast((one) => one < from);
    return next === undefined ? this.range : shiftKey ? [start, next] : [next, end];
  }
}
