/* incidentbook: a drill card, one step at a time.
 *
 * The page holds every step in nested <details>. This adds one button, the arrow keys, and the debrief as
 * Markdown. Where one stands and what one wrote is kept in the address' fragment ("#step-3?well=…"), which
 * browsers send nowhere. No dependency, no request. Works from file:// and with Material's instant navigation.
 */
(() => {
  "use strict";

  const all = (within, selector) => [...within.querySelectorAll(selector)];

  /** The address' fragment: an anchor, then "?" and what was written. */
  function fragment() {
    const [, anchor, values] = location.hash.match(/^#?([^?]*)\??(.*)$/);
    return { anchor, values: new URLSearchParams(values) };
  }

  function keep(anchor, values) {
    const tail = [...values].length ? `?${values}` : "";
    const hash = anchor || tail ? `#${anchor}${tail}` : "";
    if (hash === location.hash) return;
    try {
      history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
    } catch { /* not allowed for files in some browsers; the page works all the same */ }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  const lines = (text) => text.split("\n").map((line) => line.replace(/^\s*(?:[-*]|\[ ?\])*\s*/, "").trim()).filter(Boolean);

  /** The debrief as Markdown: a section a list, and each gap as an action item. */
  function markdown(lists, written) {
    const parts = lists.map(([name, label]) => {
      const found = lines(written(name));
      if (name !== "gaps") return `## ${label}\n\n${(found.length ? found : [""]).map((line) => `- ${line}`).join("\n")}\n`;
      return `## Action items\n\n${(found.length ? found : ["…"]).map((line) => `- [ ] ${line} — @owner, due YYYY-MM-DD`).join("\n")}\n`;
    });
    return parts.join("\n");
  }

  class Card {
    constructor(page) {
      this.page = page;
      this.steps = all(page, "[data-incidentbook-step]");
      this.form = page.querySelector("[data-incidentbook-debrief]");
      this.notes = page.querySelector("[data-incidentbook-notes]");
      this.next = page.querySelector("[data-incidentbook-next]");
      this.back = page.querySelector("[data-incidentbook-back]");
      this.where = page.querySelector("[data-incidentbook-where]");
      this.lists = JSON.parse(page.querySelector("[data-incidentbook-drill-data]").textContent).lists;
      page.classList.add("ib-on");
      for (const one of all(page, "[data-incidentbook-control]")) one.hidden = false;
      for (const one of all(page, "p[data-incidentbook-plain]:not(.ib-drill__lines)")) one.hidden = true;
      this.next.addEventListener("click", () => this.go(this.at + 1, true));
      this.back.addEventListener("click", () => this.go(this.at - 1, true));
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => { this.write(); this.keep(); });
      const button = page.querySelector("[data-incidentbook-copy-notes]");
      button.addEventListener("click", async () => {
        await copy(this.notes.textContent);
        const words = button.textContent;
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = words; }, 1500);
      });
      this.restore();
    }

    restore() {
      const { anchor, values } = fragment();
      for (const area of this.form.elements) area.value = values.get(area.name) ?? "";
      this.write();
      this.go(anchor === "end" ? this.steps.length : Number(/^step-(\d+)$/.exec(anchor)?.[1] ?? 0), false);
    }

    /** Shows the steps up to a number: 0 is before the first, the last is the end. */
    go(number, moves) {
      this.at = Math.min(Math.max(number, 0), this.steps.length);
      this.steps.forEach((step, index) => {
        step.open = index < this.at;
        step.classList.toggle("ib-drill__step--past", index < this.at - 1);
      });
      const last = this.steps.length - 1;
      this.page.querySelector(".ib-drill__play").classList.toggle("ib-drill__play--over", this.at > last);
      this.back.disabled = this.at === 0;
      this.next.disabled = this.at > last;
      this.next.textContent = this.at === 0 ? "Begin" : this.at === last ? "End the drill" : this.at > last ? "The end" : "Next";
      this.where.textContent = this.at === 0 ? `${last} steps` : this.at > last ? "Go on with the debrief" : `Step ${this.at} of ${last}`;
      if (!moves) return;
      this.keep();
      const heading = this.at ? this.steps[this.at - 1].querySelector("h3") : this.page.querySelector("#steps");
      if (this.at) heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: this.at > last ? "start" : "center" });
    }

    keep() {
      const values = new URLSearchParams();
      for (const area of this.form.elements) if (area.value.trim()) values.set(area.name, area.value.trim());
      keep(this.at === 0 ? "" : this.steps[this.at - 1].id, values);
    }

    write() {
      this.notes.textContent = markdown(this.lists, (name) => this.form.elements[name].value);
    }
  }

  let shown = null;

  function start() {
    const page = document.querySelector("[data-incidentbook-drill]:not([data-drill-ready])");
    if (!page) return;
    page.dataset.drillReady = "";
    shown = new Card(page);
  }

  const isElsewhere = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  addEventListener("keydown", (event) => {
    if (!shown?.page.isConnected || event.altKey || event.ctrlKey || event.metaKey || isElsewhere(event.target)) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    shown.go(shown.at + step, true);
  });
  addEventListener("hashchange", () => {
    if (shown?.page.isConnected && /^#(?:step-\d+|end)?(?:\?|$)/.test(location.hash)) shown.restore();
  });
  window.document$?.subscribe?.(start); // silent under file:// with instant navigation
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
