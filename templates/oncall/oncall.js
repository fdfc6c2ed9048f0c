(() => {
  "use strict";

  // Ranks as `incidentbook oncall` does (analysis/answers.py); both keep to tests/oncall.json.
  const [EXACT, PART, NAMED, SHORT, HEAVY, SHORTEST, FAINTEST, DEEPEST] = [1000, 200, 120, 3, 2, 3, 0.125, 20];
  const COMMON = new Set("a an and are as at be by for from has in into is it its no not of on or that the this to was were will with".split(" "));
  const ALERT_KEYS = new Set(["alertname", "alert_name", "rulename", "rule_name", "alert", "title"]);
  const SERVICE_KEYS = new Set(["service", "app", "component", "job", "namespace", "deployment"]);

  const all = (within, selector) => [...within.querySelectorAll(selector)];
  const distinct = (texts) => [...new Set(texts.filter(Boolean))];
  const wordsOf = (text) => distinct((text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\p{L}+|\d{3,}/gu) || [])
    .map((word) => word.toLowerCase()).filter((word) => word.length > 1 && !COMMON.has(word)));
  const tokensOf = (text) => (text.match(/[\p{L}\p{N}_:./-]+/gu) || []).map((token) => token.replace(/^[:./-]+|[:./-]+$/g, "")).filter(Boolean);

  /* ── The question ── */

  function payloadOf(text) {
    if (!/^[{[]/.test(text)) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  function leavesOf(value, key = "", depth = 0) {
    if (typeof value === "string") return [[key.toLowerCase(), value]];
    if (value === null || typeof value !== "object" || depth >= DEEPEST) return [];
    if (Array.isArray(value)) return value.flatMap((inner) => leavesOf(inner, key, depth + 1));
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, name === "summary" || name === "name" ? key : name, depth + 1));
  }

  function sourceOf(payload) {
    const keys = new Set(Object.keys(payload));
    if (keys.has("orgId") || keys.has("ruleName") || keys.has("evalMatches")) return "a Grafana alert";
    if (keys.has("alerts") && (keys.has("receiver") || keys.has("groupLabels") || keys.has("commonLabels"))) return "an Alertmanager notification";
    if (keys.has("event") || keys.has("messages") || keys.has("routing_key") || keys.has("event_action")) return "a PagerDuty event";
    return "JSON";
  }

  function questionOf(text) {
    const stripped = text.trim();
    const payload = payloadOf(stripped);
    if (payload === undefined) {
      const tokens = tokensOf(stripped);
      return { names: distinct([stripped, ...tokens]), words: wordsOf(stripped), isShort: tokens.length <= SHORT, source: "" };
    }
    const leaves = leavesOf(payload);
    const stated = leaves.filter(([key]) => ALERT_KEYS.has(key) || SERVICE_KEYS.has(key)).map(([, value]) => value);
    return {
      names: distinct(stated.flatMap((value) => [value, ...tokensOf(value)])),
      words: wordsOf(leaves.map(([, value]) => value).join(" ")),
      isShort: false,
      source: sourceOf(payload),
    };
  }

  /* ── The answers ── */

  const main = document.querySelector("main");
  const cards = all(main, ":scope > details").map((place) => {
    const [alerts, names] = [JSON.parse(place.dataset.alerts), JSON.parse(place.dataset.names)];
    const title = place.querySelector("h2").textContent;
    const parts = all(place, "p:not(.meta), code, li > p").map((part) => part.textContent).join(" ");
    const weights = new Map(wordsOf(parts).map((word) => [word, 1]));
    for (const word of wordsOf([title, ...alerts, ...names].join(" "))) weights.set(word, HEAVY);
    return {
      place,
      title,
      weights,
      alerts: alerts.map((alert) => alert.toLowerCase()),
      names: new Set([title, ...names].filter(Boolean).map((name) => name.toLowerCase())),
      used: Number(place.dataset.used),
    };
  });
  const numbers = new Map();
  for (const card of cards) for (const word of card.weights.keys()) numbers.set(word, (numbers.get(word) || 0) + 1);
  const rarity = new Map([...numbers].map(([word, number]) => [word, Math.log(1 + cards.length / number)]));

  function nameScore(asked, card, isShort) {
    const name = asked.toLowerCase();
    if (card.alerts.includes(name)) return EXACT;
    const parts = isShort && name.length >= SHORTEST
      ? card.alerts.filter((alert) => alert.includes(name)).map((alert) => PART * (1 + name.length / alert.length))
      : [];
    return Math.max(card.names.has(name) ? NAMED : 0, ...parts);
  }

  function wordScore(word, card) {
    if (card.weights.has(word)) return card.weights.get(word) * rarity.get(word);
    if (word.length < SHORTEST) return 0;
    let best = 0;
    for (const [known, weight] of card.weights) if (known.startsWith(word)) best = Math.max(best, weight * rarity.get(known));
    return best / 2;
  }

  function answerOf(question, card) {
    let [best, name] = [0, ""];
    for (const asked of question.names) {
      const score = nameScore(asked, card, question.isShort);
      if (score > best) [best, name] = [score, asked];
    }
    const shared = question.words.map((word) => [word, wordScore(word, card)]).filter(([, score]) => score > 0);
    const why = best ? [name] : shared.sort((a, b) => b[1] - a[1]).slice(0, 4).map(([word]) => word);
    return { card, why, score: shared.reduce((sum, [, score]) => sum + score, best) };
  }

  const order = (a, b) => b.score - a.score || b.card.used - a.card.used || (a.card.title < b.card.title ? -1 : 1);

  /* ── The page ── */

  const form = document.querySelector("form");
  const field = document.getElementById("ask");
  const said = document.getElementById("said");

  function show() {
    const text = field.value.trim();
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 4}px`;
    const question = questionOf(text);
    const found = text ? cards.map((card) => answerOf(question, card)).filter((one) => one.score > 0).sort(order) : [];
    const shown = found.filter((one) => one.score >= found[0].score * FAINTEST);
    for (const card of cards) {
      card.place.hidden = Boolean(text);
      if (text) card.place.open = false;
    }
    for (const { card, why } of shown) {
      card.place.hidden = false;
      card.place.querySelector(".why").textContent = `found by ${why.join(", ")}`;
      main.append(card.place);
    }
    if (!text) {
      for (const card of cards) {
        card.place.querySelector(".why").textContent = "";
        main.append(card.place);
      }
    }
    if (shown.length) shown[0].card.place.open = true;
    const source = question.source ? `Read as ${question.source}. ` : "";
    const nothing = "Nothing fits. Try a part of the alert's name, or the service.";
    said.textContent = text ? `${source}${shown.length ? `${shown.length} found` : nothing}` : "";
    remember(question.source || text.includes("\n") ? "" : text);
  }

  function remember(text) {
    const hash = text ? `#?q=${encodeURIComponent(text)}` : "";
    if (hash === location.hash || (!hash && !location.hash.startsWith("#?q="))) return;
    try {
      history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
    } catch { /* not allowed for files in some browsers */ }
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

  for (const command of all(main, ".command")) {
    const isDangerous = command.previousElementSibling?.matches(".danger");
    const label = isDangerous ? "Copy…" : "Copy";
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", async () => {
      const isAsked = button.textContent !== "Copy…";
      button.textContent = isAsked ? "Copied" : "Sure?";
      if (isAsked) await copy(command.querySelector("code").textContent);
      setTimeout(() => (button.textContent = label), isAsked ? 1500 : 6000);
    });
    command.append(button);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    const first = main.querySelector(":scope > details:not([hidden]) > summary");
    if (event.key === "Escape") {
      field.value = "";
      show();
    } else if (first && (event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey))) {
      event.preventDefault();
      first.focus();
    }
  });
  main.addEventListener("keydown", (event) => {
    const summaries = all(main, ":scope > details:not([hidden]) > summary");
    const at = summaries.indexOf(event.target);
    if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    (summaries[at + (event.key === "ArrowDown" ? 1 : -1)] || (event.key === "ArrowUp" ? field : event.target)).focus();
  });
  if (location.hash.startsWith("#?q=")) field.value = decodeURIComponent(location.hash.slice(4));
  else if (location.hash) document.getElementById(location.hash.slice(1))?.setAttribute("open", "");
  show();
  field.focus();
})();
