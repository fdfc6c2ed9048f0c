"""One filled page model for each template, made by hand."""

from dataclasses import replace

from incidentbook.pages import models as m

from .samples_of_handbook import HANDBOOK

HOSTILE = "<img src=x onerror=alert(1)> \"'{{ 7*7 }}"


def page(path: str, query: str = "") -> m.Target:
    return m.Target("page", path, query=query)


def day(text: str, iso: str, ago: str = "") -> m.Day:
    return m.Day(text, iso, ago)


def severity(key: str) -> m.Chip:
    return m.Chip(f"SEV{key}", "severity", key)


def status(key: str, words: str = "") -> m.Chip:
    shapes = {"open": "○", "in-progress": "◐", "done": "●", "declined": "⊘", "overdue": "▲", "blocked": "■"}
    return m.Chip(words or key.replace("-", " "), "status", key, shapes.get(key, "○"))


COUNTS = m.ActionCounts(
    total=6,
    open=3,
    overdue=1,
    done=3,
    oldest_overdue_days=142,
    chips=(status("overdue", "1 overdue"), status("open", "2 open"), status("done", "3 done")),
    upcoming="2026-04-02:1 2026-05-31:2",
)


def incident(title: str = "Checkout down after a configuration push", key: str = "1") -> m.IncidentRow:
    return m.IncidentRow(
        link=m.Link(title, m.Target("document", "postmortems/2025-03-15-checkout.md")),
        id="PM-12",
        severity=severity(key),
        date=day("15 Mar 2025", "2025-03-15", "12 months ago"),
        kind=m.Chip("near-miss", "kind", "near-miss") if key == "3" else None,
        publication=m.Chip("draft", "publication", "draft", "○") if key == "4" else None,
        services=(
            m.Link("Checkout", page("services/checkout.md")),
            m.Link("Payments", page("services/payments.md")),
        ),
        causes=(m.Link("Unsafe configuration change", page("causes/unsafe-config-change.md")),),
        duration="1 h 23 min",
        actions=COUNTS,
        data=(
            ("severity", f"sev{key}"),
            ("service", "checkout payments"),
            ("sort-date", "2025-03-15"),
            ("text", "prometheus"),
        ),
    )


def action(title: str = "Add a canary stage to configuration pushes", key: str = "overdue") -> m.ActionRow:
    is_open = key in ("overdue", "open", "in-progress", "blocked")
    return m.ActionRow(
        link=m.Link(title, m.Target("document", "postmortems/2025-03-15-checkout.md", anchor="action-1")),
        id=f"PM-12/{key}-{len(title)}",
        anchor="action-1",
        status=status("in-progress" if key == "overdue" else key),
        is_open=is_open,
        incident=m.Link(
            "Checkout down after a configuration push",
            m.Target("document", "postmortems/2025-03-15-checkout.md"),
        ),
        incident_id="PM-12",
        severity=severity("1"),
        overdue="142 days overdue" if key == "overdue" else "",
        overdue_days=142 if key == "overdue" else 0,
        due=day("9 Nov 2025", "2025-11-09", "4 months ago"),
        owners=(m.Link("@ana", page("action-items.md", "owner=ana")),) if key != "open" else (),
        teams=(m.Link("Platform", page("teams/platform.md")),),
        type="prevent",
        priority="P1",
        ticket=m.Link("OPS-12", m.Target("url", "https://tickets.example.com/OPS-12")),
        note="superseded by the schema check" if key == "declined" else "",
        fix=m.FixMark(
            m.Chip("did not hold", "verdict", "missed", "✗"),
            "Done 11 Jun 2024; “Disk full” came back on Checkout 9 months later",
            m.Link("Disk full again", m.Target("document", "postmortems/again.md")),
        )
        if key == "done"
        else None,
        data=(
            ("status", "open overdue" if key == "overdue" else key),
            ("owner", "ana"),
            ("sort-due", "2025-11-09"),
        ),
    )


STRIP = m.Strip(
    marks=(
        m.Mark(0.1, "SEV2 Tax table, 14 May 2024", page("a.md"), "2"),
        m.Mark(0.55, "SEV1 Checkout down, 15 Mar 2025, repeat", page("b.md"), "1", is_repeat=True),
        m.Mark(0.97, "SEV3 Flag, 2 Mar 2026, repeat", page("c.md"), "3", is_repeat=True),
    ),
    ticks=(m.Tick(0.36, "2025"), m.Tick(0.86, "2026")),
    start=day("1 Apr 2024", "2024-04-01"),
    end=day("31 Mar 2026", "2026-03-31"),
    sentence="3 incidents between April 2024 and March 2026, 2 of them repeats",
)

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
CHART = m.Chart(
    title="Open action items at the end of each month",
    sentence="Open action items rose from 12 in April 2025 to 34 in March 2026",
    unit="open action items",
    points=tuple(
        m.Point(f"{name} 2025", value, str(value))
        for name, value in zip(MONTHS, (12, 14, 19, 22, 21, 25, 31, 38, 30, 29, 33, 34), strict=True)
    ),
    ground="4 items without a date are left out",
)


def event(minutes: float, clock: str, label: str, *milestones: str) -> m.Event:
    return m.Event(
        minutes,
        day(clock, f"2025-03-15T{clock}:00Z"),
        label,
        m.Target("document", "postmortems/2025-03-15-checkout.md", anchor=f"event-{int(minutes)}"),
        milestones,
    )


DRAWING = m.Drawing(
    length=30,
    start=day("15 Mar 2025, 14:25 UTC", "2025-03-15T14:25:00Z"),
    end=day("15 Mar 2025, 14:55 UTC", "2025-03-15T14:55:00Z"),
    segments=(
        m.Segment(0, 7, "to detect", "7 min", "Started to detected: 7 min"),
        m.Segment(7, 10, "to acknowledge", "3 min", "Detected to acknowledged: 3 min"),
        m.Segment(10, 22, "to mitigate", "12 min", "Acknowledged to mitigated: 12 min"),
        m.Segment(22, 30, "to resolve", "8 min", "Mitigated to resolved: 8 min"),
    ),
    events=(
        event(0, "14:25", "Configuration is pushed", "Started"),
        event(3, "14:28", "First errors"),
        event(7, "14:32", "Alert fires", "Detected"),
        event(10, "14:35", "On call acknowledges", "Acknowledged"),
        event(15, "14:40", "The push is found"),
        event(22, "14:47", "Rolled back", "Mitigated"),
        event(30, "14:55", "Back to normal", "Resolved"),
    ),
    sentence="Timeline of 30 minutes with 7 events",
    note="1 event without a readable time",
)

CAUSE = m.CauseRow(
    link=m.Link("Unsafe configuration change", page("causes/unsafe-config-change.md")),
    id="unsafe-config-change",
    description="A value went live without validation.",
    group=m.Link("Configuration", page("causes/configuration.md")),
    strip=STRIP,
    count=3,
    repeats=2,
    came_back=1,
    services=(m.Link("Checkout", page("services/checkout.md")),),
)
REPEAT = m.Repeat(
    row=incident(),
    of=incident("Tax table", "2"),
    cause=CAUSE.link,
    why="same cause on checkout, 305 days after",
)
FIX = m.FixRow(
    action=action(key="done").link,
    type="prevent",
    verdict=m.Chip("did not hold", "verdict", "missed", "✗"),
    sentence="Done 11 Jun 2024; “Unsafe configuration change” came back on Checkout 9 months later",
    origin=incident("Tax table", "2"),
    back=incident(),
)
QUIET = m.FixRow(
    action=action(key="done").link,
    type="detect",
    verdict=m.Chip("quiet so far", "verdict", "met", "✓"),
    sentence="Done 11 Jun 2025; “Disk full” has not come back for 190 days",
    origin=incident(),
)
DEFINITION = ("A repeat has the same cause on the same service within 365 days.", "Drills are apart.")
GRID = m.Grid(
    corner="Cause",
    columns=(m.Link("Checkout", page("services/checkout.md")), m.Link("Search", page("services/search.md"))),
    rows=(
        m.GridRow(
            CAUSE.link,
            (
                m.Cell(
                    "3", 2, "3 incidents, 1 repeat among them", page("postmortems/index.md"), is_marked=True
                ),
                m.Cell(),
            ),
            "3",
            CAUSE.group,
            "3 incidents",
        ),
        m.GridRow(
            m.Link("Disk full", page("causes/disk-full.md")),
            (
                m.Cell("1", 1, "1 incident", page("postmortems/index.md")),
                m.Cell("9", 4, "9 incidents", page("x")),
            ),
            "10",
        ),
    ),
    totals=("4", "9", "13"),
    sentence="Incidents of 2 causes on 2 services",
    key="Each number counts incidents.",
    note="1 service left out.",
)
NUMBERS = m.Table("The numbers by year", ("Cause", "2025", "All"), ((CAUSE.link, ("3", "3")),), "A note.")
QUARTERS = m.Chart(
    title="Incidents by quarter, repeats dark",
    sentence="Incidents by quarter, 2025 Q1 to 2025 Q3: 2 of 6 repeat an earlier one.",
    unit="incidents",
    points=(
        m.Point("2025 Q1", 3, "3", ("1", "33 %", "0"), 1),
        m.Point("2025 Q2", 2, "2", ("1", "50 %", "1"), 1),
        m.Point("2025 Q3", 1, "1", ("0", "0 %", "0")),
    ),
    columns=("repeats", "share", "systemic, apart"),
    step="Quarter",
    part="repeats",
)
FRESH = m.Freshness(
    chip=m.Chip("fresh", "freshness", "fresh", "●"),
    sentence="reviewed 12 days ago, every 90 days",
    reviewed=day("19 Mar 2026", "2026-03-19"),
    due=day("17 Jun 2026", "2026-06-17"),
    tested_note="tested 40 days ago",
)
NEVER = m.Freshness(chip=m.Chip("never", "freshness", "never", "▲"), sentence="never reviewed")
RUNBOOK = m.RunbookRow(
    link=m.Link("Checkout: high error rate", m.Target("document", "runbooks/checkout-high-error-rate.md")),
    freshness=FRESH,
    services=(m.Link("Checkout", page("services/checkout.md")),),
    owner=m.Link("Storefront", page("teams/storefront.md")),
    alerts=("HighErrorBudgetBurnRate_Fast", "HighErrorBudgetBurnRate_Slow"),
    severities=(severity("1"), severity("2")),
    used="used in 3 incidents, last 15 Mar 2025",
    use_count=3,
    data=(("service", "checkout"), ("freshness", "fresh"), ("sort-used", "3")),
)
ALERT = m.AlertRow(
    name="HighErrorBudgetBurnRate_Fast", anchor="alert-1", runbooks=(RUNBOOK,), used="fired in 3 incidents"
)
EMPTY = m.Empty("No incidents yet.", 'incidentbook new postmortem "Title"')
FIGURES = (
    m.Figure("Time to recover", "42 min", "median · 19 incidents · 3 without times"),
    m.Figure(
        "Repeats", "18 %", "4 of 22 incidents", "target 10 % · missed", "missed", page("causes/index.md")
    ),
)
FACETS = (
    m.Facet("severity", "Severity", (m.Option("sev1", "SEV1", 3), m.Option("sev2", "SEV2", 9))),
    m.Facet("service", "Service", (m.Option("checkout", "Checkout", 7), m.Option("payments", "Payments", 4))),
)
FACTS = (
    m.Fact("Authors", (m.Link("ana"), m.Link("tomasz"))),
    m.Fact("Trigger", (m.Link("Import of the tax table"),), "as stated"),
)
USE = m.Use(
    incident=incident().link,
    severity=severity("1"),
    how="its alert HighErrorBudgetBurnRate_Fast fired",
    date=day("15 Mar 2025", "2025-03-15"),
    restored="Rolling back the last deployment restored service.",
    duration="30 min",
)
ACTIONS = (
    action(),
    action("Page on write errors", "open"),
    action("Check the zone", "done"),
    action("Move the pool", "declined"),
)
INCIDENTS = tuple(incident(f"Incident of severity {key}", key) for key in "1234")
FRAME = m.PostmortemFrame(
    title="Checkout down after a configuration push",
    id="PM-12",
    path="postmortems/2025-03-15-checkout.md",
    severity=severity("1"),
    publication=m.Chip("published", "publication", "published", "●"),
    kind=m.Chip("drill", "kind", "drill"),
    period=day("15 Mar 2025, 14:25–14:55 UTC", "2025-03-15T14:25:00Z", "12 months ago"),
    services=incident().services,
    teams=(m.Link("Platform", page("teams/platform.md")),),
    causes=incident().causes,
    measures=(
        m.Measure(
            name="detect",
            label="Detect",
            value="7 min",
            minutes=7,
            target="target 5 min",
            verdict=m.Chip("missed by 2 min", "verdict", "missed", "✗"),
        ),
        m.Measure(
            name="acknowledge",
            label="Acknowledge",
            value="3 min",
            minutes=3,
            target="target 5 min",
            verdict=m.Chip("on target", "verdict", "met", "✓"),
        ),
        m.Measure(
            name="mitigate",
            label="Mitigate",
            value="22 min",
            minutes=22,
            basis="derived from the timeline",
            is_derived=True,
        ),
        m.Measure(name="recover", label="Recover", value="not known"),
    ),
    drawing=DRAWING,
    not_held=(
        m.FixMark(
            m.Chip("did not hold", "verdict", "missed", "✗"),
            "Done 11 Jun 2024; “Disk full” came back on Checkout 9 months later",
            m.Link("Clean the disk", m.Target("document", "postmortems/a.md", anchor="action-1")),
        ),
    ),
    seen_before=m.SeenBefore(
        sentence="2 incidents with “unsafe config change” on checkout in the year before",
        incidents=(incident().link,),
        open_actions=(action(),),
    ),
    neighbours=(
        m.Neighbours(
            service=m.Link("Checkout", page("services/checkout.md")), previous=incident(), next=incident()
        ),
    ),
    facts=FACTS,
    actions=ACTIONS,
    action_counts=COUNTS,
    alerts=(
        m.AlertUse(name="HighErrorBudgetBurnRate_Fast", runbooks=(RUNBOOK.link,)),
        m.AlertUse(name="NoRunbook"),
    ),
    runbooks=(RUNBOOK.link,),
    related=(m.Related(row=incident(), reason="same cause on the same service", gap="10 months before"),),
    related_more=(m.Link("all 4 with this cause", page("causes/unsafe-config-change.md")),),
    findings=m.Link("2 findings in this document", page("quality.md")),
)
EVIDENCE = (
    m.Evidence(
        label="Said",
        sentence="The incident of 1 Mar 2026 says that this runbook was wrong or out of date.",
        is_concern=True,
        link=m.Link("Checkout down", m.Target("document", "postmortems/a.md", anchor="event-3")),
        quote="The runbook's “first” command <b>fails</b>.",
        more="2 more remarks like it",
    ),
    m.Evidence(
        label="Tested",
        sentence="Last tested on 1 Jan 2026; since then 4 commands are new or different.",
        is_concern=True,
        commands=("kubectl get pods | grep <pod>", "rm -rf /tmp/" + "x" * 120),
        more="and 2 others",
    ),
    m.Evidence(
        label="Used",
        sentence="Used in 1 incident.",
        link=m.Link("A", m.Target("document", "postmortems/a.md")),
    ),
)
RUNBOOK_FRAME = m.RunbookFrame(
    title="Checkout: high error rate",
    path="runbooks/checkout-high-error-rate.md",
    freshness=FRESH,
    services=RUNBOOK.services,
    owner=RUNBOOK.owner,
    alerts=RUNBOOK.alerts,
    severities=RUNBOOK.severities,
    used="used in 3 incidents",
    last_use=USE,
    uses=(USE,),
    uses_note="Named in front matter, or by its alerts.",
    escalation="Page the platform lead after 30 minutes",
    contacts=(m.Link("#storefront"), m.Link("Payments provider: +49 30 1234")),
    placeholders=(
        m.Placeholder(name="pod", label="pod", spellings=("<pod>", "$POD")),
        m.Placeholder(name="namespace", label="NAMESPACE", spellings=("$NAMESPACE",)),
    ),
    commands=(
        m.Copyable(text="kubectl -n $NAMESPACE logs <pod>", open=("$NAMESPACE", "<pod>")),
        m.Copyable(
            text="kubectl delete pvc data-$POD",
            open=("$POD",),
            hazard="deletes a volume, and possibly its data",
        ),
    ),
    facts=FACTS,
    siblings=(RUNBOOK.link,),
    evidence=EVIDENCE,
    trust_link=m.Link("Runbooks to look at next", page("runbook-trust.md")),
    findings=FRAME.findings,
)

SPREAD = m.Spread(
    beads=(
        m.Bead(0.2, 0.2, 0, "5 min · SEV1 · Checkout down", m.Target("document", "postmortems/a.md"), "1"),
        m.Bead(0.4, 0.5, 1, "7 min to 9 min", m.Target("document", "postmortems/b.md"), is_disputed=True),
    ),
    ticks=((0.02, "1 min"), (0.98, "1 h")),
    rows=2,
    sentence="2 durations from 5 min to 9 min",
    lower=0.2,
    median=0.3,
    upper=0.5,
    aim=0.25,
)
TALLY = m.Tally(
    number=m.Link("22 incidents", page("metrics/detect.md", "state=counted")),
    median="32 min",
    half="4 min to 2 h",
    ninetieth="5 h",
    mean="11 h",
    missing=m.Link("2 without times", page("metrics/detect.md", "state=missing")),
    excluded=m.Link("7 left out", page("metrics/detect.md", "state=excluded")),
    disputed=m.Link("1 contradictory", page("metrics/detect.md", "state=disputed")),
)
TABLE = m.TallyTable(
    title="By severity",
    anchor="by-severity",
    rows=(
        m.TallyRow(name=m.Link("SEV1"), tally=TALLY, spread=SPREAD, notes=("target every 30 min",)),
        m.TallyRow(name=m.Link("SEV2"), tally=m.Tally(number=m.Link("1 incident"), values="3 min")),
    ),
    note="From one to the next.",
    source=m.Link("A standard", m.Target("url", "https://example.com/standard")),
    more=m.Link("Each one", page("metrics/detect.md")),
)
SAMPLES: dict[str, object] = {
    "pages/home.html": m.Home(
        title="Quillfeather incident book",
        as_of=day("31 Mar 2026", "2026-03-31"),
        headlines=(
            m.Headline(
                number="4",
                words="open action items are overdue, the oldest 142 days",
                link=m.Link("…", page("action-items.md", "status=overdue")),
                key="overdue",
            ),
            m.Headline(
                number="3",
                words="causes came back this year",
                link=m.Link("…", page("causes/index.md")),
                key="came-back",
            ),
            m.Headline(
                number="3",
                words="runbooks are stale",
                link=m.Link("…", page("runbooks/index.md")),
                key="stale",
            ),
        ),
        lately=INCIDENTS,
        lately_link=m.Link("All 26 incidents", page("postmortems/index.md")),
        alerts=(ALERT, ALERT),
        runbooks=(RUNBOOK,),
        runbook_links=(
            m.Link("By alert", page("runbooks/index.md")),
            m.Link("Stale (3)", page("runbooks/index.md")),
        ),
        recurring=(CAUSE, CAUSE),
        recurring_link=m.Link("All causes", page("causes/index.md")),
        actions=COUNTS,
        overdue=(action(),),
        actions_link=m.Link("All action items", page("action-items.md")),
        figures=FIGURES,
        trend=CHART,
    ),
    "pages/postmortems.html": m.Register(
        headline="26 incidents since April 2024", rows=INCIDENTS, facets=FACETS, figures=FIGURES
    ),
    "pages/postmortem-header.html": FRAME,
    "pages/postmortem-footer.html": FRAME,
    "pages/runbook-trust.html": m.NextIndex(
        headline="1 of 13 runbooks to look at",
        order="What an incident found wanting stands first.",
        notes=("The clone is shallow (`git fetch --unshallow`).",),
        groups=(
            m.NextGroup(
                title=m.Link("Shop", page("teams/shop.md")),
                anchor="owner-shop",
                rows=(m.NextRunbook(link=RUNBOOK.link, reasons=EVIDENCE, facts="used in 3 incidents"),),
            ),
        ),
        lacking=(
            m.LackingIncident(
                incident=m.Link("A", m.Target("document", "postmortems/a.md")),
                sentence="The incident says that there was no runbook.",
                quote="There was no runbook.",
            ),
        ),
        most_used=(RUNBOOK,),
        never_used=(m.RunbookRow(link=RUNBOOK.link, freshness=NEVER),),
        never_note="1 runbook that no incident or drill names.",
    ),
    "pages/runbooks.html": m.RunbookIndex(
        headline="13 runbooks for 8 services",
        rows=(RUNBOOK,),
        alerts=(ALERT,),
        groups=(
            m.RunbookGroup(
                title=m.Link("Checkout", page("services/checkout.md")),
                anchor="service-checkout",
                rows=(RUNBOOK,),
            ),
        ),
        stale=(m.RunbookRow(link=RUNBOOK.link, freshness=NEVER),),
        missing_alerts=(m.Link("DiskFull", page("a.md")),),
        missing_note="Alerts that fired and that no runbook names.",
        facets=FACETS[1:],
    ),
    "pages/runbook-header.html": RUNBOOK_FRAME,
    "pages/runbook-footer.html": RUNBOOK_FRAME,
    "pages/action-items.html": m.Tracker(
        headline="34 open · 4 overdue · 97 closed",
        counts=COUNTS,
        rows=ACTIONS,
        facets=(
            m.Facet("status", "Status", (m.Option("overdue", "overdue", 1), m.Option("open", "open", 1))),
            *FACETS,
        ),
        groups=(m.Choice("owner", "owner"),),
        sorts=(m.Choice("sort-due", "due"),),
        figures=FIGURES,
        trend=CHART,
    ),
    "pages/causes.html": m.CauseIndex(
        headline="4 causes came back",
        definition=DEFINITION,
        rows=(CAUSE,),
        figures=FIGURES,
        answers=(
            m.CauseGroup(title="Recurs most", rows=((CAUSE.link, "2 repeats"),), more="and 3 more below"),
            m.CauseGroup(title="New", rows=(), empty="No cause is new."),
        ),
        trend=QUARTERS,
        numbers=NUMBERS,
        grid=GRID,
        repeats=(REPEAT,),
        repeats_link=m.Link("All 600 repeats", page("causes/all/repeats.md")),
        systemic=(replace(REPEAT, is_systemic=True),),
        systemic_link=m.Link("All 600 systemic repeats", page("causes/all/systemic.md")),
        came_back=(FIX,),
        came_back_link=m.Link("All 60 judged actions", page("causes/all/did-not-hold.md")),
        effects=(
            m.EffectRow(
                type="prevent",
                done=9,
                came_back=2,
                quiet=4,
                young=2,
                unjudged=1,
                share="33 %",
                after="9 days",
            ),
        ),
        effects_note="5 done actions of other types are not judged",
        fix_definition=DEFINITION,
        unseen=(CAUSE,),
        uncaused=(incident().link,),
        uncaused_note="1 incident names no cause.",
        uncaused_link=m.Link("All 60 in the register", page("postmortems/index.md")),
    ),
    "pages/cause.html": m.CausePage(
        title="Unsafe configuration change",
        id="unsafe-config-change",
        definition=DEFINITION,
        description="A value went live without validation.",
        examples=("A wrong host name passes", "A time limit is taken as milliseconds"),
        note="The policy does not know this cause.",
        group=CAUSE.group,
        children=(CAUSE,),
        headline="3 incidents on 2 services",
        figures=FIGURES,
        strip=STRIP,
        by_service=((m.Link("Checkout", page("services/checkout.md")), STRIP, 3, "87 and 291 days"),),
        incidents=INCIDENTS,
        incidents_link=m.Link("All 700 incidents", page("causes/x/incidents.md")),
        apart=INCIDENTS[2:3],
        apart_link=m.Link("All 70 drills and near-misses", page("causes/x/apart.md")),
        repeats=(REPEAT,),
        repeats_link=m.Link("All 600 repeats", page("causes/x/repeats.md")),
        systemic=(replace(REPEAT, is_systemic=True),),
        systemic_link=m.Link("All 600 systemic repeats", page("causes/x/systemic.md")),
        fixes=(FIX, QUIET),
        fixes_link=m.Link("All 60 judged actions", page("causes/x/fixes.md")),
        fix_definition=DEFINITION,
        open_actions=ACTIONS[:2],
        closed_actions=ACTIONS[2:],
        closed_note="2 closed action items",
        tracker=m.Link("4 action items in the tracker", page("action-items.md")),
    ),
    "pages/cause-list.html": m.CauseList(
        title="All repeats",
        headline="501 to 601 of 601 repeats",
        definition=DEFINITION,
        repeats=(REPEAT,),
        fixes=(FIX, QUIET),
        incidents=INCIDENTS,
        sheets=(m.Link("1–500", page("causes/all/repeats.md")), m.Link("501–601")),
        back=m.Link("Repeat causes", page("causes/index.md")),
    ),
    "pages/places.html": m.PlaceIndex(
        kind="service",
        headline="8 services",
        rows=(
            m.PlaceRow(
                link=m.Link("Checkout", page("services/checkout.md")),
                id="checkout",
                strip=STRIP,
                team=m.Link("Storefront", page("teams/storefront.md")),
                incidents=7,
                runbooks=2,
                actions=COUNTS,
                note="not in the policy",
            ),
        ),
    ),
    "pages/place.html": m.PlacePage(
        kind="service",
        title="Checkout",
        id="checkout",
        headline="7 incidents since April 2024",
        links=(m.Link("Dashboard", m.Target("url", "https://dashboards.example.com/d/checkout")),),
        facts=FACTS,
        figures=FIGURES,
        strip=STRIP,
        action_counts=COUNTS,
        open_actions=ACTIONS[:2],
        incidents=INCIDENTS,
        apart=INCIDENTS[2:3],
        causes=(CAUSE,),
        repeats=(REPEAT,),
        runbooks=(RUNBOOK,),
        tracker=m.Link("All of Checkout's action items", page("action-items.md", "service=checkout")),
        register=m.Link("All of Checkout's incidents", page("postmortems/index.md", "service=checkout")),
    ),
    "pages/alerts.html": m.AlertIndex(
        headline="2 alerts with 3 rules · 1 with a runbook · 1 without",
        rows=(
            m.AlertRuleRow(
                name="LabelQueueOldestMessageAge",
                anchor="alert-labelqueueoldestmessageage",
                fired=m.Link("in no incident"),
                state=m.Chip("No runbook", "verdict", "missed"),
                url=m.Chip("Leads nowhere", "verdict", "missed", title="There is no such runbook"),
                addresses=(m.Link("https://book.example.com/queue", None),),
                summary="The oldest label has waited ten minutes",
                places=("rules/logistics.yml:13", "rules/logistics.yml:20"),
                data=(("runbook", "missing"), ("sort-name", "labelqueueoldestmessageage")),
            ),
            m.AlertRuleRow(
                name="HighErrorBudgetBurnRate_Fast",
                anchor="alert-higherrorbudgetburnrate-fast",
                fired=m.Link("2 incidents, last 15 Mar 2025", incident().link.target),
                leads=(
                    m.AlertLead(
                        runbook=m.Link(
                            "Checkout: high error rate", m.Target("document", "runbooks/a.md", "fast")
                        ),
                        how="by a heading",
                    ),
                ),
                severities=(severity("1"),),
                services=(m.Link("Checkout", page("services/checkout.md")),),
                teams=(m.Link("Storefront", page("teams/storefront.md")),),
                places=("rules/shop.yml:5",),
                data=(("runbook", "covered"), ("severity", "sev1")),
            ),
        ),
        unruled=(("ClusterDnsErrorsHigh", incident().link),),
        idle=((m.Link("Cluster DNS", m.Target("document", "runbooks/dns.md")), "for A, without a rule"),),
        files=("rules/shop.yml · 7 alert rules",),
        notes=("1 alert leads out of this portal; `runbook_urls` says what is published here.",),
        facets=(
            m.Facet(
                "runbook",
                "Runbook",
                (m.Option("missing", "No runbook", 1), m.Option("covered", "Runbook", 1)),
            ),
        ),
        sorts=(m.Choice("name", "Name"),),
        data_files=(m.Link("alerts.json", m.Target("data", "alerts.json")),),
    ),
    "pages/metrics.html": m.MetricIndex(
        headline="26 incidents · 3 near-misses",
        gauges=(
            m.Gauge(
                name=m.Link("Time to detect", page("metrics/detect.md")),
                definition="From `started` to `detected`.",
                source=m.Link("A book", m.Target("url", "https://example.com/book")),
                tally=TALLY,
                spread=SPREAD,
                target="target 5 min",
            ),
        ),
        rules=("A range stays a range.",),
        goals=(
            m.GoalRow(
                name="Detect",
                aim="within 5 min",
                share="7 of 22 (32 %)",
                met=m.Link("7", page("metrics/targets.md", "verdict=met")),
                perhaps=m.Link("1", page("metrics/targets.md", "verdict=perhaps")),
                missed=m.Link("14", page("metrics/targets.md", "verdict=missed")),
                unknown=m.Link("2", page("metrics/targets.md", "verdict=unknown")),
                note="no document states `published_on`",
            ),
        ),
        goals_note="Each number leads to its incidents.",
        volume=CHART,
        strips=((severity("1"), STRIP),),
        severities=("SEV1",),
        months=(
            m.CountRow(
                name=m.Link("Mar 2025"), numbers=("2",), whole=m.Link("2", page("metrics/recover.md"))
            ),
        ),
        sources=(
            m.SourceRow(
                name="A customer",
                number=m.Link("4", page("metrics/detect.md", "detection=customer")),
                share="17 %",
                detect="2 h and 4 h",
            ),
        ),
        sources_note="A customer told us first in 4 of 24 incidents.",
        compared=(
            m.Compared(
                name=m.Link("Time to detect", page("metrics/detect.md")),
                earlier="median 20 min",
                later="median 52 min",
                verdict="could be chance (p = 0.43)",
            ),
        ),
        compared_heads=("1 Apr 2024 to 31 Mar 2025", "1 Apr 2025 to 31 Mar 2026"),
        compared_note="Durations are compared by the Mann–Whitney test.",
        further=(TABLE,),
        files=(m.Link("OpenMetrics", m.Target("data", "metrics.txt")),),
    ),
    "pages/ledger.html": m.LedgerPage(
        headline="22 incidents counted",
        definition="From `started` to `detected`.",
        source=m.Link("A book", m.Target("url", "https://example.com/book")),
        rules=("A range stays a range.",),
        figures=FIGURES,
        spread=SPREAD,
        tables=(TABLE, replace(TABLE, anchor="by-month", is_long=True)),
        facets=(
            m.Facet("state", "State", (m.Option("counted", "Counted", 1), m.Option("missing", "None", 1))),
        ),
        rows=(
            m.LedgerRow(
                link=incident().link,
                state=m.Chip("Contradictory", "state", "disputed", "▲"),
                severity=severity("1"),
                anchor="incident-1",
                date=day("15 Mar 2025", "2025-03-15"),
                value="7 min",
                working="5 min",
                basis="derived from the timeline",
                services=(m.Link("Checkout", page("services/checkout.md")),),
                notes=("but 54 min as the text states",),
                data=(("state", "counted disputed"), ("sort-value", "7")),
            ),
            m.LedgerRow(
                link=incident().link,
                state=m.Chip("Without times", "state", "missing", "○"),
                severity=severity("2"),
                anchor="incident-2",
            ),
        ),
        has_working_time=True,
        index=m.Link("All metrics", page("metrics/index.md")),
    ),
    "pages/rota.html": m.Rota(
        headline="1 rotation, from oncall.yml",
        moment=day("31 Mar 2026, 12:00 UTC", "2026-03-31T12:00:00Z"),
        cards=(
            m.RotaCard(
                title="Shop and payments",
                anchor="shop",
                zone="Europe/Copenhagen",
                lines=(
                    m.OnCallLine(
                        key="shop/primary",
                        name="Primary",
                        person="ana",
                        shift="Day",
                        until=day("Mon 6 Apr 2026, 10:00", "2026-04-06T08:00:00Z"),
                        then="bo",
                    ),
                    m.OnCallLine(key="shop/secondary", name="Secondary", person="nobody"),
                    m.OnCallLine(
                        key="shop/third",
                        name="Third",
                        person="cy",
                        contact=m.Link("Slack #till, or the pager"),
                    ),
                ),
                teams=(m.Link("Storefront", page("teams/storefront.md")),),
                services=(m.Link("Checkout", page("services/checkout.md")),),
                rungs=(
                    m.Rung(
                        after="At once",
                        told=(m.Told(name="Primary", key="shop/primary", person="ana"),),
                    ),
                    m.Rung(
                        after="After 15 min",
                        told=(
                            m.Told(
                                name="Duty manager",
                                contact=m.Link("+44 1234 567", m.Target("url", "tel:+441234567")),
                            ),
                            m.Told(name="Payments"),
                        ),
                    ),
                    m.Rung(after="After 30 min", told=()),
                ),
                repeats="Then it begins anew after 45 min, 2 times.",
                turns=(
                    m.Turn(
                        start=day("Mon 30 Mar 2026, 10:00", "2026-03-30T08:00:00Z"),
                        end=day("Mon 6 Apr 2026, 10:00", "2026-04-06T08:00:00Z"),
                        line="primary",
                        person="ana",
                        note="exchanged: Easter",
                    ),
                ),
                turn_count="The next 1 turn",
                calendar=m.Link("Calendar", m.Target("data", "oncall-shop.ics")),
            ),
        ),
        data={"rotations": [], "names": {}},
        note="1 part of oncall.yml could not be read; `incidentbook check` says which.",
        load=m.Link("Hours and incidents per person", page("rota/load.md")),
    ),
    "pages/rota-load.html": m.Load(
        headline="30 Dec 2025 to 30 Mar 2026 · 1 person",
        notes=("For planning.",),
        rows=(m.LoadRow(person="ana", primary="336 h", secondary="168 h", off_hours="236 h", incidents=1),),
        index=m.Link("Who is on call", page("rota/index.md")),
    ),
    "pages/reviews.html": m.ReviewIndex(
        headline="1 quarter · 1 week",
        lists=(
            m.ReviewList(
                title="Quarters",
                anchor="quarters",
                rows=((m.Link("First quarter of 2025", page("reviews/2025-q1.md")), "3 incidents"),),
            ),
            m.ReviewList(
                title="Weeks",
                anchor="weeks",
                rows=((m.Link("Week 11 of 2025", page("reviews/2025-w11.md")), "1 incident"),),
                is_long=True,
            ),
        ),
    ),
    "pages/review.html": m.ReviewPage(
        period="First quarter of 2025",
        headline="1 Jan 2025 to 31 Mar 2025 · 3 incidents",
        note="The quarter is not over.",
        parts=(
            m.Part(
                title="What happened",
                anchor="happened",
                lines=(
                    m.Line((m.Link("Three incidents happened."),)),
                    m.Line(
                        (m.Link("15 Mar: "), incident().link, m.Link(", over after 30 min.")), is_item=True
                    ),
                ),
            ),
        ),
        earlier=m.Link("Fourth quarter of 2024", page("reviews/2024-q4.md")),
        later=m.Link("Second quarter of 2025", page("reviews/2025-q2.md")),
    ),
    "pages/quality.html": m.Quality(
        headline="12 findings in 5 of 39 documents",
        figures=FIGURES,
        rules=(
            m.RuleGroup(
                rule="ACT101",
                name="missing-owner",
                level=m.Chip("warning", "level", "warning", "▲"),
                count=3,
                documents=2,
                anchor="act101",
                sentence="An open action item names nobody who will do it.",
                page=("Why: an action without an owner is a wish.", "Instead: `— @name`."),
            ),
        ),
        documents=(
            m.DocumentGroup(
                document=incident().link,
                path="content/postmortems/2025-03-15-checkout.md",
                anchor="document-1",
                rows=(
                    m.FindingRow(
                        level=m.Chip("warning", "level", "warning", "▲"),
                        rule="ACT101",
                        name="missing-owner",
                        message="“Add a canary stage” has no owner",
                        place="content/postmortems/2025-03-15-checkout.md:81:1",
                        hint="add `— @name`",
                    ),
                ),
                counts=(m.Chip("1 warning", "level", "warning", "▲"),),
            ),
        ),
        silence=m.Silence(
            baseline="114 findings in 31 documents from before the checks began",
            rules=("60 × SEC101 missing-section", "54 × ACT102 missing-due"),
            waivers=(
                m.WaiverRow(
                    rules="missing-owner",
                    document=incident().link,
                    place="content/postmortems/2025-03-15-checkout.md:80:1",
                    reason="the team is being formed",
                    count="2 findings",
                    until=m.Day("1 Mar 2026", "2026-03-01", "in 3 months"),
                ),
            ),
        ),
        gaps=(
            m.Gap(
                title="Time to detect",
                sentence="7 of 26 incidents have no detection time.",
                documents=(incident().link,),
                more="6 more",
            ),
        ),
    ),
    **HANDBOOK,
}
"""A filled model for each template."""
