"""A small corpus with secrets of many kinds planted in it, and a few public sentences that must stay."""

import os
import subprocess
from pathlib import Path

SECRETS = (
    # front matter
    "Zebediah Quillon", "Tirzah Ambrose", "Kestrelmoor Freight", "zorbo-taglet", "Oleander briefing",
    "PM-INTERNAL-777", "7400123", "Lindqvist", "front-comment-morel", "Wolfram Vandersteen",
    # body
    "Perpetua Osgood", "10.44.17.203", "2001:db8:44::71", "vault-7.corp.internal", "grafana.hollowmere.net",
    "mirabel.stonecrop@hollowmere.net", "@perpetua", "OPSX-4471", "#4471", "#inc-thistledown",
    "+44 20 7946 0991", "hq-wiki/display", "hidden-comment-juniper", "linked-title-larkspur",
    "image-name-damson", "attribute-hyssop", "class-of-tansy", "data-attr-sorrel", "span-that-hides-yarrow",
    "footnote-to-nobody-borage", "reference-title-comfrey", "unused-reference-fennel", "abbreviated-lovage",
    "bracket-comment-chervil", "internal-block-valerian", "nested-block-angelica", "after-nested-mugwort",
    "inline-part-wormwood", "Escalation at Thornbury", "escalation-at-thornbury", "section-text-rampion",
    "subsection-burdock", "code-in-section-teasel", "setext-section-saxifrage", "row-item-meadowsweet",
    "nested-row-hellebore", "table-row-spikenard", "comment-row-cinquefoil", "paragraph-mark-tormentil",
    "timeline-row-feverfew", "definition-list-alkanet", "admonition-goldenrod",
    "ghp_k3Jd82nsLq0PzXv71mWb5Rt9Yc4UeHa6Gf1T", "fm-item-bugloss", "fm-ticket-OPSX-9",
    "unclosed-part-eyebright", "fence-title-agrimony", "details-hidden-betony",
    # other documents
    "Merger with Blackwater Holdings", "blackwater-merger-outage", "internal-document-woundwort",
    "PM-2025-900", "draft-document-pennyroyal", "review-document-selfheal", "unmarked-runbook-dittany",
    "restart-the-ledger-signer", "ordinary-page-motherwort", "ordinary-page-title-clary",
    "handbook-page-calamint", "contact-section-skullcap", "yaml-comment-vervain", "yaml-field-centaury",
    "yaml-contact-houseleek", "yaml-internal-step-bistort", "secret-picture-orpine", "log-file-stitchwort",
    "alias-of-old-madder",
    # beside the documents
    "rota-person-Ignatius", "Ignatius Fairweather", "policy-member-ottoline", "policy-link-woodruff",
    "policy-example-toadflax", "service-nobody-names-weld", "service-unknown-gentian",
    "git-author-Balthasar", "rule-file-samphire", "repo-url-burnet", "site-author-Cornelius",
    "nav-title-pimpernel",
)  # fmt: skip
"""What no byte of a public build may hold, in any spelling."""

PUBLIC = (
    "The queue of label jobs grew",
    "A public cause that anybody may read",
    "The public timeline entry",
    "Add an alert for the age of the queue",
    "kubectl rollout restart deploy/labels",
    "A public page of ours",
)
"""Sentences that the public gets."""

_POSTMORTEM = """\
---
# front-comment-morel
title: Labels late
id: PM-2025-001
audience: public
status: published
severity: SEV2
date: 2025-03-15
started_at: 2025-03-15T10:00:00Z
resolved_at: 2025-03-15T11:30:00Z
services: [labels, service-unknown-gentian]
authors: [Zebediah Quillon]
roles: {commander: Tirzah Ambrose}
customer: Kestrelmoor Freight
tags: [zorbo-taglet]
internal: [trigger]
trigger: Oleander briefing
incident_bridge: PM-INTERNAL-777
impact: {users: 100, revenue: 7400123, summary: Labels came late}
related: [PM-2025-900]
repeat_of: [PM-2025-900]
aliases: [alias-of-old-madder.md]
reviewer: Lindqvist
action_items:
  - {title: Add an alert for the age of the queue, owner: policy-member-ottoline, ticket: fm-ticket-OPSX-9}
  - {title: fm-item-bugloss is not for all, internal: true}
---

# Labels late

**Scribe:** Perpetua Osgood | **Owner:** Wolfram Vandersteen

<!-- hidden-comment-juniper -->
[//]: # (bracket-comment-chervil)

## Summary

The queue of label jobs grew. Perpetua asked @perpetua in #inc-thistledown and wrote to
mirabel.stonecrop@hollowmere.net, see OPSX-4471, #4471 and <https://hq-wiki.corp/hq-wiki/display/1>. Mirabel
was called at +44 20 7946 0991. Hosts 10.44.17.203, 2001:db8:44::71 and vault-7.corp.internal were slow;
[a graph](https://grafana.hollowmere.net/d/1 "linked-title-larkspur") tells. Wolfram&#32;Vandersteen knows.

![A picture of Zebediah Quillon](img/image-name-damson.png){ title="attribute-hyssop" .class-of-tansy }
<span data-note="data-attr-sorrel">Shown</span> <span hidden>span-that-hides-yarrow</span>

[Merger with Blackwater Holdings](blackwater-merger-outage.md "see blackwater-merger-outage") and
[that runbook](../runbooks/restart-the-ledger-signer.md), [the part](#escalation-at-thornbury), [ref][one].
As in PM-2025-900, Merger with Blackwater Holdings.

[one]: https://example.org/one "reference-title-comfrey"
[two]: https://example.org/unused-reference-fennel

*[QLJ]: abbreviated-lovage

[^lost]: footnote-to-nobody-borage

<!-- incidentbook: internal -->
internal-block-valerian
<!-- incidentbook: internal -->
nested-block-angelica
<!-- incidentbook: end -->
after-nested-mugwort
<!-- incidentbook: end -->

Before <!-- incidentbook: internal -->inline-part-wormwood<!-- incidentbook: end --> after.

A paragraph with a mark, paragraph-mark-tormentil,
on two lines. { .internal }

Term
:   definition-list-alkanet { .internal }

!!! note { .internal }
    admonition-goldenrod

<div style="display: none">

details-hidden-betony

</div>

```sh title="fence-title-agrimony"
export TOKEN=ghp_k3Jd82nsLq0PzXv71mWb5Rt9Yc4UeHa6Gf1T
```

## Escalation at Thornbury { .internal }

section-text-rampion

### Sub

subsection-burdock

```sh
# code-in-section-teasel
```

code-in-section-teasel

saxifrage part { .internal }
----------------------------

setext-section-saxifrage

## Root cause

A public cause that anybody may read.

## Timeline

All times UTC.

- 10:00 — The public timeline entry.
- 10:05 — timeline-row-feverfew { .internal }
- 10:10 — Perpetua Osgood restarts it.

| time | event | who |
|---|---|---|
| 10:20 | restarted | Lindqvist |
| 10:25 | table-row-spikenard { .internal } | Lindqvist |
| 10:30 | comment-row-cinquefoil <!-- incidentbook: internal --> | |

## Action items

- [ ] Shorten the queue — @perpetua, due 2025-05-01, [OPSX-4471](https://tracker.example/browse/OPSX-4471)
- [ ] row-item-meadowsweet { .internal }
    - nested-row-hellebore
- [x] Alert on it — Zebediah Quillon, due 2025-04-01

## Lessons learned

We learned much.

<!-- incidentbook: internal -->

unclosed-part-eyebright
"""

_INTERNAL = """\
---
title: Merger with Blackwater Holdings
id: PM-2025-900
severity: SEV1
date: 2025-02-01
---

# Merger with Blackwater Holdings

## Summary

The internal-document-woundwort told of the whole affair and nobody outside may read a word of it.
"""

_RUNBOOK = """\
---
title: Labels are late
audience: public
owner: policy-member-ottoline
alerts: [LabelQueueOld]
services: [labels]
aliases: [alias-of-old-madder.md]
---

# Labels are late

## Meaning

The queue is old.

## Mitigation

1. Restart it.

   ```sh
   kubectl rollout restart deploy/labels
   ```

## Contacts

- contact-section-skullcap, ask Wolfram Vandersteen
"""

_YAML = """\
# yaml-comment-vervain
metadata:
  title: Tracking is slow
  audience: public
  service: labels
  owner: Wolfram Vandersteen
  cost_centre: yaml-field-centaury
diagnosis:
  - step: Look at the lag
    command: lag --host vault-7.corp.internal
    expected: small
  - step: yaml-internal-step-bistort
    internal: true
contacts:
  - yaml-contact-houseleek
"""

_UNFINISHED = "---\naudience: public\nstatus: {}\n---\n\n# A\n\n{}\n"

FILES = {
    "incidentbook.yml": """\
title: Small book
postmortems: ["docs/postmortems/*.md"]
runbooks: ["docs/runbooks/*"]
alert_rules: ["rules/*.yml"]
services:
  - {id: labels, title: Labels, team: shipping, links: {Board: "https://boards.example/policy-link-woodruff"}}
  - {id: service-nobody-names-weld}
teams:
  - {id: shipping, title: Shipping, members: [policy-member-ottoline]}
more_causes:
  - {id: queue, title: Queue, examples: [policy-example-toadflax]}
redaction:
  hosts: [hollowmere.net]
""",
    "oncall.yml": """\
people:
  - {id: rota-person-Ignatius, name: Ignatius Fairweather}
""",
    "rules/a.yml": "groups: [{name: rule-file-samphire, rules: [{alert: LabelQueueOld, expr: up == 0}]}]\n",
    "docs/postmortems/labels-late.md": _POSTMORTEM,
    "docs/postmortems/blackwater-merger-outage.md": _INTERNAL,
    "docs/postmortems/draft.md": _UNFINISHED.format("draft", "draft-document-pennyroyal"),
    "docs/postmortems/review.md": _UNFINISHED.format("in-review", "review-document-selfheal"),
    "docs/runbooks/labels.md": _RUNBOOK,
    "docs/runbooks/tracking.yml": _YAML,
    "docs/runbooks/restart-the-ledger-signer.md": "# Ledger\n\nunmarked-runbook-dittany by Wolfram\n",
    "docs/about.md": "# ordinary-page-title-clary\n\nordinary-page-motherwort\n",
    "docs/hello.md": "---\naudience: public\n---\n\n# Hello\n\nA public page of ours.\n",
    "docs/handbook/own.md": "# Own\n\nhandbook-page-calamint\n",
    "docs/logs/log-file-stitchwort.log": "log-file-stitchwort\n",
    "docs/postmortems/img/image-name-damson.png": "not really a picture",
    "docs/postmortems/img/secret-picture-orpine.png": "secret-picture-orpine",
    "mkdocs.yml": """\
site_name: Small book
site_url: https://example.com/book/
site_author: site-author-Cornelius
repo_url: https://git.example/repo-url-burnet
edit_uri: edit/main/docs/
docs_dir: docs
theme: {name: material, font: false}
nav:
  - hello.md
  - nav-title-pimpernel: about.md
plugins:
  - search
  - incidentbook: {audience: public}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, toc]
""",
}


def plant(root: Path) -> None:
    """Write the corpus below `root`, and commit it."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    who = {
        f"GIT_{role}_{what}": "git-author-Balthasar"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "all")):
        subprocess.run(["git", *words], cwd=root, env={**os.environ, **who}, check=True)  # noqa: S607 - Git's path
