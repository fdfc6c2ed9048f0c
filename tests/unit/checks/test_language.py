"""Which words point at people, which at what might have been, and which only sound so."""

import pytest

from incidentbook.checks.people import is_personal, mentions
from incidentbook.checks.phrases import BLAME, COUNTERFACTUAL, HUMAN_ERROR, find, subject
from incidentbook.reading.policy import default_policy
from incidentbook.records import Passage


def found(phrases: tuple[object, ...], text: str) -> list[str]:
    return [match.group() for match, _ in find(phrases, text)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was his own fault.", "his own fault"),
        ("The engineer was at fault.", "engineer was at fault"),
        ("The team is to blame.", "is to blame"),
        ("The table was carelessly dropped.", "carelessly"),
        ("Sloppy work led here.", "Sloppy"),
        ("An inexperienced developer was on call.", "inexperienced developer"),
        ("She should have known better.", "should have known better"),
        ("The engineer didn't bother to look.", "didn't bother to"),
        ("A mistake by the junior engineer caused it.", "mistake by the junior engineer"),
        ("The DBA accidentally dropped a table.", "accidentally dropped"),
        ("The engineer simply ignored the alert.", "engineer simply ignored the"),
        ("It was the fault of the new engineer on call.", "fault of the new engineer"),
        ("That was the DBA's own fault.", "DBA's own fault"),
        ("The fault lies with the platform team.", "fault lies with the platform team"),
        ("It was entirely our fault.", "was entirely our fault"),
        ("The blame lies with the vendor’s engineers.", "blame lies with the vendor’s engineers"),
        ("The engineer on call, who forgot to check it, left.", "forgot to check"),
        ("The developer forgot about the lock.", "forgot about"),
        ("The reviewer was not paying attention.", "was not paying attention"),
        ("It broke for lack of diligence.", "lack of diligence"),
        ("The team messed up the release.", "messed up"),
    ],
)
def test_blame_is_seen(text: str, words: str) -> None:
    assert found(BLAME, text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "A page fault in the kernel.",
        "The fault was found in the disk.",
        "The old cache is to blame.",
        "The setting was ignored by the chart.",
        "The operator ignored the annotation.",
        "We accidentally deleted the node group.",
        "The value was wrongly set to zero.",
        "The node was accidentally removed by the autoscaler.",
        "Fault tolerance and carefully chosen limits.",
        "Nobody is at fault here but the disk: a fault domain.",
        "The client made a mistake in the header.",
        "In the end nobody was to blame.",
        "Through no fault of the team the disk broke.",
        "A fault of the disk, and a memory fault of the on-call laptop.",
        "The team's fault injection and the engineers' fault tolerance plan.",
        "Customers who forgot to log out were hit.",
        "We forgot to renew the certificate.",
        "Lack of attention to the queue's length.",
        "The load messed up the cache.",
    ],
)
def test_what_only_sounds_like_blame_is_not(text: str) -> None:
    assert found(BLAME, text) == []


@pytest.mark.parametrize(
    "text", ["Human error.", "The root of it was operator error", "a human error during the change"]
)
def test_human_error_is_seen(text: str) -> None:
    assert len(found(HUMAN_ERROR, text)) == 1


@pytest.mark.parametrize("text", ["The operator errors rose.", "operator error rate", "user error pages"])
def test_an_operators_error_rate_is_not(text: str) -> None:
    assert found(HUMAN_ERROR, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The change should have been tested.", "should have been tested"),
        ("It shouldn't have been rushed out.", "shouldn't have been rushed"),
        ("This ought to have been reviewed.", "ought to have been reviewed"),
        ("We should have tested the change.", "should have tested"),
        ("The engineer should have known.", "should have known"),
        ("We should've checked it.", "should've checked"),
        ("It could have been easily prevented.", "could have been easily prevented"),
        ("If only we had looked.", "If only"),
        ("The engineer should have run the script first.", "should have run"),
        ("We should have been told.", "should have been"),
        ("The bug should have been caught in review.", "should have been caught"),
        ("We failed to verify the backup.", "failed to verify"),
        ("Unfortunately the team initially failed to notice.", "failed to notice"),
        ("The engineer on call forgot to page.", "forgot to page"),
        ("The operator forgot to page.", "forgot to page"),
        ("Failure to follow the procedure.", "Failure to follow the procedure"),
        ("Had we looked at the graph, it would be shorter.", "Had we looked at the graph, it would"),
    ],
)
def test_a_counterfactual_is_seen(text: str, words: str) -> None:
    assert found(COUNTERFACTUAL, text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The job failed to start.",
        "The etcd members failed to elect a leader.",
        "The certificate manager failed to renew.",
        "They failed to start because the disk was full.",
        "Users failed to log in.",
        "The alert should have fired.",
        "Each repository should have clear rules.",
        "Critical workloads should have priority.",
        "We should have automated tests.",
        "We should have dedicated nodes for them.",
        "Every team should have a runbook.",
        "The alarm sounds if only one node is up.",
        "It could have been worse.",
        "This could have been a lot longer.",
        "Requests would have been dropped anyway.",
        "The pod had restarted and would have started again.",
        "The client failed to follow the redirect.",
        "Every team should have read access.",
        "We failed to reproduce it, and failed over to the other zone.",
        "The request should have been updated by the pipeline.",
        "It should not have been possible to delete it.",
        "Traffic should have been routed to the other zone.",
        "It could have been prevented from spreading by a limit.",
    ],
)
def test_a_fact_about_a_system_is_no_counterfactual(text: str) -> None:
    assert found(COUNTERFACTUAL, text) == []


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("the engineer on call had also ", "on-call"),
        ("and then she ", "she"),
        ("the pods ", "pods"),
        ("", ""),
        ("@ana never ", "@ana"),
    ],
)
def test_the_subject_is_the_word_before_the_auxiliaries(before: str, who: str) -> None:
    assert subject(before, len(before)) == who


@pytest.mark.parametrize("name", ["Ana", "ana", "Ana Lopez", "Jean-Luc O’Neil", "Zoë"])
def test_a_name_can_be_personal(name: str) -> None:
    assert is_personal(name)


@pytest.mark.parametrize(
    "name", ["", "SRE", "Platform team", "on-call", "Database Engineers", "Infra", "All"]
)
def test_a_team_or_role_is_not(name: str) -> None:
    assert not is_personal(name)


def named(text: str, *names: str) -> list[str]:
    passage = Passage("pm.md", "root-cause", "paragraph", text, ((0, 1, 1),))
    return [name for _, name in mentions(passage, names, default_policy())]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Then @ana deployed.", (), ["@ana"]),
        ("Then Ana deployed.", ("ana",), ["Ana"]),
        ("Ana Lopez deployed.", ("Ana Lopez",), ["Ana Lopez"]),
        ("the ana index was full", ("ana",), []),
        ("Anatomy of a leak", ("ana",), []),
        ("the host Ana-1 and team/Ana", ("ana",), []),
        ("Will the cache fill? May be.", ("will", "may"), []),
        ("@here and @channel were told", (), []),
        ("@angular/core and @types/node broke", (), []),
        ("an @Transactional method, a @property", (), []),
        ("write to ana@example.com", (), []),
        ("package left-pad@latest", (), []),
    ],
)
def test_people_are_found_by_handle_and_by_known_name(
    text: str, names: tuple[str, ...], expected: list[str]
) -> None:
    assert named(text, *names) == expected
