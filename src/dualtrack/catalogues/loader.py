"""Loads catalogues: frameworks, crosswalks, starter controls; good records, and every problem at once.

An organisation's own folder has the layout of ours: frameworks/*.toml, crosswalks/*.csv; and texts/*.csv.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from attrs import field, frozen

from dualtrack.catalogues.article_file import ArticleRow, read_article
from dualtrack.catalogues.control_file import Starter, read_controls
from dualtrack.catalogues.crosswalk_file import read_crosswalk
from dualtrack.catalogues.crosswalk_folder import (
    ARTICLE,
    CrosswalkFolder,
    read_crosswalk_folder,
    read_crosswalk_folders,
)
from dualtrack.catalogues.files import expand, shipped
from dualtrack.catalogues.framework_file import read_framework
from dualtrack.catalogues.parts import catalogue_parts
from dualtrack.catalogues.plan_facts import Nameable
from dualtrack.catalogues.plan_file import Plans, read_plans
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.text_file import read_texts
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Catalogue, Framework
from dualtrack.domain.frameworks.crosswalk import Crosswalk

Problems = tuple[Problem, ...]


@frozen(kw_only=True)
class Library:
    """Everything that catalogues say: the shipped ones, and an organisation's own beside them."""

    catalogue: Catalogue
    crosswalks: CrosswalkFolder
    problems: Problems  # of the organisation's own files; a test holds the shipped ones right
    texts: Mapping[str, str] = field(
        factory=dict, hash=False
    )  # the organisation's licensed text, by requirement

    @property
    def crosswalk(self) -> Crosswalk:
        """The pairs of all files."""
        return self.crosswalks.crosswalk


@cache
def load_library(own: Path | None = None) -> Library:
    """The shipped catalogues, and those of an organisation's own folder: frameworks, crosswalks, texts."""
    ours = shipped() / "crosswalks"
    if own is None:
        loaded = _shipped_catalogue()
        folder = read_crosswalk_folder(ours, loaded.catalogue)
        return Library(catalogue=loaded.catalogue, crosswalks=folder, problems=folder.problems)
    parts, problems = catalogue_parts(own)
    shipped_frameworks = _shipped_catalogue().catalogue.frameworks
    place = parts.get("frameworks")
    frameworks, wrong = read_frameworks(() if place is None else (place,), shipped_frameworks)
    catalogue = Catalogue(frameworks)
    places = (ours, parts["crosswalks"]) if "crosswalks" in parts else (ours,)
    folder = read_crosswalk_folders(places, catalogue)
    texts, bad = read_texts(parts["texts"], catalogue) if "texts" in parts else ({}, ())
    return Library(
        catalogue=catalogue,
        crosswalks=folder,
        problems=(*problems, *wrong, *folder.problems, *bad),
        texts=texts,
    )


@frozen(kw_only=True)
class Loaded:
    """A catalogue and all that was wrong in the files that it came from."""

    catalogue: Catalogue
    problems: Problems


def load_catalogue(paths: Iterable[Path] = ()) -> Loaded:
    """The shipped frameworks, and those of the files and folders in `paths`."""
    own = tuple(paths)
    if not own:
        return _shipped_catalogue()
    known = _shipped_catalogue()
    found, problems = read_frameworks(own, known.catalogue.frameworks)
    return Loaded(catalogue=Catalogue(found), problems=known.problems + problems)


def load_frameworks(directory: Path | None = None) -> Loaded:
    """The shipped frameworks and those of an organisation's own folder."""
    return load_catalogue(() if directory is None else (directory,))


def load_crosswalk(
    path: Path | None = None, catalogue: Catalogue | None = None
) -> tuple[Crosswalk, Problems]:
    """The shipped pairs, or those of a file, read against the shipped or the given catalogue."""
    if path is not None:
        return read_crosswalk(path, catalogue or _shipped_catalogue().catalogue)
    folder = load_library().crosswalks
    return folder.crosswalk, folder.problems


def load_crosswalk_folder() -> CrosswalkFolder:
    """The shipped crosswalks with all that stands beside them."""
    return load_library().crosswalks


@cache
def load_article() -> tuple[tuple[ArticleRow, ...], Problems]:
    """The article's own table, as a view beside ours."""
    return read_article(shipped() / "crosswalks" / ARTICLE, _shipped_catalogue().catalogue)


def load_controls(
    categories: Collection[str] = (), path: Path | None = None, catalogue: Catalogue | None = None
) -> tuple[tuple[Control, ...], Problems]:
    """The starter controls for everybody, and those of the SOC 2 categories that are chosen."""
    if path is None and catalogue is None:
        starters, problems = _shipped_starters()
    else:
        known = catalogue or _shipped_catalogue().catalogue
        starters, problems = read_starters(path or shipped() / "starters" / "controls", known)
    return chosen(starters, categories), problems


@cache
def load_plans() -> Plans:
    """The shipped profiles and tasks of the plan, read against the shipped requirements and controls."""
    groups = {starter.control.id.partition("-")[0] for starter in _shipped_starters()[0]}
    there = Nameable(groups=groups, catalogue=_shipped_catalogue().catalogue)
    return read_plans(shipped() / "starters" / "plans", there)


def chosen(starters: Iterable[Starter], categories: Collection[str]) -> tuple[Control, ...]:
    """The controls that these categories ask for."""
    wanted = set(categories)
    return tuple(s.control for s in starters if not s.categories or wanted & set(s.categories))


def read_frameworks(
    places: Iterable[Traversable], known: tuple[Framework, ...] = ()
) -> tuple[tuple[Framework, ...], Problems]:
    """The known frameworks and those of the places; a key that is taken already is refused."""
    files, missing = expand(places, ".toml")
    problems = list(missing)
    found = {framework.key: framework for framework in known}
    for file in files:
        framework, wrong = read_framework(file)
        problems += wrong
        if framework is None:
            continue
        if framework.key in found:
            there = found[framework.key]
            reason = (
                f"framework {framework.key} is loaded already ({there.name} {there.edition}); "
                "give this one another key"
            )
            problems.append(Problem(str(file), "header", "key", reason))
            continue
        found[framework.key] = framework
    return tuple(found.values()), tuple(problems)


def read_starters(place: Traversable, catalogue: Catalogue) -> tuple[tuple[Starter, ...], Problems]:
    """Every starter control of a file or folder; of two with one id the first is kept."""
    files, missing = expand((place,), ".toml")
    problems = list(missing)
    found: dict[str, Starter] = {}
    for file in files:
        starters, wrong = read_controls(file, catalogue)
        problems += wrong
        for starter in starters:
            first = found.setdefault(starter.control.id, starter)
            if first is not starter:
                reason = f"{starter.control.id} is declared already in {first.file}; the first one is kept"
                problems.append(Problem(starter.file, starter.control.id, "id", reason))
    return tuple(found.values()), tuple(problems)


@cache
def _shipped_catalogue() -> Loaded:
    found, problems = read_frameworks((shipped() / "frameworks",))
    return Loaded(catalogue=Catalogue(found), problems=problems)


@cache
def _shipped_starters() -> tuple[tuple[Starter, ...], Problems]:
    return read_starters(shipped() / "starters" / "controls", _shipped_catalogue().catalogue)


__all__ = [
    "ArticleRow",
    "CrosswalkFolder",
    "Library",
    "Loaded",
    "Problem",
    "chosen",
    "load_article",
    "load_catalogue",
    "load_controls",
    "load_crosswalk",
    "load_crosswalk_folder",
    "load_frameworks",
    "load_library",
    "load_plans",
    "read_frameworks",
    "read_starters",
]
