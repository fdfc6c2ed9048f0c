"""The similar incidents on a postmortem's page: earlier ones that nothing else relates, with the words."""

from incidentbook.checks import Outcome
from incidentbook.pages.models import PostmortemFrame, Related
from incidentbook.pages.portal import build_portal
from incidentbook.records import Postmortem
from tests.unit.analysis.library_of import AS_OF, library, postmortem

GATEWAY = postmortem(
    "gateway", "2025-01-10", title="TLS certificate expired", services=("gateway",), causes=(), summary="x"
)
SIGN_IN = postmortem(
    "sign-in", "2025-08-20", title="Cert of sign-in lapsed", services=("sign-in",), causes=()
)
TAX = postmortem("tax", "2025-05-05", title="Tax of parcels doubled", services=("billing",), causes=())


def similar(path: str, *documents: Postmortem) -> tuple[Related, ...]:
    built = build_portal(library(*documents), Outcome(()), AS_OF)
    frame = built.frames[path].model
    assert isinstance(frame, PostmortemFrame)
    return frame.similar


def test_an_earlier_incident_is_shown_with_the_words_of_both() -> None:
    (one,) = similar(SIGN_IN.path, GATEWAY, TAX, SIGN_IN)
    assert one.row.link.text == "TLS certificate expired"
    assert one.reason.startswith("both speak of ")
    assert "“Cert” (there “" in one.reason
    assert "“lapsed” (there “expired”)" in one.reason


def test_later_and_unlike_incidents_are_not_shown() -> None:
    assert similar(GATEWAY.path, GATEWAY, TAX, SIGN_IN) == ()
    assert similar(TAX.path, GATEWAY, TAX, SIGN_IN) == ()


def test_what_is_related_anyway_is_not_shown_twice() -> None:
    again = postmortem(
        "again", "2025-09-01", title="Cert of sign-in lapsed", services=("gateway",), causes=()
    )
    assert similar(again.path, GATEWAY, TAX, again) == ()
