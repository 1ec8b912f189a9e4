"""The chain of a day, from the records of that day, with the words of each record."""

from collections.abc import Mapping

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.accounts.rights import require
from dualtrack.app.programme import memo
from dualtrack.app.programme.queries import When, past
from dualtrack.app.programme.risk_register import risks
from dualtrack.app.programme.scoping import things_on
from dualtrack.app.programme.why import duties
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.chain import Chain, Node, Step, Walk, chain, node_of
from dualtrack.domain.risks.applicability import standing
from dualtrack.domain.scope.things import ThingKind

_DECIDED = {True: mark("included"), False: mark("excluded")}


@frozen(kw_only=True)
class Chained:
    """The chain with what each record is called."""

    chain: Chain
    titles: Mapping[Node, str]

    def title(self, node: Node) -> str:
        """What a record is called; its id where it has no name of its own."""
        return self.titles.get(node, node.id)

    def walk(self, start: Node) -> Walk | None:
        """What hangs on a record; None where there is no such record."""
        known = start in self.titles or self.chain.holds(start)
        return self.chain.walk(start) if known else None


def chained(viewer: Viewer, when: When) -> Chained:
    """The chain of a day, for those who may read the whole programme."""
    require(viewer, "programme.read")
    judged = memo.judged(viewer, when)
    programme, day = judged.programme, when.as_of
    there = [
        t
        for t in things_on(when)
        if (t.retired_on is None or t.retired_on > day) and t.kind is not ThingKind.INTERFACE
    ]
    live = risks(viewer, when).register.live(day)
    owed = duties(day, past(when))
    controls = [c for c in programme.controls if c.retired_on is None or c.retired_on > day]
    decided = standing(programme.applicability, day)
    evidence = [e for e in programme.evidence if e.performed <= day]
    titles = {node_of(t.id): t.name for t in there}
    titles |= {Node(Step.RISK, r.id): r.title for r in live}
    titles |= {Node(Step.DUTY, d.id): d.name for d in owed}
    titles |= {Node(Step.CONTROL, c.id): c.title for c in controls}
    titles |= {Node(Step.REQUIREMENT, r.id): r.title for r in programme.requirements}
    titles |= {Node(Step.EVIDENCE, e.id): e.title for e in evidence}
    titles |= {Node(Step.DECISION, d.id): _(_DECIDED[d.included]) for d in decided.values()}
    made = chain(
        things=there,
        risks=live,
        duties=owed,
        controls=controls,
        decisions=decided.values(),
        evidence=evidence,
    )
    return Chained(chain=made, titles=titles)
