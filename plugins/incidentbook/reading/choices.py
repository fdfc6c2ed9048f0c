"""Words for kinds, states, detection and audience, and what they mean."""

from collections.abc import Mapping
from types import MappingProxyType

from .names import nearest_word, normalise
from .patterns import expression

_CLAUSE = expression(r"\s*(?:,|;|\(|\s[-–—]\s|[–—]|\.\s|:)")


def _table(words: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: name for name, text in words.items() for word in text.split("|")})


KINDS = _table(
    {
        "incident": "incident|outage|postmortem|post mortem|incident report|incident review|availability|"
        "production incident|service incident|operational|degradation|disruption|"
        "incident postmortem|major incident|rca",
        "near-miss": "near miss|nearmiss|close call|near misses|almost incident",
        "drill": "drill|game day|gameday|exercise|simulation|chaos experiment|fire drill|"
        "wheel of misfortune|test|tabletop|table top|dr test|disaster recovery test|chaos test|"
        "failover test",
        "security": "security|security incident|breach|data breach|vulnerability|security breach",
    }
)
STATUSES = _table(
    {
        "draft": "draft|wip|work in progress|in progress|incomplete|preliminary|drafting|unfinished|"
        "started|new|todo|to do|not started|open|ongoing|in draft|unresolved|active|investigating|identified",
        "in-review": "in review|review|under review|pending review|reviewing|awaiting review|"
        "ready for review|pending|for review|needs review|pending approval|awaiting approval|in discussion|"
        "proposed",
        "published": "published|complete|completed|final|done|closed|approved|reviewed|resolved|finished|"
        "public|finalized|finalised|accepted|signed off|released|publish|mitigated|monitoring|"
        "fixed|live|archived|post mortem complete|postmortem complete|"
        "complete action items in progress",
        "not-required": "not required|none required|not needed|waived|no postmortem|exempt|"
        "no postmortem required",
    }
)
DETECTIONS = _table(
    {
        "alert": "alert|alerts|alerting|monitoring|automated|automatic|pager|page|monitor|automated alert|"
        "alarm|monitoring alert|automated monitoring|alarms|paged",
        "customer": "customer|customers|customer report|customer reports|user|users|user report|support|"
        "external|support ticket|customer support|user reports|reported by customer|"
        "customer complaint|client",
        "internal": "internal|employee|engineer|manual|manually|internal report|staff|colleague|developer|"
        "team member|internal user|observation",
        "synthetic": "synthetic|synthetics|probe|synthetic monitoring|health check|blackbox|synthetic check|"
        "canary",
    }
)
AUDIENCES = _table(
    {
        "internal": "internal|private|confidential|restricted|company|employees|team|internal only",
        "public": "public|external|customers|everyone|open|published",
    }
)


def meaning(text: str, words: Mapping[str, str]) -> str:
    """What a word or the first clause of a text means, or ""."""
    whole = normalise(text)
    if whole in words:
        return words[whole]
    return words.get(normalise(_CLAUSE.split(text.strip(), maxsplit=1)[0]), "")


def detection(text: str) -> str:
    """How it was detected: one of the known words, else the text as it is."""
    return DETECTIONS.get(normalise(text), text)


def suggestion(text: str, words: Mapping[str, str], otherwise: str) -> str:
    """“did you mean …?” for the name that a mistyped text is nearest to, else `otherwise`."""
    near = nearest_word(_CLAUSE.split(text.strip(), maxsplit=1)[0], words)
    return f"did you mean “{words[near]}”?" if near else otherwise
