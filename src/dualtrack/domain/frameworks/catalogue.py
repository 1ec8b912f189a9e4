"""The catalogue: frameworks and what they ask for, by full id such as `soc2:CC6.1` or `iso27001:A.8.24`."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from attrs import Factory, field, frozen

from dualtrack.domain.frameworks.documented import DocumentedNeed


class Kind(StrEnum):
    """What a requirement is in its own framework."""

    CRITERION = "criterion"
    CLAUSE = "clause"
    ANNEX_CONTROL = "annex_control"


class Category(StrEnum):
    """Trust services category; the common criteria CC1-CC9 are those of security."""

    SECURITY = "security"
    AVAILABILITY = "availability"
    CONFIDENTIALITY = "confidentiality"
    PROCESSING_INTEGRITY = "processing_integrity"
    PRIVACY = "privacy"


class Theme(StrEnum):
    """Theme of an Annex A control."""

    ORGANIZATIONAL = "organizational"
    PEOPLE = "people"
    PHYSICAL = "physical"
    TECHNOLOGICAL = "technological"


class ShownBy(StrEnum):
    """The fact by which a delta is seen to be delivered for a control; it goes away when the fact exists."""

    DOCUMENT = "document"  # an approved document of the control is in force
    RECORD = "record"  # evidence of the control lies in the period
    APPROVAL = "approval"  # the control's present wording is approved
    CADENCE = "cadence"  # the control is performed at a planned interval
    OPERATION = "operation"  # no deviation is noted over the period
    APPLICABILITY = "applicability"  # the applicability is decided with its justification
    NOTE = "note"  # no register holds the fact: a named person says so, with a day and a note


class UnknownRequirementError(KeyError):
    """An id that no loaded framework holds."""

    def __str__(self) -> str:
        """The reason as words, without the quotes that KeyError puts round it."""
        return str(self.args[0])


@frozen(kw_only=True)
class Requirement:
    """What a framework asks for: a criterion, a clause or an Annex A control, in our own words."""

    id: str
    framework: str
    kind: Kind
    group: str  # series (CC6, A1, P) or clause (6, A.8)
    group_title: str
    title: str
    summary: str
    category: Category | None = None
    theme: Theme | None = None
    documented: DocumentedNeed | None = None

    @property
    def local_id(self) -> str:
        """The id inside its framework: `CC6.1`, `6.1.2`, `A.8.24`."""
        return self.id.partition(":")[2]


@frozen(kw_only=True)
class Delta:
    """One thing that a framework may ask beyond another: its name, the work it makes, what shows it done."""

    id: str
    title: str
    work: str  # what somebody has to do, as an imperative
    shown_by: ShownBy
    documentary: bool = False  # it wants something written down, so that a pair says on what basis


@frozen(kw_only=True)
class Framework:
    """One released edition of a published set of requirements, and the deltas that it may add to another."""

    key: str
    name: str
    edition: str
    requirements: tuple[Requirement, ...]
    short: str = Factory(lambda framework: framework.name, takes_self=True)  # what it is called in few words
    deltas: tuple[Delta, ...] = ()
    version: str = "1"  # of our file, not of the framework
    released: date | None = None
    notes: tuple[str, ...] = ()
    holds: tuple[tuple[str, int], ...] = ()  # how many requirements the edition has, in all or by part

    @cached_property
    def delta_vocabulary(self) -> tuple[str, ...]:
        """The words that pairs may use for what this framework adds."""
        return tuple(delta.id for delta in self.deltas)

    @cached_property
    def documentary_deltas(self) -> tuple[str, ...]:
        """Those of the vocabulary that want something written down."""
        return tuple(delta.id for delta in self.deltas if delta.documentary)

    def delta(self, delta_id: str) -> Delta | None:
        """The delta of this name, or nothing."""
        return next((delta for delta in self.deltas if delta.id == delta_id), None)


def _by_id(catalogue: "Catalogue") -> dict[str, Requirement]:
    return {r.id: r for framework in catalogue.frameworks for r in framework.requirements}


@frozen
class Catalogue:
    """Every framework that is loaded, each requirement found by its full id."""

    frameworks: tuple[Framework, ...]
    _index: Mapping[str, Requirement] = field(
        init=False, repr=False, eq=False, default=Factory(_by_id, takes_self=True)
    )

    def known(self, requirement_id: str) -> bool:
        """True when a loaded framework holds this id."""
        return requirement_id in self._index

    def find(self, requirement_id: str) -> Requirement | None:
        """The requirement of this id, or nothing."""
        return self._index.get(requirement_id)

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement of this id; an unknown id is the caller's mistake and raises."""
        found = self._index.get(requirement_id)
        if found is None:
            raise UnknownRequirementError(f"{requirement_id} is in no loaded framework")
        return found

    def framework(self, key: str) -> Framework | None:
        """The framework of this key, or nothing."""
        return next((f for f in self.frameworks if f.key == key), None)

    def requirements(self, framework: str | None = None) -> tuple[Requirement, ...]:
        """The requirements of one framework, or of all, in the order of their files."""
        return tuple(
            r for f in self.frameworks if framework is None or f.key == framework for r in f.requirements
        )

    def asked(self, frameworks: Iterable[str], categories: Iterable[str] = ()) -> tuple[Requirement, ...]:
        """What these frameworks ask in the chosen categories; security always, and all without a category."""
        chosen = {Category.SECURITY.value, *categories}
        return tuple(
            r
            for key in dict.fromkeys(frameworks)
            for r in self.requirements(key)
            if r.category is None or r.category in chosen
        )
