"""What a facilitator asks at each step of a drill, before the players see what really happened."""

from collections import Counter
from collections.abc import Iterable, Iterator

QUESTIONS = {
    "detection": (
        "Who notices what? What would you open first to see it with your own eyes?",
        "How many are affected: all, one region, one customer? Where does the number come from?",
        "Is it getting worse, staying, or getting better?",
        "Is data at risk: wrong, lost, or seen by somebody it does not belong to?",
        "Is there a way around it that you could tell people now?",
        "Which severity is that, and who has to know within minutes?",
    ),
    "acknowledgement": (
        "You have it now. What do you look at in the first two minutes?",
        "Which runbook do you open, and how do you find it?",
        "What changed lately, and where do you see that?",
    ),
    "declaration": (
        "Which roles are needed, and who takes which? Say it with names.",
        "What stands in the opening message, and when is the next update due?",
        "Would you have declared it earlier? What held you back?",
    ),
    "communication": (
        "What do you tell people outside now, without guessing?",
        "Who inside has not heard of it yet, and should have?",
        "When is the next update, and who writes it?",
    ),
    "setback": (
        "That did not help. What is the next way, and how long do you give it?",
        "Which of the things that you take for granted might be wrong?",
        "Is it time for a second pair of eyes? Whose?",
    ),
    "hypothesis": (
        "If that were so, what else would you see? And if not?",
        "Which other explanations are there? Which one is the cheapest to test?",
        "What speaks against it?",
    ),
    "decision": (
        "Who decides this here, and on which grounds?",
        "What would have to be true for you to decide otherwise?",
        "How do you take it back if it turns out wrong?",
    ),
    "escalation": (
        "Tell the person who joins in three sentences: what is known, what was tried, what is needed.",
        "Whom do you call if nobody answers, and where is the number?",
        "Who else knows this part, and is awake?",
    ),
    "mitigation": (
        "What could it break, and how do you take it back?",
        "By which number will you see that it worked, and within how long?",
        "What would restore service sooner, even without knowing the cause?",
    ),
    "recovery": (
        "How do you know that it holds, seen as a user sees it?",
        "What do you go on watching, and for how long?",
        "Whom do you tell, and what is still broken behind it: queues, data, caches?",
    ),
    "beginning": (
        "Who knew that this was running, and where would you have seen it?",
        "Can it be the reason? What would have to be true?",
        "Can you stop it or take it back, and what would that break?",
    ),
    "else": (
        "What does that change for you, and what do you do next?",
        "Say in one sentence where you stand. Does everybody agree?",
        "Who has to hear of it?",
        "What would you do now if you had to restore service in ten minutes?",
        "What are you not looking at?",
    ),
    "evidence": (
        "What does that rule in, and what does it rule out?",
        "What do you look at next, and what do you expect to see there?",
        "What do the failing ones share that the working ones lack?",
        "Which of you would have looked there, and how?",
        "What would you do now if you had to restore service in ten minutes?",
        "What are you not looking at?",
    ),
}
"""Questions by the kind of an event (`analysis.event_kinds`); the first sign asks all of triage."""

AT_ONCE = 2
"""So many questions at one step; more would be read out, not answered."""


def asked(kinds: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The questions of each step in turn; a question comes back only after all others of its kind."""
    used: Counter[str] = Counter()
    for number, kind in enumerate(kinds):
        pool = QUESTIONS[kind]
        size = len(pool) if number == 0 else AT_ONCE
        start = used[kind] if number else 0
        used[kind] += size
        yield tuple(pool[(start + place) % len(pool)] for place in range(size))
