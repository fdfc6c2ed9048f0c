"""The words by which authors call the sections of runbooks, normalised as `names.normalise` does it."""

from types import MappingProxyType

from .section_words import table

_RUNBOOK_WORDS = {
    "overview": """
        overview|summary|meaning|description|about|purpose|service overview|introduction|background
        |context|what this alert means|what does this alert mean|what it means|alert description
        |alert meaning|what is it|what is this|scenario|alert details|about this alert|about the service
        |when to use|when to use this runbook|scope|alert|explanation|service description|general|intro
        |synopsis
        """,
    "impact": """
        impact|user impact|customer impact|business impact|effect|effects|blast radius|consequences
        |what users see|what users experience|service impact|impacts|risk|risks|symptoms and impact
        """,
    "severity-assessment": """
        severity assessment|severity|assess severity|assess the severity|severity levels
        |severity and impact|severity classification|impact assessment|assessment|classification|urgency
        |priority|how bad is it|severity matrix
        """,
    "investigation": """
        investigation|initial investigation|investigation steps|diagnosis|diagnose|diagnostics|debugging
        |debug|troubleshooting|diagnosis steps|diagnostic steps|how to investigate|how to diagnose
        |triage|initial triage|investigate|initial steps|first steps|initial checks|checks
        |initial diagnosis|initial response|troubleshooting steps|what to check|things to check
        |first response|symptoms|detection|analysis|root cause analysis|quick checks|verify the alert
        |confirm the alert|initial assessment|troubleshoot|identify|identification|quick diagnosis
        |how to debug
        """,
    "causes-and-fixes": """
        causes and fixes|common causes and fixes|common causes|causes|possible causes|known causes
        |likely causes|potential causes|probable causes|common causes and solutions|causes and solutions
        |common root causes|root causes|possible reasons|reasons|common causes and resolutions
        |causes and remedies|root cause|common failure modes|failure modes|common scenarios|scenarios
        |cause
        """,
    "mitigation": """
        mitigation|mitigation steps|mitigations|resolution|resolution steps|remediation
        |remediation steps|fix|fixes|solution|solutions|how to fix|how to fix it|how to resolve
        |how to mitigate|remedy|response|actions|action|procedure|procedures|steps|immediate actions
        |immediate action|immediate response|workaround|workarounds|what to do|response steps|runbook
        |playbook|instructions|quick fix|quick fixes|mitigate|resolve|possible actions
        |recommended actions|step by step|guide|process|action steps|tasks|repair|how to respond
        |procedure steps|step by step instructions|step by step procedure|how to remedy
        """,
    "verification": """
        verification|verify|validation|validate|how to verify|post checks|post mitigation checks|confirm
        |confirmation|verify the fix|verify resolution|verification steps|verify recovery
        |validation steps|success criteria|after the fix|confirm recovery|post incident checks
        |check the result|how to confirm|confirm resolution
        """,
    "rollback": """
        rollback|rollback procedure|rollback steps|roll back|revert|reverting|rollback plan
        |how to roll back|undo|backout|backout plan|back out|rollback procedures|rolling back
        |how to undo|rollback instructions
        """,
    "escalation": """
        escalation|escalation path|escalations|escalate|escalation policy|escalation procedure
        |when to escalate|escalation criteria|escalation matrix|escalation process|escalation paths
        |who to escalate to
        """,
    "contacts": """
        contacts|contact|points of contact|owners|owner|ownership|team|who to contact
        |contact information|on call|people|responsible|support|support contacts|key contacts|teams
        |communication|communications|stakeholders|contact details|escalation contacts|oncall
        """,
    "related": """
        related|related links|related resources|references|links|see also|additional resources
        |further reading|resources|reference|documentation|related documentation|useful links
        |related alerts|additional information|related runbooks|more information|notes|appendix
        |other resources|related documents|learn more|sources|additional notes|useful resources
        |further information|additional reading|change log|changelog|revision history
        """,
    "metrics": """
        metrics|key metrics|dashboards|monitoring|dashboards and metrics|slis|slos|slis and slos|graphs
        |alerts|metrics and dashboards|dashboard|observability|logs|key dashboards
        |monitoring and alerting|logs and metrics|key performance indicators|slo|sli|useful queries
        |queries|alerting
        """,
    "common-issues": """
        common issues|known issues|issues|frequent problems|common problems|known problems|problems|faq
        |frequently asked questions|common errors|known errors|troubleshooting guide|issue|common faults
        """,
    "emergency": """
        emergency|emergency procedures|emergency procedure|emergency actions|emergency steps
        |emergency response|emergency operations|break glass|disaster recovery|last resort
        """,
    "recovery": """
        recovery|recovery steps|restore|restoration|recover|recovery procedure|service restoration
        |restore service|recovery procedures|restoring service|how to recover|return to normal|failback
        |cleanup|clean up|post recovery|post incident|after the incident|follow up|aftermath
        """,
}

RUNBOOK = table(_RUNBOOK_WORDS)
"""A normalised heading of a runbook and the canonical name of its section."""

RUNBOOK_SECTIONS = tuple(_RUNBOOK_WORDS)
"""The canonical names of a runbook's sections."""

RUNBOOK_ENDINGS = MappingProxyType(
    {
        "impact": "impact",
        "overview": "overview",
        "diagnosis": "investigation",
        "investigation": "investigation",
        "troubleshooting": "investigation",
        "mitigation": "mitigation",
        "remediation": "mitigation",
        "resolution": "mitigation",
        "rollback": "rollback",
        "escalation": "escalation",
        "contacts": "contacts",
    }
)
"""Last words that give a runbook's section away."""
