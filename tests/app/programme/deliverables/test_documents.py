"""Documents are bound to the records: their rows and counts are those of the status of the same day."""

import json
from collections import Counter
from typing import Any

import pytest
from tests.app.conftest import TODAY, viewer
from tests.app.programme.ready import BEFORE, DONE

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.deliverables import documents
from dualtrack.app.programme.deliverables.basis import Basis
from dualtrack.app.programme.deliverables.matrix import matrix
from dualtrack.app.programme.deliverables.statement import statement
from dualtrack.app.programme.queries import When, readiness
from dualtrack.documents.registry import UnknownDocumentError
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.applicability import Ground
from dualtrack.render.formats import UnknownFormatError

NAMES = ("control-matrix", "statement-of-applicability")


def basis(operator: Viewer, when: When) -> Basis:
    """What documents of that day are made from."""
    held, judged = readiness(operator, when)
    return Basis(programme=held, readiness=judged, created=DONE, checkpoint="1 ab")


def iso_counts(given: Basis) -> dict[str, int]:
    """The counts that `status` shows."""
    found = given.readiness.of("iso27001")
    assert found is not None
    return dict(found.counts)


def test_the_statement_has_all_93_as_the_status_counts_them(ready: Home, operator: Viewer) -> None:
    given = basis(operator, When(as_of=DONE.date()))
    made = statement(given)
    assert (len(made.rows), made.annex_total) == (93, 93)
    counted = Counter(row.status.value for row in made.rows)
    told = iso_counts(given)
    assert counted == {k: n for k, n in told.items() if k.startswith(("included", "excluded"))}
    assert counted == {"included_implemented": 93}
    assert all(row.included and row.justifications and row.owner for row in made.rows)
    assert {row.documented for row in made.rows} == {"Handbook v1"}
    assert (made.scope_name, made.scope_version) == ("iso27001 scope", "version 1")


def test_what_is_not_decided_is_included_and_said(programme: Home, operator: Viewer) -> None:
    given = basis(operator, When(as_of=TODAY))
    made = statement(given)
    assert len(made.rows) == 93
    assert Counter(r.status.value for r in made.rows) == {"included_planned": 93}
    assert all(r.included and not r.decided for r in made.rows)
    assert {j.ground for r in made.rows for j in r.justifications} == {
        Ground.CRITERION
    }  # what the records say
    words = "Whether it applies has not been decided; until then it counts as included."
    assert all(words in r.because for r in made.rows)
    assert (made.scope_name, made.scope_version) == ("not drafted yet", "-")


def test_our_own_necessary_controls_stand_beside_annex_a(ready: Home, operator: Viewer) -> None:
    made = statement(basis(operator, When(as_of=DONE.date())))
    behind = {c.id for row in made.rows for c in row.controls}
    own = {row.id for row in made.own}
    assert own
    assert own.isdisjoint(behind)
    assert len(own | behind) == 100  # 107 less the 7 that serve SOC 2 alone
    assert all(row.implemented and row.justifications for row in made.own)


def test_the_matrix_has_every_control_as_it_is_judged(ready: Home, operator: Viewer) -> None:
    given = basis(operator, When(as_of=DONE.date()))
    made = matrix(given)
    assert [row.id for row in made.rows] == [c.id for c in given.readiness.controls]
    assert len(made.rows) == 107
    for row, judged in zip(made.rows, given.readiness.controls, strict=True):
        told = {o.framework: (o.design, o.operation) for o in row.operated}
        assert told == {b.framework: (b.design, b.operation) for b in judged.by_framework}
        assert all(o.evidence >= 1 and o.facts for o in row.operated)
    assert (made.system_name, made.isms_name) == ("soc2 scope", "iso27001 scope")
    assert len(made.requirements) == 33 + 30 + 93


def test_a_day_before_the_evidence_shows_none_of_it(ready: Home, operator: Viewer) -> None:
    given = basis(operator, When(as_of=BEFORE, known_at=DONE))
    assert {e for row in statement(given).rows for e in [row.evidence]} <= {0, 1}
    later = basis(operator, When(as_of=DONE.date()))
    assert sum(r.evidence for r in statement(later).rows) > sum(r.evidence for r in statement(given).rows)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_day_gives_the_same_bytes_marked_as_an_example(
    ready: Home, operator: Viewer, name: str
) -> None:
    when = When(as_of=DONE.date())
    for wanted in ("pdf", "docx", "xlsx", "html", "json"):
        made = documents.make(operator, name, wanted, when)
        assert made.filename == f"EXAMPLE-{name}-2026-07-06.{wanted}"
        assert made.content == documents.make(operator, name, wanted, when).content
    told: Any = json.loads(documents.make(operator, name, "json", when).content)
    assert "EXAMPLE: invented data" in json.dumps(told)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_for_those_who_read_the_programme(ready: Home, name: str) -> None:
    when = When(as_of=DONE.date())
    for who in ("bob", "sam", "cora"):
        with pytest.raises(NotAllowedError):
            documents.make(viewer(who, engagements=("soc2-type2-1",)), name, "json", when)
    assert documents.make(viewer("ivy"), name, "json", when).content


def test_an_unknown_document_or_format_is_refused(programme: Home, operator: Viewer) -> None:
    when = When(as_of=TODAY)
    with pytest.raises(UnknownDocumentError, match="expected one of control-matrix"):
        documents.make(operator, "soa", "pdf", when)
    with pytest.raises(UnknownFormatError):
        documents.make(operator, "control-matrix", "oscal", when)
