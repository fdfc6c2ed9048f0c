"""The words by which authors call the sections of postmortems, and what any heading may add to them.

All words are normalised as `names.normalise` does it. A policy may add to them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from .patterns import expression

_POSTMORTEM_WORDS = {
    "summary": """
        summary|overview|executive summary|tldr|what happened|incident summary|incident overview
        |abstract|synopsis|short summary|high level summary|management summary|incident description
        |description|introduction|brief|incident report summary|the incident|what went on|in short
        |in brief|at a glance|what was the issue|problem summary|issue summary|outage summary
        |event summary|background and summary|recap|the short version|what is this about
        |summary of events
        """,
    "impact": """
        impact|user impact|customer impact|business impact|effect|effects|blast radius|impacts
        |impact assessment|impact analysis|scope|scope of impact|severity and impact|who was affected
        |who was impacted|what was affected|what was the impact|damage|consequences|service impact
        |affected users|affected customers|affected services|impacted services|impact and scope
        |users affected|customers affected|symptoms|what did users see|fallout|user facing impact
        |customer facing impact|internal impact|external impact|financial impact|impact summary
        |potential impact|what would have happened|what could have happened
        """,
    "timeline": """
        timeline|chronology|sequence of events|incident timeline|timeline utc|key events|log|time line
        |timelines|timeline of events|event timeline|events timeline|chronology of events|event log
        |incident log|events|course of events|detailed timeline|chronological timeline
        |incident chronology|incident history|history|what happened when|order of events|full timeline
        |timeline of the incident|activity log|key timeline|timestamps|minute by minute|play by play
        |blow by blow|recovery timeline|response timeline|timeline in utc
        """,
    "detection": """
        detection|how we detected it|monitoring|how was it detected|how did we detect it
        |how was the incident detected|detect|discovery|how we found out|how did we find out|alerting
        |identified|identification|fault detection|incident detection|how we noticed
        |how was it discovered|monitoring and alerting|alerts|how it was detected
        |how was the issue detected|how was the problem detected|detection and alerting|what alerted us
        """,
    "response": """
        response|incident response|how we responded|who responded|our response|responders and response
        |actions taken|immediate actions|immediate response|immediate actions taken|what we did
        |what did we do|communication|communications|escalation|triage|how did we respond|responders
        |respond|what actions were taken|response effort
        """,
    "resolution": """
        resolution|mitigation|recovery|remediation|fix|how it was resolved|solution|workaround
        |restoration|mitigations|how was it resolved|how was the incident resolved|how we fixed it
        |how did we fix it|the fix|how we resolved it|resolution and recovery|recovery and resolution
        |mitigation and resolution|how was it fixed|temporary fix|permanent fix|how was it mitigated
        |short term fix|how it was fixed|service restoration|how did we resolve it
        """,
    "root-cause": """
        root cause|root causes|cause|causes|trigger|triggers|why did this happen|analysis|problem
        |five whys|5 whys|root cause analysis|rca|the problem|why it happened|why did it happen
        |what caused it|what was the root cause|blameless root cause|working theory|technical analysis
        |technical details|technical explanation|fault|technical root cause|the cause|primary cause
        |underlying cause|underlying causes|proximate cause|root cause s|five whys analysis|whys
        |cause analysis|cause of the incident|what went wrong technically|hypothesis|diagnosis
        |cause and effect|direct cause|probable cause|suspected cause|likely cause|why
        |problem description|reason|root cause and trigger|trigger and root cause|causal analysis
        |incident analysis|cause of the outage
        """,
    "contributing-factors": """
        contributing factors|contributors|contributing causes|aggravating factors|contributing factor
        |factors|contributing conditions|causal factors|other factors|additional factors
        |contributing factors and causes|enabling factors|systemic factors|mitigating factors
        |contributing issues|influencing factors|risk factors|contributing root causes|conditions
        |weaknesses|secondary causes
        """,
    "went-well": """
        what went well|things that went well|positives|good|went well|what worked|what worked well
        |what helped|things we did well|what we did well|what did we do well|what did go well|successes
        |strengths|the good|what went right|things that went right|well|did well|what was good|pros
        |what worked in our favor|what worked in our favour|things that worked|what did we get right
        |highlights
        """,
    "went-poorly": """
        what went poorly|what went wrong|what could be improved|what didnt go well|areas for improvement
        |went poorly|what did not go well|went wrong|what could have gone better
        |what could have been better|things that went wrong|things that went poorly|what went badly
        |negatives|bad|the bad|what can be improved|opportunities|cons|opportunities for improvement
        |improvement opportunities|what we could improve|what didnt work|what did not work|what was bad
        |what hindered|challenges|weak points|what to improve|could be improved|what can we improve
        |what could we do better|what can we do better|what could we have done better|where we struggled
        |what was difficult|shortcomings|needs improvement|improvement areas|things to improve
        |what slowed us down|difficulties|obstacles|issues encountered|pain points|not so well
        |what went less well|what could we improve
        """,
    "lucky": """
        where we got lucky|got lucky|luck|what could have been worse|lucky|how we got lucky
        |where did we get lucky|where we were lucky|things that could have been worse|near misses
        |lucky breaks|we got lucky|how did we get lucky|what could have gone worse
        """,
    "lessons-learned": """
        lessons learned|lessons learnt|learnings|takeaways|retrospective|lessons|lesson learned
        |lesson learnt|key takeaways|what we learned|what did we learn|what we learnt
        |what have we learned|learnings and risks|conclusion|conclusions|what i was wrong about
        |key learnings|learning|lessons from this incident|reflection|reflections|insights
        |what i learned|key lessons|retro|discussion|observations|blameless retrospective
        |postmortem discussion|learning points|what we take from it|what we take away|findings
        |key findings|what was learned
        """,
    "action-items": """
        action items|actions|follow ups|follow up|next steps|corrective actions|preventative measures
        |remediation items|tasks|todo|recommendations|actionables|review actions|action item|followups
        |followup|future actions|resulting action|resulting actions|follow up actions|follow up tasks
        |follow up items|followup actions|followup tasks|followup items|to do|todos|to dos|to do list
        |action points|action plan|action list|preventive measures|preventive actions
        |preventative actions|corrective measures|corrective and preventive actions
        |corrective and preventative actions|corrective and preventative measures
        |corrective and preventive measures|corrective action|corrective action plan|remediation actions
        |remediation steps|remediation tasks|remediations|prevention|improvements|improvement actions
        |planned improvements|improvement items|recommended actions|open actions|open action items
        |open items|open tasks|future work|future improvements|future steps|next actions|actions items
        |action steps|action|follow up work|further actions|further action|future measures|measures
        |countermeasures|plan of action|what we will do|what are we doing|what we are doing
        |what will we do|what are we going to do|what we are going to do|what we will change
        |how we will prevent this|how do we prevent this|how will we prevent this
        |how can we prevent this|preventing recurrence|prevention of recurrence|prevention measures
        |prevention plan|preventing this in the future|going forward|moving forward
        |what were doing about it|what we are doing about it|what were doing to prevent this
        |followup issues|follow up issues|follow up tickets|repair items|post incident actions
        |postmortem actions|capa|postmortem action items|post incident tasks|actions to be taken
        |actions to take|proposed actions|proposed improvements|proposed changes|suggested improvements
        |suggested actions|suggestions|work items|jira tickets|tickets|action item list
        |list of action items|outstanding actions|outstanding tasks|outstanding work|planned actions
        |planned work|planned changes|agreed actions|action items and follow ups
        |next steps and action items|remediation plan|remediation and follow up
        |remediation and prevention|prevention and remediation|items to follow up|long term actions
        |short term actions|preventative action|preventive action|how to prevent|how to prevent this
        |how to prevent recurrence|prevention steps|how we plan to prevent this
        |steps to prevent recurrence|steps taken to prevent recurrence|future prevention
        """,
    "supporting-information": """
        supporting information|references|appendix|links|stats|further reading|related|resources
        |appendices|related links|related documents|supporting material|supporting materials
        |additional information|additional resources|external links|attachments|evidence|data|graphs
        |screenshots|logs|metrics|statistics|notes|see also|supporting data|related incidents
        |related issues|related issues prs|reference|footnotes|useful links|further information|glossary
        |background|context|supporting documents|incident metrics|related reading|documentation links
        """,
}


def _split(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split("|")]


def table(words: Mapping[str, str]) -> Mapping[str, str]:
    """Every word of a table of words separated by bars, and the name it stands for."""
    return MappingProxyType({word: name for name, text in words.items() for word in _split(text)})


POSTMORTEM = table(_POSTMORTEM_WORDS)
"""A normalised heading of a postmortem and the canonical name of its section."""


POSTMORTEM_SECTIONS = tuple(_POSTMORTEM_WORDS)
"""The canonical names of a postmortem's sections, in the order in which they are expected."""


POSTMORTEM_ENDINGS = MappingProxyType(
    {
        "timeline": "timeline",
        "chronology": "timeline",
        "impact": "impact",
        "root cause": "root-cause",
        "root causes": "root-cause",
        "action item": "action-items",
        "action items": "action-items",
        "corrective actions": "action-items",
        "preventive actions": "action-items",
        "preventative actions": "action-items",
        "follow ups": "action-items",
        "next steps": "action-items",
        "contributing factors": "contributing-factors",
        "lessons learned": "lessons-learned",
        "lessons learnt": "lessons-learned",
        "executive summary": "summary",
        "went well": "went-well",
        "went wrong": "went-poorly",
        "went poorly": "went-poorly",
        "got lucky": "lucky",
    }
)
"""Last words that give a postmortem's section away ("Financial impact")."""

POSTMORTEM_PATTERNS = tuple(
    (expression(pattern), name)
    for pattern, name in (
        (
            r"^(?:what|things|where|how|which)\b.*\b(?:wrong|poorly|badly|better|worse|improved?)\b",
            "went-poorly",
        ),
        (r"^(?:what|things|where|which)\b.*\b(?:\w+nt|not) (?:go|work|get|help)\b", "went-poorly"),
        (r"^(?:what|things|where|which)\b.*\b(?:well|right|worked|helped)\b", "went-well"),
        (r"\b(?:got|were|was|get|been) (?:we )?lucky\b", "lucky"),
    )
)
"""Turns of phrase that give a short heading away where nothing else does; the first that fits counts."""


LONGEST_ENDED = 6
"""A heading of more words is a sentence, and its last word says nothing."""

FORERUNNERS = frozenset(
    {"incident", "postmortem", "post mortem", "outage", "incident report", "section", "part"}
)
"""First parts after which the second part of a heading counts ("Incident: timeline")."""

WEAK = frozenset(
    _split(
        """
        analysis|review|log|logs|events|event|history|problem|the problem|good|bad|well|fix|fault|why
        |tasks|actions|action|scope|data|notes|context|background|conditions|factors|review|discussion
        |prevention|improvements|measures|follow up|followup|todo|to do|alerts|alert|links|related
        |reference|team|support|steps|check|checks|process|guide|issue|issues|problems|cause|trigger
        |response|communication|going forward|moving forward|symptoms|description|detect|respond|resolve
        |restore|recover|verify|confirm|identify|escalate|mitigate|debug|investigate|diagnose|about
        |general
        """
    )
)
"""Names that mean a section only where they stand alone, not before a preposition ("Log in fails")."""

PREPOSITIONS = frozenset(
    {"on", "of", "for", "to", "in", "from", "with", "during", "since", "by", "at", "after", "as"}
)
"""Words that may follow a section's name ("Impact on customers")."""

FILLING = frozenset(
    _split(
        """
        the|our|a|an|of|this|incident|incidents|outage|outages|event|events|postmortem|post|mortem|issue
        |detailed|full|brief|short|high|level|initial|preliminary|main|key|overall|general|final
        |technical|section|details|detail|all|times|time|are|in|is|utc|gmt|cet|cest|pst|pdt|pt|est|edt
        |et|cst|cdt|mst|mdt|bst|ist|jst|aest|aedt|sgt|local|zone|eastern|pacific|central|january
        |february|march|april|may|june|july|august|september|october|november|december|monday|tuesday
        |wednesday|thursday|friday|saturday|sunday|day
        """
    )
)
"""Words that add nothing to a section's name ("Detailed timeline of the incident, in UTC")."""
