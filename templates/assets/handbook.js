/* incidentbook: what scripts add to the handbook, whose pages read fully without them.
 *
 * The form that finds a severity answers at once, with its reasons. The incident kit fills its messages in, by
 * the rules of pages/messages.py, and knows when the next update is due. What was chosen is kept after the "?" of
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
    const chosen = data.questions.filter(([id]) => yes.includes(id));
    const counted = chosen.length > 1 ? chosen.filter(([id]) => id !== data.none) : chosen;
    const found = [...counted.map(([, ...reason]) => reason), ...(cell in data.cells ? [data.cells[cell]] : [])];
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

  /* ── Messages ── */

  /** What a message's lines become: each line a list of [words, is a blank], and the names of the blanks. */
  function filledLines(lines, values, labels, needed) {
    const kept = [];
    const blanks = new Set();
    for (const line of lines) {
      const empty = line.filter((part) => Array.isArray(part) && !values[part[0]]);
      if (empty.some(([name, optional]) => optional && !needed.includes(name))) continue;
      for (const [name] of empty) blanks.add(name);
      const spans = line.map((part) => {
        if (!Array.isArray(part)) return [part, false];
        return values[part[0]] ? [values[part[0]], false] : [`[${labels[part[0]] ?? part[0]}]`, true];
      });
      const text = spans.map(([words]) => words).join("").trimEnd();
      if (text || (kept.length && kept[kept.length - 1].text)) kept.push({ spans, text });
    }
    if (kept.length && !kept[kept.length - 1].text) kept.pop();
    return { kept, text: kept.map((line) => line.text).join("\n"), blanks: [...blanks] };
  }

  /** The words of a channel's name: letters, digits and "-" alone. */
  function topic(words) {
    const plain = words.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
    return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40).replace(/-+$/, "");
  }

  const CLOCK = /^\s*(\d{1,2})[:.](\d{2})/;
  const DAY = 24 * 60;
  const two = (number) => String(number).padStart(2, "0");

  /** The minutes of the day of "14:45", or null. */
  function minutesOf(text) {
    const match = CLOCK.exec(text ?? "");
    return match ? (Number(match[1]) % 24) * 60 + Number(match[2]) : null;
  }

  const clock = (minutes) => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = element("textarea", "", text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  /* ── The incident kit ── */

  class Kit {
    constructor(page) {
      this.page = page;
      this.form = page.querySelector("[data-incidentbook-kit-form]");
      this.data = JSON.parse(page.querySelector("[data-incidentbook-kit-data]").textContent);
      this.at = null;
      switchOn(page);
      this.texts = all(page, "[data-incidentbook-message]").map((area) => ({ area, text: "", blanks: [] }));
      for (const one of this.texts) this.offerCopy(one);
      this.restore();
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => this.changed(event.target));
      this.form.addEventListener("reset", () => setTimeout(() => this.changed()));
      page.querySelector("[data-incidentbook-sent]").addEventListener("click", () => {
        this.form.elements.updated.value = clock(this.now());
        this.changed();
      });
      this.timer = setInterval(() => (page.isConnected ? this.show() : clearInterval(this.timer)), 15000);
    }

    /** The minute of the day in the policy's time zone. */
    now() {
      if (this.at !== null) return this.at;
      const parts = new Intl.DateTimeFormat("en-GB", { timeZone: this.data.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      return minutesOf(parts.format(new Date()));
    }

    today() {
      if (this.data.day) return this.data.day;
      const parts = new Intl.DateTimeFormat("en-CA", { timeZone: this.data.zone, year: "numeric", month: "2-digit", day: "2-digit" });
      return parts.format(new Date()).replace(/\D/g, "");
    }

    restore() {
      const { values } = fragment();
      this.at = minutesOf(values.get("at"));
      for (const control of this.form.elements) {
        if (!control.name) continue;
        if (control.type === "radio") control.checked = values.has(control.name) ? values.get(control.name) === control.value : control.defaultChecked;
        else if (control.type === "checkbox") control.checked = (values.get("done") ?? "").split(".").includes(control.value);
        else control.value = values.get(control.name) ?? "";
      }
      this.show();
    }

    changed(control) {
      const { severity, updated } = this.form.elements;
      if (control?.name === "severity" && severity.value && !updated.value) updated.value = clock(this.now());
      const values = new URLSearchParams();
      for (const one of this.form.elements) {
        if (!one.name || one.type === "checkbox" || (one.type === "radio" && (!one.checked || one.defaultChecked))) continue;
        if (one.value.trim()) values.set(one.name, one.value.trim());
      }
      const done = all(this.form, "input[name=done]:checked").map((box) => box.value);
      if (done.length) values.set("done", done.join("."));
      if (this.at !== null) values.set("at", clock(this.at));
      keep(values);
      this.show();
    }

    /** The value of every slot. */
    values() {
      const typed = {};
      for (const control of this.form.elements) {
        if (control.name && control.name in this.data.labels && control.type === "text") typed[control.name] = control.value.trim();
      }
      const level = this.data.levels[this.form.elements.severity.value];
      const service = this.form.elements.service.value.trim();
      const found = { ...typed, ...level?.values, ...(this.data.services[service] ?? { service }) };
      found.now = `${clock(this.now())} ${this.data.zone_name}`;
      found.day = this.today();
      found.next_update = "";
      if (level) {
        const due = this.due(level);
        found.next_update = due === null ? this.data.soon : `${clock(due)} ${this.data.zone_name}`;
      }
      found.topic = topic(typed.title || service);
      found.status_page = this.data.status_page;
      const channel = filledLines(this.data.messages["channel/name"], found, {}, []);
      found.channel = channel.blanks.length ? "" : channel.text;
      return found;
    }

    /** The minute of the day of the next update, or null where the level has no cadence. */
    due(level) {
      if (!level.minutes) return null;
      const base = minutesOf(this.form.elements.updated.value) ?? this.now();
      return (base + level.minutes) % DAY;
    }

    show() {
      const values = this.values();
      const level = this.data.levels[this.form.elements.severity.value];
      const needed = level?.needed ?? [];
      for (const one of this.texts) {
        const lines = this.data.messages[one.area.dataset.incidentbookMessage];
        const { kept, text, blanks } = filledLines(lines, values, this.data.labels, needed);
        Object.assign(one, { text, blanks });
        one.area.replaceChildren(...kept.flatMap(({ spans }, number) => [
          ...(number ? ["\n"] : []),
          ...spans.map(([words, isBlank]) => (isBlank ? element("mark", "ib-blank", words) : words)),
        ]));
      }
      for (const role of all(this.page, "[data-incidentbook-role]")) {
        const id = role.dataset.incidentbookRole;
        role.querySelector("[data-incidentbook-needed]").hidden = !needed.includes(id) || Boolean(values[id]);
      }
      this.showPhase();
      this.showClock(level);
      const service = this.form.elements.service.value;
      for (const help of all(this.page, "[data-incidentbook-service]")) help.hidden = help.dataset.incidentbookService !== service;
      const helps = this.page.querySelector("#help");
      if (helps) helps.hidden = !service;
    }

    showPhase() {
      const phase = this.form.elements.phase.value;
      for (const one of all(this.page, "[data-incidentbook-phase]")) one.hidden = one.dataset.incidentbookPhase !== phase;
      for (const one of all(this.form, "[data-phases]")) one.hidden = !one.dataset.phases.split(" ").includes(phase);
    }

    showClock(level) {
      const panel = this.page.querySelector("[data-incidentbook-clock]");
      const due = panel.querySelector("[data-incidentbook-due]");
      const left = panel.querySelector("[data-incidentbook-left]");
      const at = level ? this.due(level) : null;
      due.textContent = !level ? "choose a severity" : at === null ? this.data.soon : `${clock(at)} ${this.data.zone_name}`;
      const minutes = at === null ? 0 : ((at - this.now() + DAY * 1.5) % DAY) - DAY / 2;
      left.textContent = at === null ? "" : minutes < 0 ? `▲ ${-minutes} min late` : `in ${minutes} min`;
      panel.classList.toggle("ib-kit__clock--late", at !== null && minutes < 0);
    }

    offerCopy(one) {
      const made = Object.assign(element("button", "ib-copy", "Copy"), { type: "button" });
      made.setAttribute("aria-label", `Copy: ${one.area.getAttribute("aria-label")}`);
      let waiting = 0;
      made.addEventListener("click", async () => {
        await copy(one.text);
        const open = one.blanks.length;
        made.textContent = open ? `Copied, ${open} ${open === 1 ? "blank" : "blanks"} left` : "Copied";
        clearTimeout(waiting);
        waiting = setTimeout(() => { made.textContent = "Copy"; }, open ? 4000 : 1500);
      });
      one.area.before(made);
    }
  }

  /* ── Templates of documents ── */

  function offerSample(area) {
    area.removeAttribute("data-incidentbook-sample");
    const made = Object.assign(element("button", "ib-copy ib-sample__copy", "Copy"), { type: "button" });
    made.setAttribute("aria-label", `Copy: ${area.getAttribute("aria-label")}`);
    made.addEventListener("click", async () => {
      await copy(area.textContent);
      made.textContent = "Copied";
      setTimeout(() => { made.textContent = "Copy"; }, 1500);
    });
    area.before(made);
  }

  /* ── Start ── */

  let shown = null;

  function start() {
    all(document, "[data-incidentbook-sample]").forEach(offerSample);
    const page = document.querySelector(":is([data-incidentbook-severity], [data-incidentbook-kit-page]):not([data-handbook-ready])");
    if (!page) return;
    page.dataset.handbookReady = "";
    shown = page.matches("[data-incidentbook-severity]") ? new Finder(page) : new Kit(page);
  }

  addEventListener("hashchange", () => {
    if (shown?.page.isConnected && location.hash.includes("?")) shown.restore();
  });
  window.document$?.subscribe?.(start); // silent under file:// with instant navigation
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
