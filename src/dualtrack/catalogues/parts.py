"""The parts of a folder of catalogues: frameworks, crosswalks, starters, licensed texts."""

from importlib.resources.abc import Traversable

from dualtrack.catalogues.files import listing, name_of
from dualtrack.catalogues.problem import Problem


def catalogue_parts(root: Traversable) -> tuple[dict[str, Traversable], list[Problem]]:
    """The parts of a catalogue folder that are there; a folder of bare framework files is one part."""
    if not root.is_dir() and not root.is_file():
        return {}, [Problem(name_of(root), None, None, "there is no such folder; give the path of one")]
    if root.is_file():
        return {"frameworks": root}, []
    places = {
        "frameworks": root / "frameworks",
        "crosswalks": root / "crosswalks",
        "controls": root / "starters" / "controls",
        "methods": root / "starters" / "methods",
        "risks": root / "starters" / "risks",
        "plans": root / "starters" / "plans",
        "texts": root / "texts",
    }
    files = {
        "costs": root / "starters" / "costs.toml",
        "pattern costs": root / "starters" / "patterns" / "costs.toml",
    }
    there = {name: place for name, place in places.items() if place.is_dir()}
    there |= {name: place for name, place in files.items() if place.is_file()}
    if there:
        return there, []
    if listing(root, ".toml")[0]:
        return {"frameworks": root}, []
    reason = (
        "no catalogue here; expected frameworks/*.toml, crosswalks/*.csv, texts/*.csv,"
        " starters/(controls, methods, risks, plans)/*.toml, starters/costs.toml or"
        " starters/patterns/costs.toml"
    )
    return {}, [Problem(name_of(root), None, None, reason)]
