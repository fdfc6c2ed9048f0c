/* incidentbook: who is on call, computed where it is read from what the page brings along.
 *
 * The same rules as in the command: a time that the clocks skip is the moment at which they skip it, of a time
 * that they show twice the first one is meant; of several shifts the last one counts, of overrides too. No
 * dependency, no request. Works from file:// and with Material's instant navigation.
 */
(() => {
  "use strict";

  const MINUTE = 60e3;
  const DAY = 24 * 60 * MINUTE;
  const SEARCHED = [15, 120, 800];
  const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const all = (within, selector) => [...within.querySelectorAll(selector)];

  /* ── Clocks: walls show milliseconds as if they hung in UTC ── */

  const formats = new Map();

  function format(zone) {
    if (!formats.has(zone)) {
      const shape = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
      formats.set(zone, new Intl.DateTimeFormat("en-US", { ...shape, timeZone: zone, hourCycle: "h23", calendar: "gregory" }));
    }
    return formats.get(zone);
  }

  function wallTime(moment, zone) {
    if (zone === "UTC") return moment;
    const part = Object.fromEntries(format(zone).formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) + (((moment % 1000) + 1000) % 1000);
  }

  const offset = (moment, zone) => wallTime(moment, zone) - moment;

  function instant(wall, zone) {
    const found = [-DAY, DAY].map((shift) => wall - offset(wall + shift, zone)).sort((a, b) => a - b);
    const right = found.find((moment) => wallTime(moment, zone) === wall);
    return right ?? change(found[0], found[1], zone);
  }

  /** The moment from which the clock is as it is at `high`, to the minute. */
  function change(low, high, zone) {
    const after = offset(high, zone);
    if (offset(low, zone) === after) return low;
    while (high - low > MINUTE) {
      const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
      if (offset(middle, zone) === after) high = middle;
      else low = middle;
    }
    return high;
  }

  /* ── Turns, hours, overrides ── */

  const turnStart = (shift, number) => instant(shift.first + shift.turn * MINUTE * number, shift.zone);

  function turnAt(shift, moment) {
    let number = Math.floor((wallTime(moment, shift.zone) - shift.first) / (shift.turn * MINUTE));
    while (turnStart(shift, number + 1) <= moment) number += 1;
    while (turnStart(shift, number) > moment) number -= 1;
    return number;
  }

  function windowSpans(windows, zone, since, until) {
    const [first, last] = [since, until].map((moment) => Math.floor(wallTime(moment, zone) / DAY) * DAY);
    const found = [];
    for (const { days, start, length } of windows) {
      for (let day = first - (Math.floor(length / 1440) + 1) * DAY; day <= last; day += DAY) {
        if (!days.includes((new Date(day).getUTCDay() + 6) % 7)) continue;
        const wall = day + start * MINUTE;
        const [from, to] = [instant(wall, zone), instant(wall + length * MINUTE, zone)];
        if (from < until && to > since && from < to) found.push([from, to]);
      }
    }
    return found;
  }

  function isActive(shift, moment) {
    if (shift.begins !== null && moment < instant(shift.begins, shift.zone)) return false;
    if (shift.ends !== null && moment >= instant(shift.ends, shift.zone)) return false;
    if (!shift.windows.length) return true;
    return windowSpans(shift.windows, shift.zone, moment, moment + MINUTE).some(([from, to]) => from <= moment && moment < to);
  }

  function onCall(line, moment) {
    const override = line.overrides.findLast(({ start, end }) => start <= moment && moment < end);
    if (override) return { person: override.person, shift: "" };
    const shift = line.shifts.findLast((one) => isActive(one, moment));
    if (!shift) return { person: "", shift: "" };
    const count = shift.people.length;
    return { person: shift.people[((turnAt(shift, moment) % count) + count) % count], shift: shift.name };
  }

  function boundaries(line, since, until) {
    const found = new Set([until]);
    for (const { start, end } of line.overrides) found.add(start).add(end);
    for (const shift of line.shifts) {
      for (const wall of [shift.begins, shift.ends]) if (wall !== null) found.add(instant(wall, shift.zone));
      for (const [from, to] of windowSpans(shift.windows, shift.zone, since, until)) found.add(from).add(to);
      if (shift.people.length === 1 && shift.windows.length) continue;
      for (let number = turnAt(shift, since) + 1; turnStart(shift, number) < until; number += 1) found.add(turnStart(shift, number));
    }
    return [...found].filter((moment) => moment > since && moment <= until).sort((a, b) => a - b);
  }

  /** Whoever is on call at a moment, and from when on somebody else is (null where nobody ever is). */
  function nowAndNext(line, moment) {
    const now = onCall(line, moment);
    for (const days of SEARCHED) {
      const until = moment + days * DAY;
      for (const edge of boundaries(line, moment, until).slice(0, -1)) {
        const next = onCall(line, edge);
        if (next.person !== now.person) return { now, next, at: edge };
      }
    }
    return { now, next: null, at: null };
  }

  /* ── The page ── */

  function words(moment, zone) {
    const wall = new Date(wallTime(moment, zone));
    const clock = `${wall.toISOString().slice(11, 16)}${isShownTwice(moment, zone) ? ` ${offsetText(moment, zone)}` : ""}`;
    return `${WEEKDAYS[wall.getUTCDay()]} ${wall.getUTCDate()} ${MONTHS[wall.getUTCMonth()]} ${wall.getUTCFullYear()}, ${clock}`;
  }

  /** Whether the clock shows the time of a moment twice, since it was put back in between. */
  function isShownTwice(moment, zone) {
    const wall = wallTime(moment, zone);
    const offsets = new Set([-DAY, 0, DAY].map((shift) => offset(moment + shift, zone)));
    return [...offsets].filter((one) => wallTime(wall - one, zone) === wall).length > 1;
  }

  function offsetText(moment, zone) {
    const minutes = Math.round(offset(moment, zone) / MINUTE);
    const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
  }

  function time(moment, zone) {
    const made = document.createElement("time");
    made.dateTime = new Date(moment).toISOString().replace(".000Z", "Z");
    made.textContent = zone === "UTC" ? `${words(moment, zone)} UTC` : words(moment, zone);
    return made;
  }

  /** How to reach somebody; addresses were found to be safe where the page was made. */
  function contact(known) {
    if (!known?.address) return known ? [known.text] : [];
    const made = document.createElement("a");
    made.href = known.address;
    made.rel = "noopener noreferrer";
    made.textContent = known.text;
    return [made];
  }

  function fill(page, data, moment) {
    const name = (person) => (person ? data.names[person] ?? person : "nobody");
    for (const rotation of data.rotations) {
      for (const line of rotation.lines) {
        const { now, next, at } = nowAndNext(line, moment);
        for (const place of all(page, "[data-incidentbook-oncall]")) {
          if (place.dataset.incidentbookOncall !== `${rotation.id}/${line.name}`) continue;
          for (const part of [place, ...all(place, "[data-part]")]) {
            if (part.dataset.part === "who") part.textContent = name(now.person);
            if (part.dataset.part === "contact") part.replaceChildren(...contact(data.contacts[now.person]));
            if (part.dataset.part === "shift") part.textContent = now.shift;
            if (part.dataset.part === "then") part.replaceChildren(...(next ? ["until ", time(at, rotation.zone), `, then ${name(next.person)}`] : []));
          }
        }
      }
    }
  }

  /** The moment asked about: that of the address, that of the page where it stands still, or now. */
  function asked(page) {
    const stated = Date.parse(new URLSearchParams(location.search).get("at") ?? "");
    if (!Number.isNaN(stated)) return { moment: stated, isOther: true };
    const { today } = page.dataset;
    return { moment: today ? Date.parse(`${today}T12:00:00Z`) : Date.now(), isOther: false };
  }

  function show(page, data, said) {
    const { moment, isOther } = asked(page);
    fill(page, data, moment);
    const pinned = !isOther && page.dataset.today ? ", the day on which this page was made" : "";
    said.replaceChildren(isOther ? "On call at " : pinned ? "On call at " : "On call now, ", time(moment, "UTC"), `${pinned}.`);
  }

  function remember(moment) {
    const address = new URL(location.href);
    if (moment === null) address.searchParams.delete("at");
    else address.searchParams.set("at", new Date(moment).toISOString().replace(":00.000Z", "Z"));
    history.replaceState(history.state, "", address);
  }

  function start() {
    const store = document.querySelector("[data-incidentbook-rota]");
    const page = store?.closest("[data-incidentbook]");
    const form = page?.querySelector("[data-incidentbook-rota-when]");
    if (!page || page.dataset.rotaStarted) return;
    page.dataset.rotaStarted = "yes";
    const data = JSON.parse(store.textContent);
    const said = page.querySelector("[data-incidentbook-rota-said]");
    if (!form) {
      keepUp(page, () => show(page, data, said));
      return;
    }
    const [input, back] = [form.querySelector("input"), form.querySelector("button")];
    const again = () => {
      show(page, data, said);
      back.hidden = !asked(page).isOther;
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("change", () => {
      const moment = new Date(input.value).getTime();
      remember(Number.isNaN(moment) ? null : moment);
      again();
    });
    back.addEventListener("click", () => {
      input.value = "";
      remember(null);
      again();
      input.focus();
    });
    keepUp(page, again);
  }

  /** Say it now, and again whenever somebody comes back to the page. */
  function keepUp(page, again) {
    again();
    document.addEventListener("visibilitychange", () => {
      if (page.isConnected && document.visibilityState === "visible") again();
    });
  }

  window.document$?.subscribe?.(start); // silent under file:// with instant navigation
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
