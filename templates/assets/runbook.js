/* incidentbook: what scripts add to the page of a runbook, which reads fully without them.
 *
 * Commands copy without prompt, comment and output; what they leave open is filled in once and kept after
 * the "?" of the address' fragment, which browsers send nowhere; what destroys something says so and asks;
 * steps can be ticked off, for this tab. No dependency, no request. Works from file:// and with Material's
 * instant navigation.
 */
(() => {
  "use strict";

  const all = (within, selector) => [...within.querySelectorAll(selector)];
  const squeeze = (text) => text.replace(/\s+/g, " ").trim();
  const own = (node) => !node.closest(".ib");

  function element(name, className, ...children) {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...children);
    return made;
  }

  function button(className, label) {
    return Object.assign(element("button", className, label), { type: "button" });
  }

  /* ── Which code holds which commands ── */

  /** The author's pieces of code with the commands in each, both in the order of the page. */
  function commandsByCode(page, header) {
    const stated = header.querySelector("[data-incidentbook-commands]");
    const codes = all(page, "code").filter(own).map((code) => ({ code, text: squeeze(code.textContent), commands: [] }));
    let [number, from] = [0, 0];
    for (const command of stated ? JSON.parse(stated.textContent) : []) {
      const line = squeeze(command.text.split("\n")[0]);
      for (let next = number, start = from; line && next < codes.length; next += 1, start = 0) {
        const at = codes[next].text.indexOf(line, start);
        if (at < 0 || (!isBlock(codes[next].code) && !isWhole(codes[next].text, line))) continue;
        codes[next].commands.push(command);
        [number, from] = [next, at + line.length];
        break;
      }
    }
    return codes;
  }

  const isBlock = (code) => code.parentElement.matches("pre");
  const isWhole = (text, line) => text === line || text.replace(/^[$%#] /, "") === line;

  /* ── What is to be filled in ── */

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  /** Finds spellings in a command; "$POD" is not part of "$PODS". */
  function finder(spellings) {
    const sorted = [...spellings].sort((a, b) => b.length - a.length);
    const words = sorted.map((one) => `${/^\w/.test(one) ? "(?<![\\w-])" : ""}${escaped(one)}${/\w$/.test(one) ? "(?![\\w-])" : ""}`);
    return words.length ? new RegExp(words.join("|"), "g") : null;
  }

  class Blanks {
    constructor(form) {
      this.form = form;
      this.inputs = form ? all(form, "input") : [];
      this.bySpelling = new Map(this.inputs.flatMap((input) => JSON.parse(input.dataset.spellings).map((one) => [one, input])));
      this.slots = [];
    }

    /** The spellings that mean the same wherever they stand; "$POD" may be set by a script. */
    get unmistakable() {
      return [...this.bySpelling.keys()].filter((spelling) => /^[<{]/.test(spelling));
    }

    /** What stands for a spelling: the value that was filled in, else itself. */
    value(spelling) {
      return this.bySpelling.get(spelling)?.value.trim() || spelling;
    }

    fill(command) {
      const find = finder(command.open);
      return find ? command.text.replace(find, (spelling) => this.value(spelling)) : command.text;
    }

    /** The labels of what a command still leaves open. */
    missing(command) {
      const open = command.open.filter((spelling) => this.value(spelling) === spelling);
      return [...new Set(open)];
    }

    /** Makes the open places of a piece of code follow the form. */
    mark(code, spellings) {
      const find = finder(spellings);
      if (!find) return;
      for (const match of [...code.textContent.matchAll(find)].reverse()) {
        const slot = element("span", "ib-slot");
        const range = rangeOf(code, match.index, match.index + match[0].length);
        range.deleteContents();
        slot.dataset.spelling = match[0];
        range.insertNode(slot);
        this.slots.push(slot);
      }
    }

    start() {
      if (!this.form) return;
      this.form.hidden = false;
      const ready = this.form.parentElement.querySelector("[data-incidentbook-ready]");
      if (ready) ready.hidden = true;
      this.restore();
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.changed());
      this.form.addEventListener("reset", () => setTimeout(() => this.changed()));
      const { anchor } = fragment();
      if (location.hash.includes("?") && anchor) document.getElementById(decodeURIComponent(anchor))?.scrollIntoView();
    }

    restore() {
      const { values } = fragment();
      for (const input of this.inputs) input.value = values.get(input.name) ?? input.value;
      this.show();
    }

    show() {
      for (const slot of this.slots) {
        const value = this.value(slot.dataset.spelling);
        slot.textContent = value;
        slot.classList.toggle("ib-slot--filled", value !== slot.dataset.spelling);
      }
      this.form.querySelector("button").hidden = !this.inputs.some((input) => input.value);
    }

    /** Brings page and address up to what was filled in. */
    changed() {
      this.show();
      const values = new URLSearchParams(this.inputs.filter((input) => input.value.trim()).map((input) => [input.name, input.value.trim()]));
      const tail = values.size ? `?${values}` : "";
      const { anchor } = fragment();
      const hash = anchor || tail ? `#${anchor}${tail}` : "";
      if (hash === location.hash) return;
      try {
        history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
      } catch { /* not allowed for files in some browsers; the commands follow all the same */ }
    }
  }

  /** The address' fragment: an anchor, then "?" and what was filled in. */
  function fragment() {
    const [, anchor, values] = location.hash.match(/^#?([^?]*)\??(.*)$/);
    return { anchor, values: new URLSearchParams(values) };
  }

  /** The range of a piece of code from one character to another, whatever colours it. */
  function rangeOf(code, start, end) {
    const range = document.createRange();
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let passed = 0, node = walker.nextNode(); node; passed += node.data.length, node = walker.nextNode()) {
      if (passed <= start && start < passed + node.data.length) range.setStart(node, start - passed);
      if (passed < end && end <= passed + node.data.length) range.setEnd(node, end - passed);
    }
    return range;
  }

  /* ── Copies ── */

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

  function offerCopy({ code, commands }, blanks) {
    const hazards = commands.filter((command) => command.hazard);
    const label = hazards.length ? "Copy…" : "Copy";
    const made = button("ib-copy", label);
    let waiting = 0;
    const say = (words, time) => {
      made.textContent = words;
      clearTimeout(waiting);
      waiting = setTimeout(() => { made.textContent = label; delete made.dataset.asked; }, time);
    };
    made.addEventListener("click", async () => {
      if (hazards.length && !("asked" in made.dataset)) {
        made.dataset.asked = "";
        say("Copy all the same?", 6000);
        return;
      }
      const text = commands.length ? commands.map((command) => blanks.fill(command)).join("\n") : code.textContent.trimEnd();
      const missing = [...new Set(commands.flatMap((command) => blanks.missing(command)))];
      await copy(text);
      say(missing.length ? `Copied, without ${missing.join(", ")}` : "Copied", missing.length ? 4000 : 1500);
    });
    if (isBlock(code)) {
      code.parentElement.classList.add("ib-copyable");
      code.before(made);
      if (hazards.length) (code.closest(".highlight") || code.parentElement).before(warning(hazards));
    } else {
      made.classList.add("ib-copy--inline");
      code.after(" ", made);
      if (hazards.length) code.before(warning(hazards), " ");
    }
  }

  function warning(hazards) {
    const sign = element("i", "", "▲");
    sign.setAttribute("aria-hidden", "true");
    const words = [...new Set(hazards.map((command) => command.hazard))].join("; ");
    return element("span", "ib-danger", sign, ` Careful: this ${words}.`);
  }

  /* ── Steps ── */

  const NUMBERED = /^(?:step\s+\d+\b|\d+(?:\.\d+)*[.:)]\s)/i;

  /** What can be ticked off: the items of numbered lists and of task lists, and numbered headings. */
  function stepsOf(page) {
    const items = all(page, "ol > li, li.task-list-item").filter((item) => own(item) && !item.closest(".footnote, .md-nav"));
    const outer = items.filter((item) => !items.some((other) => other !== item && other.contains(item)));
    return [...outer, ...all(page, "h2, h3, h4").filter((heading) => own(heading) && NUMBERED.test(heading.textContent))];
  }

  class Steps {
    constructor(page, reach) {
      this.key = `incidentbook:${location.pathname}`;
      this.reach = reach;
      this.boxes = stepsOf(page).map((step, number) => this.box(step, number));
    }

    start() {
      const { reach } = this;
      if (!this.boxes.length || !reach) return;
      this.count = element("span", "ib-reach__count");
      this.again = button("ib-reach__again", "Start again");
      this.again.addEventListener("click", () => {
        for (const box of this.boxes) box.checked = false;
        this.changed();
      });
      reach.append(element("p", "ib-reach__steps", this.count, " ", this.again));
      reach.hidden = false;
      this.restore();
    }

    box(step, number) {
      const lead = step.firstElementChild?.matches("p") ? step.firstElementChild : step;
      const words = squeeze(lead.textContent.replace("¶", ""));
      let box = step.querySelector(":scope > label input[type=checkbox], :scope > input[type=checkbox], :scope > p > label input[type=checkbox]");
      if (box) box.disabled = false;
      else {
        box = Object.assign(document.createElement("input"), { type: "checkbox" });
        lead.prepend(element("label", "ib-tick", box), " ");
      }
      box.setAttribute("aria-label", `Done: ${words.slice(0, 80)}`);
      box.dataset.step = `${number} ${words.slice(0, 60)}`;
      box.addEventListener("change", () => this.changed());
      return box;
    }

    restore() {
      let kept = null;
      try {
        kept = JSON.parse(sessionStorage.getItem(this.key));
      } catch { /* storage can be forbidden; the boxes work all the same */ }
      if (Array.isArray(kept)) for (const box of this.boxes) box.checked = kept.includes(box.dataset.step);
      this.show();
    }

    changed() {
      try {
        sessionStorage.setItem(this.key, JSON.stringify(this.boxes.filter((box) => box.checked).map((box) => box.dataset.step)));
      } catch { /* as above */ }
      this.show();
    }

    show() {
      for (const box of this.boxes) box.closest("li, h2, h3, h4").classList.toggle("ib-done", box.checked);
      if (!this.count) return;
      const done = this.boxes.filter((box) => box.checked).length;
      this.count.textContent = `${done} of ${this.boxes.length} steps done`;
      this.again.hidden = !done;
    }
  }

  /* ── Start ── */

  let blanks = null;

  function start() {
    const header = document.querySelector("[data-incidentbook-runbook]:not([data-runbook-ready])");
    if (!header) return;
    header.dataset.runbookReady = "";
    const page = header.closest("article, main, [role=main], body");
    new Steps(page, page.querySelector("[data-incidentbook-reach]")).start();
    const codes = commandsByCode(page, header);
    blanks = new Blanks(header.querySelector("[data-incidentbook-fill]"));
    for (const one of codes) {
      if (isBlock(one.code) || one.commands.length) offerCopy(one, blanks);
      blanks.mark(one.code, new Set([...one.commands.flatMap((command) => command.open), ...blanks.unmistakable]));
    }
    blanks.start();
  }

  addEventListener("hashchange", () => {
    if (!blanks?.form?.isConnected) return;
    if (location.hash.includes("?")) blanks.restore();
    else blanks.changed(); // a link within the page took what was filled in out of the address
  });
  window.document$?.subscribe?.(start); // silent under file:// with instant navigation
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
