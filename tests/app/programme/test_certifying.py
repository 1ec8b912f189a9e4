"""Certificates: only what is released and approved stands on one; a later release says what it covers now."""

from datetime import date
from typing import Any

import pytest
from tests.app.entries import refused
from tests.app.programme.deliverables.test_releases import approve, exclude, prepare, viewer
from tests.app.programme.ready import DONE

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme import certifying
from dualtrack.app.programme.queries import When
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.domain.audits.certificate import Certificate
from dualtrack.domain.ledger.person import Viewer

TODAY = DONE.date()
SOA = "statement-of-applicability/1.0"
_DAYS = f"IS 1234: 2020-01-01 lies before {TODAY}; correct one of the two days."


def isms() -> str:
    """The approved scope of the ISMS."""
    return str(ScopeVersionRow.objects.filter(framework="iso27001").order_by("-version")[0].pk)


def certify(who: str = "alice", **changed: Any) -> Certificate:
    """Record what stands on the paper."""
    said: dict[str, Any] = {
        "body": "Example Certification",
        "number": "IS 1234",
        "issued_on": TODAY,
        "valid_until": date(TODAY.year + 3, 1, 1),
        "statement": SOA,
        "scope": isms(),
    }
    return certifying.certify(viewer(who), now=DONE, **(said | changed))


def test_a_certificate_pins_a_released_statement_and_an_approved_scope(ready: Home, operator: Viewer) -> None:
    with refused(
        "statement_not_released",
        f"{SOA} is no approved release; name the version of the Statement of Applicability that stands on"
        " the certificate, such as statement-of-applicability/1.0.",
    ):
        certify()
    approve(prepare())
    with refused("scope_not_approved", "soc2-v9 is no approved version of a scope; name the certified one."):
        certify(scope="soc2-v9")
    with refused("ends_before_it_begins", _DAYS):
        certify(valid_until=date(2020, 1, 1))
    made = certify()
    (found,) = certifying.standings(operator, When(as_of=TODAY))
    assert (found.certificate, found.valid, found.change.notify) == (made, True, False)


def test_a_later_release_that_covers_less_is_to_be_notified(ready: Home, operator: Viewer) -> None:
    approve(prepare())
    certify()
    exclude()
    approve(prepare())
    (found,) = certifying.standings(operator, When(as_of=TODAY))
    assert found.newest is not None
    assert found.newest.version == "1.1"
    assert found.change.excluded == ("A.8.30",)
    assert found.change.notify


def test_who_may_not_record_one_is_refused(ready: Home) -> None:
    approve(prepare())
    with pytest.raises(NotAllowedError):
        certify("bob")


def test_without_a_certificate_there_is_nothing_to_compare(ready: Home, operator: Viewer) -> None:
    assert certifying.standings(operator, When(as_of=TODAY)) == ()
