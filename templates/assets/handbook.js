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

  /** What was filled in on the page that is shown, should the theme fetch that page again for a jump within it. */
  let filled = null;

  function keep(values) {
    filled = { path: location.pathname, values };
    const { anchor: place } = fragment();
    const anchor = place === "declare" ? "" : place; // once there is something, it is not a new beginning
    const tail = [...values].length ? `?${values}` : "";
    const hash = anchor || tail ? `#${anchor}${tail}` : "";
    if (hash === location.hash) return;
    try {
      history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
    } catch { /* not allowed for files in some browsers; the page works all the same */ }
  }

  const same = (one, other) => one.trim().toLowerCase() === other.toLowerCase();

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
      this.keep();
      this.show();
    }

    keep() {
      const values = new URLSearchParams(this.yes.map((id) => ["yes", id]));
      if (this.cell) ["scope", "impact"].forEach((name, place) => values.set(name, this.cell.split(" ")[place]));
      keep(values);
    }

    get yes() {
      return all(this.form, "input[name=yes]:checked").map((box) => box.value);
    }

    get cell() {
      return this.form.querySelector("input[name=cell]:checked")?.value ?? "";
    }

    show() {
      const answer = verdict(this.data, this.yes, this.cell);
      const isOpen = this.panel.querySelector("details")?.open ?? false;
      this.panel.hidden = !answer;
      this.panel.replaceChildren(...(answer ? this.words(answer, isOpen) : []));
    }

    /** One line, below which the reasons and what the level asks for unfold. */
    words(answer, isOpen) {
      const level = this.page.querySelector(`[data-incidentbook-level="${CSS.escape(answer.severity)}"]`);
      const heading = element("p", "ib-answer__level", ...[...level.querySelector("h3").childNodes].map((node) => node.cloneNode(true)));
      all(heading, ".headerlink").forEach((one) => one.remove());
      const reasons = element("ul", "ib-answer__reasons",
        ...answer.reasons.map((words) => element("li", "ib-answer__decides", words)),
        ...answer.further.map((words) => element("li", "", words)));
      const asks = level.querySelector("[data-incidentbook-asks]").cloneNode(true);
      const told = asks.querySelector("[data-incidentbook-tell]");
      if (told) told.textContent = [...new Set([...told.textContent.split(", "), ...answer.tell])].join(", ");
      const more = element("details", "ib-fold ib-answer__more", element("summary", "", "Why, and what it asks for"), reasons, asks);
      more.open = isOpen;
      return [element("div", "ib-answer__line", heading, ...this.kit(level)), more];
    }

    /** The way to the kit, which takes along what was answered: it decides who is told. */
    kit(level) {
      const link = level.querySelector("[data-incidentbook-kit] a[href]")?.cloneNode(true);
      if (!link) return [];
      const answers = this.yes.filter((id) => id !== this.data.none).map((id) => ["yes", id]);
      const [page, filled] = link.getAttribute("href").split("?");
      link.setAttribute("href", `${page}?${new URLSearchParams([...new URLSearchParams(filled), ...answers])}`);
      return [link];
    }
  }

  /* ── Messages ── */

  /** What a message's lines become: each line a list of [words, is a blank], and the names of the blanks. */
  function filledLines(lines, values, data, needed) {
    const kept = [];
    const blanks = new Set();
    for (const line of lines) {
      const empty = line.filter((part) => Array.isArray(part) && !values[part[0]]);
      if (empty.some(([name, optional]) => optional && !needed.includes(name))) continue;
      for (const [name] of empty) blanks.add(name);
      const spans = line.map((part, place) => {
        if (!Array.isArray(part)) return [before(part, values[line[place + 1]?.[0]], data.soon), false];
        return values[part[0]] ? [values[part[0]], false] : [`[${data.labels[part[0]] ?? part[0]}]`, true];
      });
      const text = spans.map(([words]) => words).join("").trimEnd();
      if (text || (kept.length && kept[kept.length - 1].text)) kept.push({ spans, text });
    }
    if (kept.length && !kept[kept.length - 1].text) kept.pop();
    return { kept, text: kept.map((line) => line.text).join("\n"), blanks: [...blanks] };
  }

  /** "by 15:00", but "as soon as there is news": the words before a time that is none lose their "by". */
  const before = (words, following, soon) => (following === soon ? words.replace(/\bby $/, "") : words);

  /** The words of a channel's name: letters, digits and "-" alone. */
  function plain(words) {
    const ascii = words.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
    return ascii.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40).replace(/-+$/, "");
  }

  /** "a, b and c" */
  const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join(""));

  /* ── Times: minutes since 1970; people see them on the clock of the policy's time zone ── */

  const CLOCK = /^(?:(\d{4})-(\d\d)-(\d\d)[T ]+)?(\d{1,2})[:.]?(\d{2})$/;
  const HOUR = 60;
  const DAY = 24 * HOUR;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const two = (number) => String(number).padStart(2, "0");
  const thisMinute = () => Math.floor(Date.now() / 60e3);

  /** The clock on the wall of a time zone. What it shows are minutes, too, as if it hung in UTC. */
  class Clock {
    constructor(zone) {
      const shape = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
      this.format = new Intl.DateTimeFormat("en-US", { ...shape, timeZone: zone, hourCycle: "h23", calendar: "gregory" });
    }

    shown(moment) {
      const parts = this.format.formatToParts(moment * 60e3);
      const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
      return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) / 60e3;
    }

    /** The moment at which it shows this; where it does so twice or never, one beside the change. */
    moment(shown) {
      const near = shown * 2 - this.shown(shown);
      return near + shown - this.shown(near);
    }

    date(moment) {
      return new Date(this.shown(moment) * 60e3);
    }

    time(moment) {
      const date = this.date(moment);
      return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
    }

    day(moment) {
      return this.date(moment).toISOString().slice(0, 10);
    }
  }

  /** The parts of "14:45" or "2026-03-31 14:45": [the day's first minute or null, the minute of the day]; or null. */
  function readClock(text) {
    const [, year, month, day, hours, minutes] = CLOCK.exec(text.trim()) ?? [];
    if (!hours || Number(hours) > 23 || Number(minutes) > 59) return null;
    return [year ? Date.UTC(year, month - 1, day) / 60e3 : null, Number(hours) * HOUR + Number(minutes)];
  }

  /** "5 min", "2 h 5 min", "1 d 13 h" */
  function spell(minutes) {
    const [large, unit, small, rest] = minutes < DAY ? [HOUR, "h", "min", minutes % HOUR] : [DAY, "d", "h", Math.floor((minutes % DAY) / HOUR)];
    if (minutes < HOUR) return `${minutes} min`;
    return `${Math.floor(minutes / large)} ${unit}${rest ? ` ${rest} ${small}` : ""}`;
  }

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

  const NOW = /^now$/i;
  const AGO = /^(?:about |some )?(\d+) ?(m|mins?|minutes?|h|hours?)\.? ago$/i;

  class Kit {
    constructor(page) {
      this.page = page;
      this.form = page.querySelector("[data-incidentbook-kit-form]");
      this.data = JSON.parse(page.querySelector("[data-incidentbook-kit-data]").textContent);
      this.clock = new Clock(this.data.zone);
      switchOn(page);
      this.texts = all(page, "[data-incidentbook-message]").map((area) => ({ area, text: "", blanks: [] }));
      for (const one of this.texts) this.offerCopy(one);
      const { anchor } = fragment();
      this.restore();
      this.arrive(anchor);
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => this.changed(event.target));
      this.form.addEventListener("change", (event) => this.settle(event.target));
      this.form.addEventListener("reset", () => setTimeout(() => this.begin()));
      page.querySelector("[data-incidentbook-sent]").addEventListener("click", () => this.sent());
      for (const button of all(page, "[data-incidentbook-now]")) {
        button.addEventListener("click", () => this.fillNow(this.form.elements[button.dataset.incidentbookNow]));
      }
      this.timer = setInterval(() => (page.isConnected ? this.show() : clearInterval(this.timer)), 15000);
    }

    /* What time it is, and which times are kept */

    /** The present moment. On a portal that stands still on a day it is the clock of that day, which goes on past midnight. */
    now() {
      if (this.at !== null) return this.at;
      const real = thisMinute();
      if (!this.data.day) return real;
      const moment = this.clock.moment(this.firstMinute() + (this.clock.shown(real) % DAY));
      return moment < Math.max(this.updated ?? moment, this.declared ?? moment) - 12 * HOUR ? moment + DAY : moment;
    }

    firstMinute() {
      return this.data.day ? Date.parse(`${this.data.day}T00:00:00Z`) / 60e3 : Math.floor(this.clock.shown(thisMinute()) / DAY) * DAY;
    }

    /** The moment of a text: without a day the latest such time, of which an hour may lie ahead; null where it is none. */
    read(text) {
      const [day, minutes] = readClock(text) ?? [];
      if (minutes === undefined) return null;
      if (day !== null) return this.clock.moment(day + minutes);
      const shown = this.clock.shown(this.now());
      const moment = Math.floor(shown / DAY) * DAY + minutes;
      return this.clock.moment(moment > shown + HOUR ? moment - DAY : moment);
    }

    /** A moment for the address, and for the field of the last update: the day only where it is not today. */
    written(moment) {
      return `${this.clock.day(moment)}T${this.clock.time(moment)}`;
    }

    brief(moment) {
      const isToday = this.clock.day(moment) === this.clock.day(this.now());
      return isToday ? this.clock.time(moment) : `${this.clock.day(moment)} ${this.clock.time(moment)}`;
    }

    /** A moment in words, with its day where it is half a day away or more. */
    words(moment) {
      const date = this.clock.date(moment);
      const day = Math.abs(moment - this.now()) < 12 * HOUR ? "" : `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}, `;
      return `${day}${this.clock.time(moment)} ${this.data.zone_name}`;
    }

    /** Somebody chose a level, or came with one: that is the declaration, and its message the first update. */
    declare() {
      const { severity, title } = this.form.elements;
      if (this.declared === null && (severity.value || title.value.trim())) this.declared = this.now();
      if (this.updated === null && severity.value && !this.isCleared) this.updated = this.now();
    }

    /* From the address, and back */

    /** Begin anew, with nothing filled in. */
    begin() {
      this.forget();
      this.changed();
    }

    forget() {
      Object.assign(this, { at: null, updated: null, declared: null, yes: [], isCleared: false });
    }

    restore() {
      const { values } = fragment();
      this.forget();
      const at = readClock(values.get("at") ?? "");
      if (at) this.at = this.clock.moment((at[0] ?? this.firstMinute()) + at[1]);
      this.declared = this.read(values.get("declared") ?? "");
      this.updated = this.read(values.get("updated") ?? "") ?? this.declared;
      this.yes = values.getAll("yes").filter((id) => id in this.data.told);
      for (const control of this.form.elements) {
        if (!control.name || control.name === "updated") continue;
        if (control.type === "radio") control.checked = values.has(control.name) ? same(values.get(control.name), control.value) : control.defaultChecked;
        else if (control.type === "checkbox") control.checked = (values.get(control.name) ?? "").split(".").includes(control.value);
        else if (control.options) control.value = [...control.options].find((one) => same(one.value, values.get(control.name) ?? ""))?.value ?? "";
        else control.value = values.get(control.name) ?? "";
      }
      this.refuse(values);
      this.declare();
      if (this.updated === null) this.form.elements.updated.value = "";
      else this.form.elements.updated.value = this.brief(this.updated);
      this.check();
      if (values.size) this.keep();
      this.show();
    }

    /** Says what of the address this portal does not know. */
    refuse(values) {
      const unknown = ["severity", "service"].filter((name) => values.get(name) && !this.form.elements[name].value);
      const said = this.page.querySelector("[data-incidentbook-refused]");
      said.textContent = unknown.map((name) => `The address names the ${name} “${values.get(name)}”, which is none of those here. Please choose one.`).join(" ");
      said.hidden = !unknown.length;
    }

    /** Whoever came to declare an incident begins with its severity, without looking for it; a level that is chosen is passed over. */
    arrive(anchor) {
      if (anchor !== "declare") return;
      const { severity, service } = this.form.elements;
      const first = severity.value && service.options ? service : this.form.querySelector("input[name=severity]");
      setTimeout(() => first.focus({ preventScroll: true }));
    }

    keep() {
      const values = new URLSearchParams();
      for (const one of this.form.elements) {
        if (!one.name || one.name === "updated" || one.type === "checkbox" || (one.type === "radio" && (!one.checked || one.defaultChecked))) continue;
        if (one.value.trim()) values.set(one.name, one.value.trim());
      }
      const done = all(this.form, "input[name=done]:checked").map((box) => box.value);
      if (done.length) values.set("done", done.join("."));
      for (const id of this.yes) values.append("yes", id);
      for (const name of ["declared", "updated", "at"]) {
        if (this[name] !== null) values.set(name, this.written(this[name]));
      }
      keep(values);
    }

    changed(control) {
      if (control?.name === "updated") this.readUpdated(control.value);
      const was = this.updated;
      this.declare();
      if (this.updated !== was || control === undefined) this.form.elements.updated.value = this.updated === null ? "" : this.brief(this.updated);
      this.check();
      this.keep();
      this.show();
    }

    /** The time of the last update: what cannot be read changes nothing and is said. */
    readUpdated(text) {
      const moment = this.read(text);
      if (moment === null && text.trim()) return;
      this.updated = moment;
      this.isCleared = moment === null;
    }

    check() {
      const { updated } = this.form.elements;
      const isWrong = Boolean(updated.value.trim()) && this.read(updated.value) === null;
      updated.setAttribute("aria-invalid", String(isWrong));
      this.page.querySelector("[data-incidentbook-wrong]").hidden = !isWrong;
    }

    sent() {
      this.updated = this.now();
      this.isCleared = false;
      this.changed();
    }

    /** "now" and "10 min ago" become a time, which stays true when it is read later. */
    settle(control) {
      if (!control.closest("[data-incidentbook-time]")) return;
      const [, count, unit] = AGO.exec(control.value.trim()) ?? [];
      if (!count && !NOW.test(control.value.trim())) return;
      control.value = this.brief(this.now() - Number(count ?? 0) * (/^h/i.test(unit) ? HOUR : 1));
      this.changed(control);
    }

    fillNow(control) {
      control.value = this.brief(this.now());
      this.changed(control);
      control.focus();
    }

    /* What the page shows */

    get level() {
      return this.data.levels[this.form.elements.severity.value];
    }

    /** Whom to tell: those of the level, and those whom answers of the severity page added. */
    told() {
      return [...new Set([...(this.level?.tell ?? []), ...this.yes.flatMap((id) => this.data.told[id])])];
    }

    /** The value of every slot. */
    values() {
      const typed = {};
      for (const control of this.form.elements) {
        if (!(control.name in this.data.labels) || control.type !== "text") continue;
        const text = control.value.trim();
        typed[control.name] = control.closest("[data-incidentbook-time]") && readClock(text) ? `${text} ${this.data.zone_name}` : text;
      }
      const { level } = this;
      const service = this.form.elements.service.value.trim();
      const found = { ...typed, ...level?.values, ...(this.data.services[service] ?? { service }) };
      const declared = this.declared ?? this.now();
      found.tell = listed(this.told());
      found.runbooks = this.runbooks(service);
      found.now = this.words(this.now());
      found.declared = `${this.clock.time(declared)} ${this.data.zone_name}`;
      found.day = this.clock.day(declared).replaceAll("-", "");
      found.next_update = level ? this.following(level) : "";
      found.topic = plain(typed.title) || plain(service);
      found.status_page = this.data.status_page;
      const channel = filledLines(this.data.messages["channel/name"], found, this.data, []);
      found.channel = channel.blanks.length ? "" : channel.text;
      return found;
    }

    /** The runbooks of a service with their addresses, and where the others are. */
    runbooks(service) {
      const help = all(this.page, "[data-incidentbook-service]").find((one) => one.dataset.incidentbookService === service);
      const links = help ? all(help, "[data-incidentbook-runbooks] a") : [];
      const rest = links.length - this.data.most_runbooks;
      const lines = links.slice(0, this.data.most_runbooks).map((link) => `Runbook: ${link.textContent.trim()}: ${link.href}`);
      return [...lines, ...(rest > 0 ? [`${rest} more: ${location.href.replace(/#.*/, "")}#help?${new URLSearchParams({ service })}`] : [])].join("\n");
    }

    /** When a message that is sent now says that the next one comes. */
    following(level) {
      const due = this.due(level);
      if (due === null) return this.data.soon;
      return this.words(due > this.now() ? due : this.now() + level.minutes);
    }

    /** The moment of the next update, or null where the level has no cadence. */
    due(level) {
      return level.minutes ? (this.updated ?? this.declared ?? this.now()) + level.minutes : null;
    }

    show() {
      const { level } = this;
      const values = this.values();
      const needed = level?.needed ?? [];
      for (const one of this.texts) {
        const lines = this.data.messages[one.area.dataset.incidentbookMessage];
        const { kept, text, blanks } = filledLines(lines, values, this.data, needed);
        if (text === one.text) continue;
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
      this.showTold(level);
      this.showService(this.form.elements.service.value.trim());
    }

    showPhase() {
      const phase = this.form.elements.phase.value;
      for (const one of all(this.page, "[data-incidentbook-phase]")) one.classList.toggle("ib-kit__phase--other", one.dataset.incidentbookPhase !== phase);
      for (const one of all(this.form, "[data-phases]")) one.hidden = !one.dataset.phases.split(" ").includes(phase);
    }

    showClock(level) {
      const panel = this.page.querySelector("[data-incidentbook-clock]");
      const due = level ? this.due(level) : null;
      const minutes = due === null ? 0 : due - this.now();
      const said = minutes > 0 ? `in ${spell(minutes)}` : minutes < 0 ? `▲ ${spell(-minutes)} late` : "now";
      panel.querySelector("[data-incidentbook-next]").textContent = !level ? "choose a severity" : due === null ? this.data.soon : this.words(due);
      panel.querySelector("[data-incidentbook-left]").textContent = due === null ? "" : said;
      panel.classList.toggle("ib-kit__clock--late", due !== null && minutes < 0);
    }

    showTold(level) {
      const list = this.page.querySelector("[data-incidentbook-told]");
      list.replaceChildren(...this.told().map((name) => element("li", "", name)));
      list.hidden = !list.childElementCount;
      this.page.querySelector("[data-incidentbook-no-level]").hidden = Boolean(level);
    }

    showService(service) {
      for (const help of all(this.page, "[data-incidentbook-service]")) help.hidden = help.dataset.incidentbookService !== service;
      const helps = this.page.querySelector("#help");
      if (helps) helps.hidden = !(service in this.data.services);
      const duties = all(this.page, "[data-incidentbook-duty]");
      const isFor = (one) => one.dataset.incidentbookDuty.split(" ").includes(service);
      const chosen = duties.some(isFor);
      for (const one of duties) one.hidden = chosen && !isFor(one);
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
    const page = document.querySelector(":is([data-incidentbook-severity], [data-incidentbook-kit-page])");
    if (!page) filled = null;
    if (!page || "handbookReady" in page.dataset) return;
    page.dataset.handbookReady = "";
    const { anchor, values } = fragment();
    if (anchor && anchor !== "declare" && !values.size && filled?.path === location.pathname) keep(filled.values);
    shown = page.matches("[data-incidentbook-severity]") ? new Finder(page) : new Kit(page);
  }

  addEventListener("hashchange", () => {
    if (!shown?.page.isConnected) return;
    if (location.hash.includes("?")) shown.restore();
    else shown.keep(); // a jump within the page takes along what is filled in
  });
  window.document$?.subscribe?.(start); // silent under file:// with instant navigation
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
