/* incidentbook: headings above the kinds of search results, and a word where search cannot work.
 *
 * Where Pagefind answers, the first result of each kind carries the name of its group. Pages that are opened
 * as files cannot search, unless the site was built for that.
 */
(() => {
  "use strict";

  function heading({ dataset }) {
    const made = Object.assign(document.createElement("li"), { className: "ib-found" });
    const count = Object.assign(document.createElement("span"), { className: "ib-found__count" });
    count.textContent = dataset.count.includes(" of ") ? `the best ${dataset.count}` : dataset.count;
    made.append(dataset.incidentbookGroup, " ", count);
    return made;
  }

  function group(list) {
    for (const mark of list.querySelectorAll("[data-incidentbook-group]")) {
      mark.closest("li").before(heading(mark));
      mark.remove();
    }
  }

  function excuse() {
    for (const place of document.querySelectorAll(".md-search__inner")) {
      const textContent = "No search in pages opened as files";
      const title = "Serve the site, or build it with Material’s offline plugin";
      const made = Object.assign(document.createElement("p"), { className: "ib-search-excuse", textContent, title });
      place.replaceChildren(made);
      place.closest(".md-search").hidden = false;
    }
  }

  function start() {
    const list = document.querySelector(".md-search-result__list");
    if (!list) return;
    new MutationObserver(() => group(list)).observe(list, { childList: true });
    const dead = location.protocol === "file:" && !document.querySelector("script[src*='iframe-worker']");
    if (dead) excuse();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
