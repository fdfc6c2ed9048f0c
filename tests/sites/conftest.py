"""Sources of small sites."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.sites.builder import Site

POSTMORTEM = dedent("""
    ---
    title: Checkout down after a configuration push
    severity: SEV1
    status: published
    started_at: 2025-03-15T14:25:00Z
    detected_at: 2025-03-15T14:32:00Z
    resolved_at: 2025-03-15T14:55:00Z
    services: [checkout]
    causes: [unsafe-config-change]
    alerts: [HighErrorBudgetBurnRate_Fast]
    ---

    # Checkout down after a configuration push

    ## Summary

    A value went live without validation. See the [runbook](../runbooks/checkout.md).

    ## Impact

    All purchases failed for half an hour.

    ## Timeline

    - **14:25 UTC** — the push
    - **14:32 UTC** — HighErrorBudgetBurnRate_Fast fires
    - **14:55 UTC** — rolled back, resolved

    ```
    FATAL: remaining connection slots are reserved for non-replication superuser connections
    ```

    ## Root cause

    Nothing checks a value before it is live.

    ## Contributing factors

    - All pods at once

    ## What went well

    - The rollback was quick

    ## What went poorly

    - Seven minutes until the alert

    ## Where we got lucky

    It was a Saturday.

    ## Lessons learned

    Configuration is code.

    ## Action items

    - [ ] Add a canary stage — @ana, due 2099-04-01, P1
    - [x] Validate values before a push — @bo, done 2025-03-20
""").lstrip()

RUNBOOK = dedent("""
    ---
    title: "Checkout: high error rate"
    service: checkout
    owner: storefront
    alerts: [HighErrorBudgetBurnRate_Fast]
    last_reviewed: 2026-03-01
    ---

    # Checkout: high error rate

    ## Overview

    The error budget burns fast. Last seen in [March](../postmortems/2025-03-15-checkout.md).

    ## Impact

    Nobody can buy.

    ## Investigation steps

    1. Look at the pods:

        ```sh
        kubectl -n checkout get pods
        ```

    ## Mitigation steps

    1. Roll back with `kubectl rollout undo deployment/checkout`

    ## Rollback procedure

    Roll forward.

    ## Contacts

    - Team: storefront

    ## Escalation

    Page the platform team after 15 minutes.
""").lstrip()

YAML_RUNBOOK = dedent("""
    metadata:
      title: Payments database is full
      service: payments
      owner: payments
      severity: SEV2
      alert_names: [PaymentsDiskFull]
      last_reviewed: 2026-03-01
    diagnosis:
      - step: Look at the volume
        command: df -h /var/lib/postgresql
        expected: Less than 80 %
    mitigation:
      - option: Grow the volume
        when: The provider answers
        command: volume grow --by 20
        verify: df shows room
    recovery:
      - Purchases go through
""").lstrip()

POLICY = dedent("""
    title: Small book
    as_of: 2026-03-31
    causes: [{id: unsafe-config-change, title: Unsafe configuration change}]
    services:
      - {id: checkout, title: Checkout, team: storefront}
      - {id: payments, title: Payments, team: payments}
    teams: [{id: storefront, title: Storefront, members: [ana, bo]}, {id: payments, title: Payments}]
""").lstrip()

MATERIAL = dedent("""
    site_name: Small book
    theme: {name: material, font: false}
    plugins: [incidentbook]
""").lstrip()


@pytest.fixture
def empty_site(tmp_path: Path) -> Site:
    """A folder without anything in it."""
    folder = tmp_path / "site"
    folder.mkdir()
    return Site(folder)


@pytest.fixture
def site(empty_site: Site) -> Site:
    """One postmortem, two runbooks and a page of one's own below `docs/`, and the policy."""
    return empty_site.write(
        {
            "mkdocs.yml": MATERIAL,
            "incidentbook.yml": POLICY,
            "docs/about.md": "# About us\n\nWe write [postmortems](postmortems/2025-03-15-checkout.md).\n",
            "docs/postmortems/2025-03-15-checkout.md": POSTMORTEM,
            "docs/runbooks/checkout.md": RUNBOOK,
            "docs/runbooks/payments-disk.yml": YAML_RUNBOOK,
        }
    )
