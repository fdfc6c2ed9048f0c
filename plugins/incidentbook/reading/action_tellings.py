"""Action items that tell a deed: “We raised the limit” is done, “The limit should be raised” is not."""

import re

from .action_verbs import VERBS
from .action_words import word_set
from .patterns import expression

_IRREGULAR = word_set(
    """
    built brought bought chose cut drew drove fixed found gave got held hid kept laid led left let made
    met moved paid put ran reran rebuilt redid reset rewrote rolled sent set shut split spread sped spoke
    stood swept taught threw took told undid withdrew wrote written done drawn driven given hidden run
    taken torn upheld withdrawn chosen begun
    """
)
_NO_DEED = word_set(
    """
    agreed aimed assigned assumed believed caused considered decided delayed discovered
    discussed expected experienced failed found got hoped identified impacted affected intended lacked
    learned led left met missed needed noticed observed planned preferred prioritised
    prioritized promised proposed realised realized relied requested scheduled seen
    saw started suffered suggested thought used wanted wished worked begun broken tried
    """
)
"""Words that tell a plan, a ticket or an experience, and not that something is finished."""
_OF_TICKETS = word_set("added created opened placed put raised filed submitted logged reported assigned")
_TICKET = expression(
    r"\b(?:tickets?|issues?|tasks?|stor(?:y|ies)|cards?|bugs?|items?|epics?)\b", re.IGNORECASE
)
_ADVERBS = r"(?:(?:already|also|now|since|just|therefore|finally|successfully|\w{3,12}ly)\s+){0,2}"
_WE_DID = expression(
    rf"(?:we|i)(?P<perfect>[’']ve|\s+have|\s+had)?\s+{_ADVERBS}(?P<deed>[a-z-]+)\b",
    re.IGNORECASE,
)
_WAS_DONE = expression(
    rf"(?!(?:if|when|once|after|before|until|unless|since|because|while|as)\b)[^.;:!?]{{3,160}}?"
    rf"\s(?P<perfect>has|have)\s+{_ADVERBS}been\s+{_ADVERBS}(?P<deed>[a-z-]+)\b",
    re.IGNORECASE,
)
_OPEN = expression(
    r"\b(?:should|must|need(?:s|ed)?|will|shall|to\s+be|but|however|until|still|not\s+yet|yet\s+to|todo|tbd|next"
    r"|plan(?:s|ning)?|if|whether|why|partially|partly|temporar\w+|backlog|roadmap)\b",
    re.IGNORECASE,
)
_MEANT = expression(r"\W*")


def tells_of_a_deed(text: str) -> bool:
    """Whether an item's words say that it was done, and leave nothing open.

    “We lowered the limit” and “The account has been documented” do; “We decided to …”, “A ticket has been
    raised” and whatever holds “should” or “still” do not.
    """
    start = _MEANT.match(text)
    begun = start.end() if start else 0
    match = _WE_DID.match(text, begun) or _WAS_DONE.match(text, begun)
    if match is None or _OPEN.search(text):
        return False
    word = match["deed"].lower()
    is_past = word in _IRREGULAR or (word.endswith("ed") and len(word) > len("need"))
    is_said_of_today = word in VERBS and not match["perfect"]
    is_plan = word in _NO_DEED or (word in _OF_TICKETS and _TICKET.search(text) is not None)
    return is_past and not is_said_of_today and not is_plan
