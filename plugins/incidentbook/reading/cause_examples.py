"""Examples for each cause of the built-in taxonomy, by its id."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "change": ("A migration, a release and a new rule of the firewall went out together",),
    "faulty-deployment": (
        "A new version answers every tenth request with an error",
        "An upgraded library reads dates the other way round",
    ),
    "untested-change": (
        "The tests run with one currency, production with nine",
        "The load test leaves out the path that writes",
    ),
    "schema-migration": (
        "Adding an index locks the table of orders for twenty minutes",
        "A column is renamed while the old version still reads it",
    ),
    "missing-rollback": (
        "The old version cannot read what the new one wrote",
        "Going back takes an hour, because images are built anew",
    ),
    "configuration": ("Nobody could say which of three files decided",),
    "unsafe-config-change": (
        "A time limit of 30 is taken as milliseconds and goes live everywhere at once",
        "A wrong host name passes, because nothing checks the file before it is used",
    ),
    "config-drift": (
        "The standby has half of the primary's connections",
        "A setting was changed by hand on four of five machines",
    ),
    "feature-flag-state": (
        "A flag is on in one region and off in the next",
        "A flag that everybody took for removed is switched off",
    ),
    "capacity": ("The limits of three parts were each fine, and too small together",),
    "traffic-surge": (
        "A campaign brings five times the usual visitors",
        "A partner's job asks for everything at midnight",
    ),
    "resource-exhaustion": (
        "Logs fill the volume of the database",
        "A process leaks memory and is killed every six hours",
    ),
    "connection-pool-exhaustion": (
        "Scaling out opens more connections than the database admits",
        "Slow queries hold every connection of the pool",
    ),
    "retry-storm": (
        "Clients try again at once, and the service cannot come up",
        "Three layers try three times each: 27 requests for one",
    ),
    "dependency": ("Two services that never met share a message queue",),
    "third-party-outage": (
        "The payment provider refuses all cards",
        "A registry of packages is down, and nothing can be built",
    ),
    "internal-dependency": (
        "Sign-in is down, and with it all that asks who one is",
        "The search cannot start without the catalogue",
    ),
    "missing-timeout": (
        "A call waits for ever, until every thread waits with it",
        "A limit of five minutes where customers leave after ten seconds",
    ),
    "dns-failure": (
        "The resolver drops every tenth question",
        "A record points at an address that was given back",
    ),
    "data": ("The same field holds grams in one feed and kilograms in another",),
    "bad-data": (
        "An empty price list is imported as it is",
        "A name of 300 letters stops the export",
    ),
    "data-loss": (
        "A clean-up job deletes what is still referred to",
        "Two writers overwrite each other's half",
    ),
    "time-handling": (
        "A job runs twice in the night when the clocks go back",
        "29 February has no row in the calendar",
    ),
    "security": ("A door that was meant for the inside stood open to the outside",),
    "expired-certificate": (
        "A certificate of a partner ends on a Sunday",
        "The new certificate is in place, and the process still uses the old one",
    ),
    "leaked-credential": (
        "A key lies in a public repository",
        "A password is written into the log",
    ),
    "vulnerability": (
        "A library in use lets strangers run code",
        "Accounts are tried with passwords stolen elsewhere",
    ),
    "hardware-and-cloud": ("The provider moves machines to newer hosts with a day's notice",),
    "node-failure": (
        "A disk dies, and its copy is still being built",
        "A machine restarts without its data",
    ),
    "network-failure": (
        "One link loses every fiftieth packet",
        "A firewall forgets idle connections",
    ),
    "zone-outage": (
        "A zone loses its power, and the others cannot take its load",
        "A region cannot be reached for an hour",
    ),
    "people-and-process": ("Two teams each thought that the other one had the pager",),
    "missing-alert": (
        "A customer's mail is the first to tell of it",
        "The alert went to a channel that nobody reads",
    ),
    "missing-runbook": (
        "The one who knew the steps was on holiday",
        "The runbook names a machine that is no more",
    ),
    "unclear-ownership": (
        "The job belonged to a team that was dissolved",
        "It took forty minutes to find whom to call",
    ),
    "manual-procedure": (
        "Step 9 of 14 was done before step 8",
        "A release is copied by hand to twelve machines",
    ),
}
