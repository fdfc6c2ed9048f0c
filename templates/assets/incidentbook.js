/* incidentbook: what scripts add to pages that read fully without them.
 *
 * Registers get filters with counts, sorting and grouping, kept in the page's address; what is relative
 * to today is brought up to the day of the reading. No dependency, no request. Works from file:// and with
 * Material's instant navigation.
 */
(() => {
  "use strict";

  const all = (within, selector) => [...within.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const spell = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  function element(name, className, ...children) {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...children);
    return made;
  }

  /* ── What is relative to today ── */

  const dayOf = (iso) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 864e5;

  /** A distance from today in the words of the build: "12 days ago", "in 8 months". */
  function relation(days) {
    const near = { 0: "today", 1: "tomorrow", "-1": "yesterday" }[days];
    if (near) return near;
    const size = Math.abs(days);
    const [unit, word] = size < 60 ? [1, "days"] : size < 730.5 ? [30.44, "months"] : [365.25, "years"];
    const distance = `${Math.round(size / unit)} ${word}`;
    return days > 0 ? `in ${distance}` : `${distance} ago`;
  }

  function overdue(text) {
    const sign = element("i", "", "▲");
    sign.setAttribute("aria-hidden", "true");
    return element("span", "ib-chip ib-chip--status ib-chip--overdue", sign, text);
  }

  function correctDue(place, today) {
    const days = today - dayOf(place.dataset.incidentbookDue);
    place.replaceChildren(...(days > 0 ? [overdue(`${spell(days, "day")} overdue`)] : []));
    const row = place.closest("tr");
    if (!row) return;
    const others = (row.dataset.status || "").replace(/ ?\boverdue\b/, "");
    row.dataset.status = days > 0 ? `${others} overdue` : others;
  }

  function correctTally(tally, today) {
    const more = tally.dataset.incidentbookUpcoming.split(" ").map((pair) => pair.split(":"))
      .reduce((sum, [day, number]) => sum + (dayOf(day) < today ? Number(number) : 0), 0);
    if (!more) return;
    const chip = tally.querySelector(".ib-chip--overdue");
    const before = chip ? parseInt(chip.lastChild.data, 10) : 0;
    chip?.remove();
    tally.prepend(overdue(`${before + more} overdue`), " ");
  }

  function correctFreshness(chip, today) {
    const { incidentbookStale: due, reviewed, reviewedText, interval } = chip.dataset;
    const late = today - dayOf(due);
    chip.classList.toggle("ib-chip--stale", late > 0);
    chip.classList.toggle("ib-chip--fresh", late <= 0);
    chip.lastChild.textContent = late > 0
      ? `review ${spell(late, "day")} overdue (reviewed ${reviewedText}, every ${interval} days)`
      : `reviewed ${relation(dayOf(reviewed) - today)}, every ${interval} days`;
  }

  function correct(root) {
    if (root.dataset.today) return; // the policy says which day is meant
    const now = new Date();
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5;
    for (const place of all(root, "[data-incidentbook-ago]")) {
      place.textContent = relation(dayOf(place.dataset.incidentbookAgo) - today);
    }
    for (const place of all(root, "[data-incidentbook-due]")) correctDue(place, today);
    for (const place of all(root, "[data-incidentbook-upcoming]")) correctTally(place, today);
    for (const place of all(root, "[data-incidentbook-stale]")) correctFreshness(place, today);
  }

  /* ── Registers ── */

  const labelOf = (box) => box.closest("label").querySelector(".ib-option__label").textContent;

  class Register {
    constructor(form) {
      this.form = form;
      this.table = document.getElementById(form.dataset.incidentbookFilters);
      this.body = this.table.tBodies[0];
      this.boxes = all(form, "input[type=checkbox]");
      this.names = [...new Set(this.boxes.map((box) => box.name))];
      this.rows = [...this.body.rows].map((row) => this.item(row, true));
      this.sheets = document.querySelector(`[data-incidentbook-sheets="${this.table.id}"]`);
      this.order = " ";
      this.groups = [];
      this.heads = all(this.table, "thead th[data-sort]");
      for (const head of this.heads) this.makeButton(head);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => setTimeout(() => this.changed("pushState")));
      form.addEventListener("input", (event) => {
        if (event.target.name === "sort") this.sort = event.target.value;
        this.changed(event.target.type === "search" ? "replaceState" : "pushState");
      });
      this.restore();
    }

    /** The heading of a column sorts by it: upwards, downwards, not at all. */
    makeButton(head) {
      const button = element("button", "", ...head.childNodes);
      button.type = "button";
      button.addEventListener("click", () => {
        const key = head.dataset.sort;
        this.sort = { [key]: `-${key}`, [`-${key}`]: "" }[this.sort] ?? key;
        this.changed("pushState");
      });
      head.append(button);
    }

    item(row, isOwn) {
      const tokens = this.names.map((name) => (row.getAttribute(`data-${name}`) || "").split(" ").filter(Boolean));
      return { row, isOwn, tokens };
    }

    /** Whether anything is asked for that this sheet alone cannot answer. */
    get isAsked() {
      return Boolean(this.value("q") || this.value("group") || this.sort || this.boxes.some((box) => box.checked));
    }

    /** Reads the other sheets of a long list, once; then a sheet shows its own rows until something is asked. */
    complete() {
      this.reading ??= this.readSheets().catch(() => {
        this.form.querySelector("[data-incidentbook-shown]").textContent = "The other sheets cannot be read: only this one is filtered";
        this.isPartial = true;
      });
      return this.reading;
    }

    async readSheets() {
      const places = all(this.sheets, ":scope > *");
      const output = this.form.querySelector("[data-incidentbook-shown]");
      const every = [];
      for (const [index, place] of places.entries()) {
        output.textContent = `Reading sheet ${index + 1} of ${places.length}…`;
        every.push(place.href ? await rowsOf(place.href, this.table.id) : null);
      }
      this.rows = every.flatMap((rows) => (rows ? [...rows].map((row) => this.item(row, false)) : this.rows));
      this.order = "";
    }

    value(name) {
      return this.form.elements.namedItem(name)?.value.trim() || "";
    }

    /** Takes the state from the page's address. */
    restore() {
      const query = new URLSearchParams(location.search);
      for (const box of this.boxes) box.checked = query.getAll(box.name).includes(box.value);
      for (const name of ["q", "group"]) {
        const control = this.form.elements.namedItem(name);
        if (control) control.value = query.get(name) || "";
      }
      this.sort = query.get("sort") || "";
      this.apply();
      this.find();
    }

    /** A row that stands on another sheet is brought here when the address names it. */
    async find() {
      const id = decodeURIComponent(location.hash.slice(1));
      if (!this.sheets || !id || document.getElementById(id)) return;
      await this.complete();
      const found = this.rows.find(({ row }) => row.id === id);
      if (!found || document.getElementById(id)) return;
      this.body.append(found.row);
      found.row.hidden = false;
      found.row.scrollIntoView();
    }

    /** Brings the page's address up to a change by hand. */
    changed(how) {
      this.apply();
      const query = new URLSearchParams(this.boxes.filter((box) => box.checked).map((box) => [box.name, box.value]));
      for (const [name, value] of Object.entries({ q: this.value("q"), group: this.value("group"), sort: this.sort })) {
        if (value) query.set(name, value);
      }
      if (query.toString() === location.search.slice(1)) return;
      try {
        history[how](history.state, "", `${location.pathname}${query.size ? "?" : ""}${query}${location.hash}`);
      } catch { /* not allowed for files in some browsers; the filter works all the same */ }
    }

    apply() {
      if (this.sheets && this.isAsked && !this.reading) {
        this.complete().then(() => this.apply());
        return;
      }
      if (this.sheets && !this.isAsked && !this.reading) return; // the sheet is as it was written
      this.arrange();
      const chosen = this.names.map((name) => new Set(this.boxes.filter((box) => box.checked && box.name === name).map((box) => box.value)));
      const words = plain(this.value("q")).split(/\s+/).filter(Boolean);
      const counts = this.names.map(() => new Map());
      let shown = 0;
      for (const item of this.rows) {
        const missed = this.missed(item, chosen, words);
        item.isShown = !missed.length;
        const isHere = item.isShown && (item.isOwn || this.isAsked);
        shown += item.isShown;
        if (item.row.hidden === isHere) item.row.hidden = !isHere;
        // A facet counts what would be there if nothing of its own were chosen.
        const counted = item.isShown ? [...counts.keys()] : missed.length === 1 ? missed : [];
        for (const facet of counted) {
          for (const token of item.tokens[facet] || []) counts[facet].set(token, (counts[facet].get(token) || 0) + 1);
        }
      }
      this.report(counts, shown, words.length > 0 || chosen.some((values) => values.size));
    }

    /** The facets that keep a row out; "text" stands for the words. */
    missed(item, chosen, words) {
      const missed = chosen.flatMap((values, facet) => (
        values.size && !item.tokens[facet].some((token) => values.has(token)) ? [facet] : []
      ));
      if (words.length) {
        item.text ??= plain(`${item.row.textContent} ${item.row.dataset.text || ""}`);
        if (!words.every((word) => item.text.includes(word))) missed.push("text");
      }
      return missed;
    }

    /** Says how many there are: beside each value, on each facet, in all, and in each group. */
    report(counts, shown, isFiltered) {
      for (const box of this.boxes) {
        const number = counts[this.names.indexOf(box.name)].get(box.value) || 0;
        const label = box.closest("label");
        label.classList.toggle("ib-option--nothing", !number);
        label.querySelector("[data-incidentbook-count]").textContent = number;
      }
      for (const facet of all(this.form, "details")) {
        const picked = all(facet, "input:checked");
        facet.classList.toggle("ib-facet--chosen", picked.length > 0);
        facet.querySelector("[data-incidentbook-chosen]").textContent = picked.length > 1 ? picked.length : picked.map(labelOf).join("");
      }
      this.form.querySelector("[data-incidentbook-clear]").hidden = !isFiltered;
      const output = this.form.querySelector("[data-incidentbook-shown]");
      if (!this.isPartial) output.textContent = isFiltered ? `${shown} of ${this.rows.length} shown` : "";
      if (this.sheets) this.sheets.hidden = this.isAsked;
      // On paper, where the controls are gone, the choice stands before the number.
      const chosen = [this.value("q") && `“${this.value("q")}”`, ...this.boxes.filter((box) => box.checked).map(labelOf)];
      output.dataset.chosen = chosen.filter(Boolean).join(", ");
      for (const { head, items } of this.groups) {
        const number = items.filter((item) => item.isShown).length;
        head.hidden = !number;
        head.querySelector(".ib-meta").textContent = number;
      }
    }

    /** Puts the rows in order and below their groups, where that has changed. */
    arrange() {
      const group = this.value("group");
      if (this.order === `${this.sort} ${group}`) return;
      this.order = `${this.sort} ${group}`;
      const select = this.form.elements.namedItem("sort");
      if (select) select.value = [...select.options].some((option) => option.value === this.sort) ? this.sort : "";
      for (const head of this.heads) {
        const way = { [head.dataset.sort]: "ascending", [`-${head.dataset.sort}`]: "descending" }[this.sort];
        if (way) head.setAttribute("aria-sort", way);
        else head.removeAttribute("aria-sort");
      }
      const rows = this.sorted();
      this.groups = group ? this.grouped(rows, group) : [];
      const groups = group ? this.groups : [{ items: rows }];
      this.body.replaceChildren(...groups.flatMap(({ head, items }) => [head, ...items.map((item) => item.row)].filter(Boolean)));
    }

    /** The rows by the chosen key; those without it come last, either way. */
    sorted() {
      if (!this.sort) return this.rows;
      const [, down, key] = this.sort.match(/^(-?)(.*)$/);
      const values = this.rows.map(({ row }) => row.getAttribute(`data-sort-${key}`) || "");
      const keys = values.some(isNaN) ? values.map(plain) : values.map((value) => (value ? Number(value) : ""));
      const known = [...keys.keys()].filter((index) => values[index]);
      known.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0) * (down ? -1 : 1) || a - b);
      const others = [...keys.keys()].filter((index) => !values[index]);
      return [...known, ...others].map((index) => this.rows[index]);
    }

    /** The rows by the first value of a facet, in the order of its options; those without one come last. */
    grouped(rows, name) {
      const labels = this.boxes.filter((box) => box.name === name).map((box) => [box.value, labelOf(box)]);
      if (!labels.length) return this.groupedByRows(rows, name);
      const groups = new Map([...labels.map(([value]) => [value, []]), ["", []]]);
      for (const item of rows) (groups.get(item.tokens[this.names.indexOf(name)]?.[0]) || groups.get("")).push(item);
      const titles = new Map(labels);
      return [...groups].filter(([, items]) => items.length).map(([value, items]) => this.headed(titles.get(value) || "None", items));
    }

    /** The rows by what they say themselves, in the order of their first rows. */
    groupedByRows(rows, name) {
      const groups = new Map();
      for (const item of rows) {
        const value = item.row.getAttribute(`data-${name}`) || "";
        if (!groups.has(value)) groups.set(value, []);
        groups.get(value).push(item);
      }
      const title = (row) => row.querySelector(`[data-incidentbook-group="${name}"]`)?.textContent.trim() || "None";
      return [...groups.values()].map((items) => this.headed(title(items[0].row), items));
    }

    headed(title, items) {
      const cell = element("th", "", `${title} `, element("span", "ib-meta"));
      cell.scope = "rowgroup";
      return { head: element("tr", "ib-table__group", cell), items };
    }
  }

  /* ── Sheets: a long list is written on several pages ── */

  /** The rows of a list on another page of the site, with addresses that hold here. */
  async function rowsOf(address, id) {
    const html = location.protocol === "file:" ? await askPage(address, id) : await fetchRows(address, id);
    const body = document.createElement("tbody");
    body.innerHTML = html;
    for (const link of all(body, "a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
    const root = document.querySelector("[data-incidentbook][data-ready]");
    body.dataset.today = root?.dataset.today || "";
    correct(body);
    return body.rows;
  }

  async function fetchRows(address, id) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById(id).tBodies[0].innerHTML;
  }

  /** Files may not be fetched, but a page in a frame may tell its rows. */
  function askPage(address, id) {
    return new Promise((resolve, reject) => {
      const frame = Object.assign(document.createElement("iframe"), { src: address.replace(/\/$/, "/index.html"), hidden: true, title: "Another sheet" });
      const finish = (act, value) => {
        removeEventListener("message", listen);
        clearTimeout(timer);
        frame.remove();
        act(value);
      };
      const listen = (event) => {
        if (event.source === frame.contentWindow && event.data?.incidentbook === id) finish(resolve, event.data.rows);
      };
      const timer = setTimeout(finish, 15000, reject, new Error("no answer"));
      addEventListener("message", listen);
      document.body.append(frame);
    });
  }

  function tellRows() {
    if (location.protocol !== "file:" || window.parent === window) return false;
    for (const table of all(document, "[data-incidentbook-register]")) {
      window.parent.postMessage({ incidentbook: table.id, rows: table.tBodies[0].innerHTML }, "*");
    }
    return true;
  }

  /** Wide tables of a document's author know their columns, for pages too narrow to show them side by side. */
  function labelTables(page) {
    for (const table of all(page, "table:not([class^=ib-])")) {
      const labels = [...(table.tHead?.rows[0]?.cells || [])].map((cell) => cell.textContent.trim());
      if (labels.length < 4) continue;
      table.dataset.incidentbookLabelled = "";
      for (const row of table.tBodies[0]?.rows || []) {
        for (const [index, cell] of [...row.cells].entries()) {
          cell.classList.add("ib-labelled");
          cell.classList.toggle("ib-labelled--short", cell.textContent.length < 17);
          cell.dataset.label = labels[index] || "";
        }
      }
    }
  }

  /* ── Search ── */

  /** The theme's own search: Material's switch, else a field to write in or a button that opens one. */
  const findSearch = () => document.querySelector(
    "#__search, #mkdocs-search-query:not(.modal *), #rtd-search-form input, [data-bs-target='#mkdocs_search_modal']",
  );

  function openSearch() {
    const search = findSearch();
    if (search.type === "checkbox") {
      if (!search.checked) search.click();
      document.querySelector("[data-md-component=search-query]").focus();
    } else if (search.matches("input")) search.focus();
    else search.click();
  }

  /** Material's search is a dialog without a name. */
  function nameSearch() {
    const query = document.querySelector(".md-search[role=dialog]:not([aria-label]) [data-md-component=search-query]");
    query?.closest(".md-search").setAttribute("aria-label", query.placeholder || "Search");
  }

  function offerSearch(button) {
    button.hidden = !findSearch();
    button.addEventListener("click", openSearch);
  }

  /* ── Start ── */

  let registers = [];

  function start() {
    if (tellRows()) return; // for another sheet, in a frame
    nameSearch();
    registers = registers.filter((register) => register.form.isConnected);
    for (const root of all(document, "[data-incidentbook]:not([data-ready])")) {
      root.dataset.ready = "";
      correct(root);
      all(root, "[data-incidentbook-search]").forEach(offerSearch);
      const page = root.closest("article, main, [role=main], body");
      if (root.matches(".ib-header")) labelTables(page);
      for (const form of all(root, "[data-incidentbook-filters]")) registers.push(new Register(form));
    }
  }

  /** An open list of values closes by a click beside it and by Escape. */
  function close(event) {
    for (const facet of all(document, ".ib-facet[open]")) {
      if (event.type === "click" ? facet.contains(event.target) : event.key !== "Escape") continue;
      facet.open = false;
      if (event.key) facet.querySelector("summary").focus();
    }
  }

  addEventListener("popstate", () => registers.forEach((register) => register.restore()));
  addEventListener("click", close);
  addEventListener("keydown", close);
  window.document$?.subscribe?.(start); // silent under file:// with instant navigation
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
