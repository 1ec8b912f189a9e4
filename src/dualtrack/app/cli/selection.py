"""What `dualtrack select` asks and gets: the library's controls, the smallest set, and what is said of it."""

from collections.abc import Sequence

from attrs import evolve, frozen

from dualtrack.app.cli.selection_refusal import refuse, refuse_controls
from dualtrack.catalogues.loader import load_catalogue, load_controls, load_crosswalk
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.covering import Candidate, Covering
from dualtrack.domain.controls.reach_curve import CurvePoint
from dualtrack.domain.controls.selection import Choice, Trial, categories_asked, completed, wanted
from dualtrack.domain.controls.set_change import Saving, SetChange
from dualtrack.domain.controls.smallest_set import SmallestSet
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.coverage import OwedDelta
from dualtrack.domain.frameworks.owed import Nearest, nearest_controls, owed_by_control
from dualtrack.solver.change import change, savings
from dualtrack.solver.curve import curve
from dualtrack.solver.smallest import solve


@frozen(kw_only=True)
class Selected:
    """The answer with everything that a person or a script reads about it."""

    choice: Choice
    catalogue: Catalogue
    controls: dict[str, Control]
    problem: Covering
    answer: SmallestSet
    points: tuple[CurvePoint, ...]
    savings: dict[str, Saving]
    owed: dict[str, tuple[OwedDelta, ...]]  # by member
    nearest: dict[str, Nearest]  # by requirement that nothing serves
    changes: tuple[tuple[str, str, SetChange], ...]  # what is tried out, on which value, what it does


def select(choice: Choice, trial: Trial, include: Sequence[str], exclude: Sequence[str]) -> Selected:
    """Answer the choice, or refuse it with everything that is wrong in it."""
    catalogue, (crosswalk, _) = load_catalogue().catalogue, load_crosswalk()
    choice = completed(choice, catalogue)
    refuse(choice, trial, catalogue)
    problem = _problem(choice, catalogue)
    refuse_controls(problem, include, exclude)
    problem = evolve(problem, chosen=tuple(include), forbidden=tuple(exclude))
    answer = solve(problem)
    serves = {c.id: c.requirements for c in problem.candidates}
    inside = [m.id for m in answer.members]
    asked = {*problem.wanted}
    unreachable = {u.requirement for u in answer.unreachable}
    return Selected(
        choice=choice,
        catalogue=catalogue,
        controls={c.id: c for c in load_controls(categories_asked(problem.wanted, catalogue))[0]},
        problem=problem,
        answer=answer,
        points=curve(problem, answer),
        savings=savings(problem, answer),
        owed={control: owed_by_control(crosswalk, serves[control] & asked) for control in inside},
        nearest=nearest_controls(crosswalk, unreachable, ((i, serves[i] & asked) for i in inside)),
        changes=_changes(choice, trial, problem, answer, catalogue),
    )


def _problem(choice: Choice, catalogue: Catalogue) -> Covering:
    """The question over the starter controls for everybody, and those of the categories that are asked."""
    ids = wanted(choice, catalogue)
    controls, _ = load_controls(categories_asked(ids, catalogue))
    return Covering(wanted=ids, candidates=tuple(Candidate.of(control) for control in controls))


def _changes(
    choice: Choice, trial: Trial, problem: Covering, answer: SmallestSet, catalogue: Catalogue
) -> tuple[tuple[str, str, SetChange], ...]:
    tried = [("drop_category", value, choice.without(value)) for value in trial.dropping]
    tried += [("add_framework", value, choice.adding(value)) for value in trial.adding]
    return tuple(
        (what, value, change(problem, answer, _held(_problem(then, catalogue), problem)))
        for what, value, then in tried
    )


def _held(after: Covering, before: Covering) -> Covering:
    """The same wishes about single controls, as far as they are there to be chosen."""
    there = {c.id for c in after.candidates}
    chosen, forbidden = (tuple(c for c in held if c in there) for held in (before.chosen, before.forbidden))
    return evolve(after, chosen=chosen, forbidden=forbidden)
