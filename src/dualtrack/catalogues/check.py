"""Checks catalogues as a whole: counts the frameworks fix, crosswalk rules, and what no control reaches."""

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from attrs import frozen

from dualtrack.catalogues.check_counts import count_problems, framework_counts
from dualtrack.catalogues.control_file import Starter
from dualtrack.catalogues.cost_file import read_costs
from dualtrack.catalogues.crosswalk_counts import crosswalk_folder_counts
from dualtrack.catalogues.crosswalk_folder import read_crosswalk_folder
from dualtrack.catalogues.files import name_of, shipped
from dualtrack.catalogues.loader import chosen, read_frameworks, read_starters
from dualtrack.catalogues.method_file import read_methods
from dualtrack.catalogues.parts import catalogue_parts
from dualtrack.catalogues.pattern_file import read_scale
from dualtrack.catalogues.plan_facts import Nameable
from dualtrack.catalogues.plan_file import read_plans
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.risk_file import Against, read_risk_files
from dualtrack.catalogues.risk_library import load_method
from dualtrack.catalogues.text_file import read_texts
from dualtrack.domain.frameworks.catalogue import Catalogue, Category, Framework, Requirement
from dualtrack.domain.frameworks.coverage import unreached
from dualtrack.domain.risks.method import RiskMethod

# What starter controls reach without a choice; the rest loads when its category is chosen.
BASE = (Category.SECURITY, Category.AVAILABILITY, Category.CONFIDENTIALITY)

Counts = Mapping[str, Mapping[str, int]]


@frozen(kw_only=True)
class Report:
    """All that is wrong, what was counted, and the requirements that the crosswalk gives no partner yet."""

    problems: tuple[Problem, ...]
    counts: Counts
    unpaired: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def check(directory: Path | None = None) -> Report:
    """Check the shipped catalogues, or a folder laid out like them together with the shipped frameworks."""
    root: Traversable = shipped() if directory is None else directory
    parts, problems = catalogue_parts(root)
    catalogue, wrong = _catalogue(parts.get("frameworks"), directory is None)
    problems += [*wrong, *count_problems(catalogue)]
    counts: dict[str, Mapping[str, int]] = framework_counts(catalogue)
    unpaired: tuple[str, ...] = ()
    if "crosswalks" in parts:
        folder = read_crosswalk_folder(parts["crosswalks"], catalogue)
        problems += folder.problems
        counts |= crosswalk_folder_counts(folder, catalogue)
        unpaired = tuple(r.id for r in catalogue.requirements() if not folder.crosswalk.of(r.id))
    if "texts" in parts:
        texts, bad_texts = read_texts(parts["texts"], catalogue)
        problems += bad_texts
        counts["texts"] = {"all": len(texts)}
    if "controls" in parts:
        starters, broken_controls = read_starters(parts["controls"], catalogue)
        problems += [*broken_controls, *_reach(starters, catalogue, name_of(parts["controls"]))]
        counts["controls"] = control_counts(starters)
    problems += _risks(parts, catalogue, counts)
    problems += _plans(parts, catalogue, counts)
    problems += _costs(parts, counts)
    return Report(problems=tuple(problems), counts=counts, unpaired=unpaired)


def _risks(
    parts: Mapping[str, Traversable], catalogue: Catalogue, counts: dict[str, Mapping[str, int]]
) -> list[Problem]:
    """Methods and risks of the folder; shipped ones stand in for the methods and controls that it lacks."""
    problems: list[Problem] = []
    methods: tuple[RiskMethod, ...] = ()
    if "methods" in parts:
        methods, wrong = read_methods(parts["methods"])
        problems += wrong
        counts["methods"] = {"all": len(methods)}
    if "risks" in parts:
        controls = {s.control.id for s in _starters_of(parts, catalogue)}
        method = methods[0] if methods else load_method()
        against = Against(catalogue=catalogue, controls=controls, method=method)
        risks, bad = read_risk_files(parts["risks"], against)
        problems += bad
        counts["risks"] = {"all": len(risks), **Counter(sorted(r.category for r in risks))}
    return problems


def _plans(
    parts: Mapping[str, Traversable], catalogue: Catalogue, counts: dict[str, Mapping[str, int]]
) -> list[Problem]:
    """Profiles and tasks of plans: what each waits for, circles, and facts that name nothing there."""
    if "plans" not in parts:
        return []
    groups = {s.control.id.partition("-")[0] for s in _starters_of(parts, catalogue)}
    found = read_plans(parts["plans"], Nameable(groups=groups, catalogue=catalogue))
    counts["plans"] = {"profiles": len(found.profiles), "tasks": len(found.tasks)}
    return list(found.problems)


def _costs(parts: Mapping[str, Traversable], counts: dict[str, Mapping[str, int]]) -> list[Problem]:
    """Default costs of a programme, and what the findings of the failure patterns cost."""
    problems: list[Problem] = []
    if "costs" in parts:
        starter, wrong = read_costs(parts["costs"])
        problems += wrong
        if starter is not None:
            counts["costs"] = {"lines": len(starter.lines), "hours": len(starter.hours)}
    if "pattern costs" in parts:
        scale, bad = read_scale(parts["pattern costs"])
        problems += bad
        if scale is not None:
            counts["pattern costs"] = {"all": len(scale.costs)}
    return problems


def _starters_of(parts: Mapping[str, Traversable], catalogue: Catalogue) -> tuple[Starter, ...]:
    """The starter controls that risks and plans may name: the shipped ones, and those of the folder."""
    places = dict.fromkeys((shipped() / "starters" / "controls", parts.get("controls")))
    return tuple(s for place in places if place is not None for s in read_starters(place, catalogue)[0])


def _catalogue(place: Traversable | None, whole: bool) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The frameworks of the folder; the shipped ones stand in for each that it does not bring."""
    own, problems = read_frameworks((place,)) if place is not None else ((), ())
    if whole:
        return Catalogue(own), problems
    given, _ = read_frameworks((shipped() / "frameworks",))
    keys = {framework.key for framework in own}
    rest: tuple[Framework, ...] = tuple(f for f in given if f.key not in keys)
    return Catalogue((*rest, *own)), problems


def control_counts(starters: Iterable[Starter]) -> Mapping[str, int]:
    """Controls for everybody, and those of each category that is chosen."""
    counted: Counter[str] = Counter()
    for starter in starters:
        counted["all"] += 1
        counted["always" if not starter.categories else " or ".join(starter.categories)] += 1
    return dict(sorted(counted.items()))


def _reach(starters: tuple[Starter, ...], catalogue: Catalogue, file: str) -> list[Problem]:
    """Each requirement that no control reaches, by name: first the base, then with every category chosen."""
    problems: list[Problem] = []
    for categories in (BASE, tuple(Category)):
        controls = ((c.id, c.requirements) for c in chosen(starters, categories))
        wanted = [r for r in _shipped_kinds(catalogue) if r.category is None or r.category in categories]
        seen = {p.record for p in problems}
        for requirement in unreached(wanted, controls):
            if requirement.id not in seen:
                reason = f"no starter control serves it ({requirement.title})"
                problems.append(Problem(file, requirement.id, None, reason))
    return problems


def _shipped_kinds(catalogue: Catalogue) -> tuple[Requirement, ...]:
    """What the starters are written for: SOC 2 and ISO 27001, not an organisation's own frameworks."""
    return (*catalogue.requirements("soc2"), *catalogue.requirements("iso27001"))
