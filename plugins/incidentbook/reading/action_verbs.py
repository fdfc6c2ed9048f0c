"""How people ask for something: the verbs with which actions begin, and sentences that ask."""

import re

from .action_words import word_set
from .patterns import expression

VERBS = word_set(
    """
    adapt add address adjust adopt agree alert align allow amend analyse analyze announce apply archive
    ask assess assign attach audit automate avoid backfill backport balance ban block bound bring build
    bump cache calculate call cap capture carry change check choose circulate clarify clean cleanup
    clear close collect come communicate compare complete conduct configure confirm consider consolidate
    contact continue convert coordinate copy count cover create customise customize cut deactivate debug
    decide decouple decrease deduplicate define delete deliver deploy deprecate derive describe design
    detect determine develop diagnose disable discuss display distribute document double drain drop
    duplicate educate eliminate email emit enable encourage encrypt end enforce enhance enrich ensure
    escalate establish evaluate evict examine exempt expand expire explain explore export expose extend
    extract fail figure file fill finalise finalize find finish fix follow force forward gather generate
    get give go grant group guarantee guard handle harden hire hold identify implement import
    improve include incorporate increase index inform initiate inspect install instruct instrument
    integrate introduce inventory investigate invite isolate issue join keep label launch lay learn let
    leverage limit link list load lock log look lower maintain make manage mandate map mark measure meet
    merge migrate minimise minimize mirror mitigate modify monitor move name negotiate note notify
    observe offer onboard open optimise optimize order organise organize overhaul own pad page parse
    patch perform pin place plan plot polish populate post prefer prepare prevent print prioritise
    prioritize probe produce prohibit promote propose protect provide provision prune publish pull purge
    push put quarantine query raise rate re-enable reach read rearrange rebalance rebuild record recover
    recreate recycle redeploy redesign redirect reduce refactor refine reflect refresh refuse reject
    release reload relocate remediate remind remove rename render renew reopen reorganise reorganize
    repair repeat replace replicate report request require rerun research reset resize resolve restart
    restore restrict restructure retain retire retry return reuse revert review revise revisit revoke
    reword rewrite roll rotate route run sanitise sanitize save scale scan schedule scope search secure
    see select send separate serve set set-up setup shard share ship shorten show shrink shut simplify
    simulate size skip smooth solve sort speak specify speed split spread stagger standardise
    standardize start state stop store stream streamline strengthen stress study submit subscribe
    suggest support suppress suspend switch sync tag take talk teach terminate test throttle tidy
    tighten time trace track train transfer translate treat triage trial trigger trim try tune turn
    unblock understand undo unify uninstall unpin update upgrade upload use validate vendor verify
    version visualise visualize wait warn watch widen wire work wrap write
    """
)
"""The verbs with which an action item usually begins, in their plain form."""

_LEADING = expression(
    r"[\W_]*(?:\d{1,3}[.)]\s+)?(?:(?:please|also|then|just|finally|re-?|we (?:should|will|need to|must"
    r"|can)|to|let's|don't|do not|never|always"
    r"|possibly|maybe|potentially|properly|automatically|regularly|periodically|proactively|immediately"
    r"|temporarily|permanently)\s+)*"
    r"([A-Za-z][A-Za-z-]*)",
    re.IGNORECASE,
)
_ASKING = expression(
    r"\b(?:we|team|teams|someone|[a-z]{2,20} team|they|it|i|engineers|who|developers|on-?call|us|service"
    r"|alerts?|[A-Z][a-z]+)\b.{0,60}?\b(?:should(?! have\b)|must(?! have\b)|needs? to|have to|ought to"
    r"|(?:are |is )?plan(?:s|ning|ned)? to|(?:are |is )?going to|will(?! have\b)|intends? to|wants? to"
    r"|propos(?:e|ing)|recommend|suggest|aim(?:s|ing)? to|commit(?:s|ted)? to|(?:are|is) (?:now "
    r"|currently |also )?"
    r"(?:working on|adding|building|implementing|investigating|evaluating|looking into|reviewing|migrating"
    r"|updating|improving|creating|planning|developing|introducing|writing|fixing|considering))\b",
    re.DOTALL,
)
_TICKETED = expression(
    r"\b(?:tickets?|issues?|tasks?|stor(?:y|ies)|cards?|bugs?|prs?|pull requests?|merge requests?|actions?"
    r"|backlog items?|epics?)\b.{0,80}?\b(?:raised|created|opened|filed|logged|submitted|added|planned"
    r"|scheduled|put on)\b"
    r"|\b(?:raised|created|opened|filed|logged|submitted|added)\b.{0,60}?"
    r"\b(?:tickets?|issues?|tasks?|stor(?:y|ies)|cards?|bugs?|pull requests?|merge requests?"
    r"|backlog items?|epics?)\b"
    r"|\bhas been (?:scheduled|planned|added to (?:our|the) (?:backlog|roadmap))\b",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_ITEMS = expression(
    r"\b(?:action items?|follow[ -]?ups?|sub-?headings?|post-?mortem(?! review meeting)"
    r"|this (?:section|template|document)|these tasks|the following|as follows|listed (?:below|above|here)"
    r"|tasks? (?:created|listed) (?:as|below)|tracked (?:in|on|by) (?:the )?(?:board|epic|project))\b",
    re.IGNORECASE,
)
_CONTINUES = expression(
    r"\W*(?:this|that|these|those|it|which|otherwise|however|but|as a result|for example|e\.g"
    r"|in this way|doing so|note that|the result|they|he|she|if (?:this|it|we had))\b",
    re.IGNORECASE,
)
_SENTENCE = expression(
    r"(?<=[.!?])(?<!\bvs\.)(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!approx\.)[\"”)]?\s+(?=[A-Z@\[\"“(`*])"
)
_LONGEST = 1500


def verb_first(text: str) -> bool:
    """Whether the words begin with a verb that asks ("Add a canary stage")."""
    match = _LEADING.match(text[:200])
    if match is None:
        return False
    word = match[1].lower()
    return word in VERBS or (word.startswith("re") and word[2:].lstrip("-") in VERBS)


def asks(sentence: str) -> bool:
    """Whether a sentence asks for something to be done, or says that a ticket asks for it."""
    sentence = sentence[:_LONGEST]
    if is_about_items(sentence) or _CONTINUES.match(sentence):
        return False
    if verb_first(sentence):
        return True
    return _TICKETED.search(sentence) is not None or _ASKING.search(sentence) is not None


def is_about_items(sentence: str) -> bool:
    """Whether a sentence speaks of the list of action items itself, as templates' instructions do."""
    return (
        _ABOUT_ITEMS.search(sentence[:_LONGEST]) is not None and _TICKETED.search(sentence[:_LONGEST]) is None
    )


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of `text`, each with where it begins."""
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    return [
        (start, text[start:end])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        if text[start:end].strip()
    ]
