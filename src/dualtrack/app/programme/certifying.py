"""Certificates: recorded with what they pin, and held against what is released and approved since."""

from datetime import date, datetime

from attrs import frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.audits.models import CertificateRow, ReleaseRow
from dualtrack.app.audits.queries import releases
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.deliverables.standings import said_by
from dualtrack.app.programme.queries import When, past
from dualtrack.app.programme.scoping import scope_versions
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.documents.statement_of_applicability.words import OWN_SHEET
from dualtrack.domain.audits.certificate import Certificate, CoverageChange, coverage_change
from dualtrack.domain.audits.releases.release import Release, in_force
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.scope.scope import ScopeVersion
from dualtrack.domain.scope.scope import in_force as scope_in_force

STATEMENT = "statement-of-applicability"


@frozen(kw_only=True)
class Standing:
    """A certificate beside the release and the scope that count on a day."""

    certificate: Certificate
    valid: bool
    newest: Release | None
    change: CoverageChange


def certify(
    viewer: Viewer,
    *,
    now: datetime,
    body: str,
    number: str,
    issued_on: date,
    valid_until: date,
    statement: str,
    scope: str,
) -> Certificate:
    """Record a certificate that was issued, with the released statement and the approved scope on it."""
    require(viewer, "certificates.record")
    held = ReleaseRow.objects.filter(pk=statement).first()
    if held is None or held.to_value().approved_on is None:
        raise RefusedError("statement_not_released", object=statement)
    version = ScopeVersionRow.objects.filter(pk=scope).first()
    if version is None or version.approved_on is None:
        raise RefusedError("scope_not_approved", object=scope)
    if valid_until < issued_on:
        raise RefusedError("ends_before_it_begins", object=number, first=issued_on, last=valid_until)
    value = Certificate(
        id=entropy.new_id("crt"),
        body=body,
        number=number,
        issued_on=issued_on,
        valid_until=valid_until,
        statement=statement,
        scope=scope,
        recorded_by=viewer.actor.id,
    )
    record(value, actor=viewer.actor, now=now, action="certificate.record")
    return value


def standings(viewer: Viewer, when: When) -> tuple[Standing, ...]:
    """Every certificate on record by a day, the last issued first."""
    require(viewer, "programme.read")
    until = past(when)
    certificates: tuple[Certificate, ...] = values(CertificateRow, until)
    if not certificates:
        return ()
    held, scopes = releases(viewer, until), scope_versions(when)
    newest = in_force(held, STATEMENT)
    now = scope_in_force(scopes, "iso27001", when.as_of)
    by_id, scope_of = {r.id: r for r in held}, {s.id: s for s in scopes}
    found = (
        Standing(
            certificate=one,
            valid=one.valid(when.as_of),
            newest=newest,
            change=_change(by_id.get(one.statement), newest, scope_of.get(one.scope), now),
        )
        for one in certificates
    )
    return tuple(sorted(found, key=lambda s: s.certificate.issued_on, reverse=True))


def _change(
    pinned: Release | None, newest: Release | None, scope: ScopeVersion | None, now: ScopeVersion | None
) -> CoverageChange:
    """What changed; a pinned release that was withdrawn leaves nothing to compare with."""
    if pinned is None or newest is None:
        return CoverageChange()
    later = now if now is not None and now.approved_on is not None else scope
    return coverage_change(said_by(pinned), said_by(newest), scope, later, own=OWN_SHEET)
