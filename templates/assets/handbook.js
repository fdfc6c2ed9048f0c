/* incidentbook: what scripts add to the handbook, whose pages read fully without them.
 *
 * The form that finds a severity answers at once, with its reasons. What was chosen is kept after the "?" of
 * the address' fragment, which browsers send nowhere. No dependency, no request. Works from file:// and with
 * Material's instant navigation.
 */
(() => {
  "use strict";

  const all = (within, selector) => [...within.querySelectorAll(selector)];

  function element(name, className, ...children) {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...children);
    return made;
  }

  /* ── What is kept in the address ── */

  /** The address' fragment: an anchor, then "?" and what was filled in. */
  function fragment() {
    const [, anchor, values] = location.hash.match(/^#?([^?]*)\??(.*)$/);
    return { anchor, values: new URLSearchParams(values) };
  }

  function keep(values) {
    const { anchor } = fragment();
    const tail = [...values].length ? `?${values}` : "";
    const hash = anchor || tail ? `#${anchor}${tail}` : "";
    if (hash === location.hash) return;
    try {
      history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
    } catch { /* not allowed for files in some browsers; the page works all the same */ }
  }

  /** Shows what works only with a script, and hides what stands in for it. */
  function switchOn(page) {
    page.classList.add("ib-on");
    for (const one of all(page, "[data-incidentbook-control]")) one.hidden = false;
    for (const one of all(page, "[data-incidentbook-plain]")) one.hidden = true;
  }

  /* ── Severity ── */

  /** The level that answers mean, its reasons, the further ones, and who is told beside those of the level. */
  function verdict(data, yes, cell) {
    const chosen = Object.keys(data.questions).filter((id) => yes.includes(id));
    const counted = chosen.length > 1 ? chosen.filter((id) => id !== data.none) : chosen;
    const found = [...counted.map((id) => data.questions[id]), ...(cell in data.cells ? [data.cells[cell]] : [])];
    if (!found.length) return null;
    const rank = (reason) => data.levels.indexOf(reason[0]);
    const worst = data.levels[Math.min(...found.map(rank))];
    return {
      severity: worst,
      reasons: found.filter((reason) => reason[0] === worst).map((reason) => reason[1]),
      further: found.filter((reason) => reason[0] !== worst).map((reason) => `${reason[0]}: ${reason[1]}`),
      tell: [...new Set(found.flatMap((reason) => reason[2]))],
    };
  }

  class Finder {
    constructor(page) {
      this.page = page;
      this.form = page.querySelector("[data-incidentbook-finder]");
      this.panel = page.querySelector("[data-incidentbook-answer]");
      this.data = JSON.parse(page.querySelector("[data-incidentbook-levels]").textContent);
      switchOn(page);
      this.restore();
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => this.changed(event.target));
      this.form.addEventListener("reset", () => setTimeout(() => this.changed()));
    }

    restore() {
      const { values } = fragment();
      const yes = values.getAll("yes");
      const cell = `${values.get("scope")} ${values.get("impact")}`;
      for (const box of this.form.elements) {
        if (box.name === "yes") box.checked = yes.includes(box.value);
        if (box.name === "cell") box.checked = box.value === cell;
      }
      this.show();
    }

    changed(box) {
      if (box?.name === "yes" && box.checked) {
        const others = all(this.form, "input[name=yes]").filter((one) => (one.value === this.data.none) !== (box.value === this.data.none));
        for (const other of others) other.checked = false;
      }
      const values = new URLSearchParams(this.yes.map((id) => ["yes", id]));
      if (this.cell) ["scope", "impact"].forEach((name, place) => values.set(name, this.cell.split(" ")[place]));
      keep(values);
      this.show();
    }

    get yes() {
      return all(this.form, "input[name=yes]:checked").map((box) => box.value);
    }

    get cell() {
      return this.form.querySelector("input[name=cell]:checked")?.value ?? "";
    }

    show() {
      const answer = verdict(this.data, this.yes, this.cell);
      this.panel.hidden = !answer;
      this.panel.replaceChildren(...(answer ? this.words(answer) : []));
    }

    words(answer) {
      const level = this.page.querySelector(`[data-incidentbook-level="${CSS.escape(answer.severity)}"]`);
      const heading = element("p", "ib-answer__level", ...[...level.querySelector("h3").childNodes].map((node) => node.cloneNode(true)));
      all(heading, ".headerlink").forEach((one) => one.remove());
      if (level.id) heading.append(Object.assign(element("a", "ib-meta", "what it asks for"), { href: `#${level.id}` }));
    const reasons = element("ul", "ib-answer__reasons",
        ...answer.reasons.map((words) => element("li", "ib-answer__decides", words)),
        ...answer.further.map((words) => element("li", "", words)));
      const asks = level.querySelector("[data-incidentbook-asks]").cloneNode(true);
      const told = asks.querySelector("[data-incidentbook-tell]");
      if (told) told.textContent = [...new Set([...told.textContent.split(", "), ...answer.tell])].join(", ");
      const kit = level.querySelector("[data-incidentbook-kit]")?.cloneNode(true);
      return [heading, reasons, asks, ...(kit ? [element("p", "", kit)] : [])];
    }
  }

  /* ── Start ── */

  let shown = null;

  function start() {
    const page = document.querySelector("[data-incidentbook-severity]:not([data-handbook-ready])");
    if (!page) return;
    page.dataset.handbookReady = "";
    shown = new Finder(page);
  }

  addEventListener("hashchange", () => {
    if (shown?.page.isConnected && location.hash.includes("?")) shown.restore();
  });
  if (window.document$?.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
