/* incidentbook: answers Material's search box from Pagefind's index.
 *
 * The box speaks to a worker: it sends its setup and then queries, and shows the results that come back.
 * This worker loads Pagefind from the same site; nothing else is asked.
 */
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];

/** The kinds of results in the order in which they are shown, and what they are called. */
const KINDS = [["runbook", "Runbooks"], ["postmortem", "Postmortems"], ["item", "Action items"], ["page", "Pages"]];
const SHOWN = 6;
const ITEMS = "~items/";

/** An alert that is pasted wants its runbook, not an incident that names it. */
const WEIGHTS = { pasted: 100, title: 10, names: 2 };

let pagefind = null;
let failure = "";
let latest = 0;

async function load() {
  try {
    const found = await import(new URL("../../pagefind/pagefind.js", self.location.href).href);
    await found.options({ baseUrl: "/", excerptLength: 30, ranking: { metaWeights: WEIGHTS } });
    await found.init();
    await found.filters();
    pagefind = found;
  } catch (error) {
    failure = String(error && error.message || error);
  }
}

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const plain = (html) => html.replace(/<[^>]*>/g, "")
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;|&apos;|&#x27;/g, "'")
  .replace(/&amp;/g, "&");
const bare = (word) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

/** `text` as HTML, in which words that begin with one of `wanted` are marked. */
function marked(text, wanted) {
  return text.split(/(\s+)/).map((word) => {
    const found = wanted.some((want) => bare(word).startsWith(want));
    return found ? `<mark data-md-highlight>${escaped(word)}</mark>` : escaped(word);
  }).join("");
}

/** What is searched for, from all words down to the longest one, halved as long as nothing is found. */
function* narrowing(words) {
  const bySize = [...words].sort((a, b) => b.length - a.length);
  for (let count = words.length; count > 0; count = Math.floor(count / 2)) {
    const kept = new Set(bySize.slice(0, count));
    yield words.filter((word) => kept.has(word));
  }
}

async function grouped(words, isCurrent) {
  const groups = [];
  for (const [kind, name] of KINDS) {
    if (!isCurrent()) return [];
    const { results } = await pagefind.search(words.join(" "), { filters: { [kind]: "yes" } });
    if (results.length) groups.push({ kind, name, results });
  }
  return groups;
}

function locationOf(data) {
  const path = data.raw_url.replace(/^\//, "").split("/").map(encodeURIComponent).join("/");
  return path.startsWith(ITEMS) ? path.slice(ITEMS.length) : path;
}

function excerptOf(part, title, wanted) {
  const seen = [...part.excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map((match) => bare(plain(match[1])));
  const text = plain(part.plain_excerpt || part.excerpt);
  const rest = text.startsWith(title) ? text.slice(title.length).replace(/^[.\s]+/, "") : text;
  return marked(rest, [...wanted, ...seen.filter(Boolean)]);
}

/** The page and its sections as the box shows them: one that scores below the first waits behind “more”. */
function entryOf(kind, data, terms, score) {
  const wanted = Object.keys(terms).filter((term) => terms[term]);
  const location = locationOf(data);
  const shown = (part, title, anchor, score) => ({
    location: anchor ? `${location}#${encodeURIComponent(anchor)}` : location,
    title: marked(title, wanted),
    text: part ? excerptOf(part, title, wanted) : "",
    terms,
    score,
  });
  const sections = (data.sub_results || []).filter((part) => part.anchor && part.anchor.id);
  const parts = sections.filter((part) => part.title !== data.meta.title);
  if (kind === "item") {
    return [...parts.slice(0, SHOWN).map((part) => shown(part, part.title, part.anchor.id, score)),
      shown(null, data.meta.title, "", 0)];
  }
  return [shown(data, data.meta.title, "", score),
    ...parts.slice(0, SHOWN).map((part) => shown(part, part.title, part.anchor.id, score / 2))];
}

/** The end of the query's last word, from the title of the best result. */
function suggested(items, words) {
  const last = words[words.length - 1].toLowerCase();
  const title = items.length ? plain(items[0][0].title).toLowerCase().split(/[\s:,;()]+/) : [];
  const word = title.find((one) => one.startsWith(last));
  return word ? [word] : [];
}

async function shownGroups(groups, terms) {
  const items = [];
  const loaded = await Promise.all(groups.map(
    ({ results }) => Promise.all(results.slice(0, SHOWN).map((result) => result.data()))));
  groups.forEach(({ kind, name, results }, place) => {
    loaded[place].forEach((data, rank) => {
      const entry = entryOf(kind, data, terms, 1000 * (KINDS.length - place) - rank);
      if (rank === 0) {
        const count = results.length > SHOWN ? `${SHOWN} of ${results.length}` : `${results.length}`;
        const parent = entry[kind === "item" ? entry.length - 1 : 0];
        parent.title += `<span data-incidentbook-group="${escaped(name)}" data-count="${count}" hidden></span>`;
      }
      items.push(entry);
    });
  });
  return items;
}

async function answer(query, isCurrent) {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (!words.length) return { items: [] };
  if (!pagefind) {
    const text = `Its index could not be loaded: ${escaped(failure)}`;
    return { items: [[{ location: "", title: "Search is not available", text, terms: {}, score: 1 }]] };
  }
  for (const kept of narrowing(words)) {
    const groups = await grouped(kept, isCurrent);
    if (!groups.length) continue;
    const terms = Object.fromEntries(words.map((word) => [bare(word) || word, kept.includes(word)]));
    const items = await shownGroups(groups, terms);
    return { items, suggest: suggested(items, words) };
  }
  return { items: [] };
}

addEventListener("message", async ({ data: message }) => {
  if (message.type === SETUP) {
    await load();
    postMessage({ type: READY });
  } else if (message.type === QUERY) {
    const number = ++latest;
    const isCurrent = () => number === latest;
    const result = await answer(message.data, isCurrent);
    if (isCurrent()) postMessage({ type: RESULT, data: result });
  }
});
