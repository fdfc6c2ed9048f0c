"""Which mechanisms speak for which cause of the built-in taxonomy, and how strongly."""

EVIDENCE: dict[str, tuple[tuple[str, float], ...]] = {
    "faulty-deployment": (
        ("rollback+upgrade", 1.0), ("crash+upgrade", 1.0), ("deployment+rollback", 1.0),
        ("crash+deployment", 1.0), ("large change", 0.8), ("upgrade", 0.7), ("protocol+upgrade", 1.0),
        ("unpinned", 0.8),
    ),
    "untested-change": (("untested", 0.8), ("deployment+untested", 1.0), ("untested+upgrade", 1.0)),
    "schema-migration": (("schema change", 0.8), ("lock+schema change", 1.2)),
    "unsafe-config-change": (
        ("configuration", 0.6), ("configuration+deployment", 1.0), ("configuration+unintended", 1.0),
        ("configuration+malformed", 1.0), ("annotation", 0.5), ("routing", 0.4),
        ("infrastructure as code+unintended", 0.8), ("detached+infrastructure as code", 0.8),
    ),
    "config-drift": (("drift", 1.0),),
    "feature-flag-state": (("feature flag", 1.0),),
    "traffic-surge": (
        ("traffic surge", 0.7), ("capacity+traffic surge", 1.2), ("exhaustion+traffic surge", 1.2),
        ("limit+traffic surge", 1.0), ("autoscaling+traffic surge", 1.2), ("timeout+traffic surge", 0.8),
    ),
    "resource-exhaustion": (
        ("exhaustion", 0.8), ("exhaustion+memory", 1.2), ("disk+exhaustion", 1.2), ("cpu+exhaustion", 1.2),
        ("exhaustion+ip address", 1.2), ("memory", 0.7), ("cpu", 0.5), ("leak", 0.6),
        ("file descriptor", 0.6), ("capacity", 0.4), ("resource isolation", 0.4),
    ),
    "connection-pool-exhaustion": (("connection pool", 1.2),),
    "retry-storm": (("exhaustion+retry", 1.0), ("retry+traffic surge", 1.0)),
    "third-party-outage": (("third party", 0.8), ("provider capacity", 0.8), ("provider maintenance", 0.8)),
    "dns-failure": (("dns", 0.7), ("deletion+dns", 1.0), ("dns+timeout", 1.0), ("crash+dns", 1.0)),
    "bad-data": (("malformed", 0.8), ("data corruption", 0.6), ("duplicate", 0.5)),
    "data-loss": (
        ("data loss", 0.6), ("data loss+deletion", 1.2), ("data corruption+database", 1.0),
        ("database+deletion", 0.9),
    ),
    "time-handling": (("time handling", 1.0),),
    "expired-certificate": (
        ("certificate+expiry", 1.5), ("credential+expiry", 1.2), ("certificate", 0.5), ("expiry", 0.3),
    ),
    "leaked-credential": (("leaked credential", 1.2),),
    "vulnerability": (("vulnerability", 1.0), ("abuse", 0.8)),
    "node-failure": (("node down", 0.8), ("hardware", 0.8), ("crash+node down", 1.0)),
    "network-failure": (("network", 0.4), ("network+timeout", 0.5), ("hardware+network", 1.0)),
    "zone-outage": (("zone outage", 0.4), ("node down+zone outage", 1.2), ("network+zone outage", 0.8)),
    "internal-dependency": (),
    "missing-rollback": (),
    "missing-timeout": (),
    "missing-alert": (("unnoticed", 0.7), ("alert noise", 0.7), ("missed notification", 0.5)),
    "missing-runbook": (("missing runbook", 1.0),),
    "unclear-ownership": (("ownership", 0.8),),
    "manual-procedure": (
        ("manual procedure", 0.8), ("wrong target", 1.3), ("deletion+wrong target", 1.2),
    ),
}  # fmt: skip
"""By the id of a cause what speaks for it: a mechanism, or two in one sentence in alphabetic order, and how
much. What nothing speaks for reliably has an empty entry and is never proposed; causes without an entry,
which are the policy's own, are known by the words of their titles."""
