"""All that is wrong with a method, at once: scales, matrix, bands, acceptance line."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.method import Band, Making, RiskMethod, Step

SMALLEST, LARGEST = 2, 10
LONGEST_REVIEW = 36  # months; the audit cycle of the certificate


class MethodFault(StrEnum):
    """Why a method is refused."""

    NO_NAME = "method_has_no_name"
    SCALE_SIZE = "scale_has_too_few_or_too_many_steps"
    SCALE_NUMBERS = "scale_is_not_numbered_from_one"
    STEP_UNSAID = "step_has_no_name_or_criteria"
    MATRIX_SHAPE = "matrix_does_not_fit_the_scales"
    MATRIX_UNUSED = "matrix_given_for_a_product"
    MATRIX_LEVEL = "matrix_holds_a_level_below_one"
    MATRIX_FALLS = "matrix_falls_where_a_step_rises"
    NO_BANDS = "method_has_no_bands"
    BAND_UNSAID = "band_has_no_id_or_name"
    BAND_TWICE = "band_named_twice"
    BAND_EMPTY = "band_ends_before_it_begins"
    BAND_GAP = "gap_between_bands"
    BAND_OVERLAP = "bands_overlap"
    BAND_START = "lowest_level_has_no_band"
    BAND_END = "highest_level_has_no_band"
    REVIEW = "review_interval_out_of_range"
    REVIEW_LONGER = "higher_band_reviewed_less_often"
    LINE = "acceptance_line_off_the_levels"


def method_faults(method: RiskMethod) -> tuple[Fault, ...]:
    """Every fault of a method; none when it can be used."""
    found = [] if method.name.strip() else [fault(MethodFault.NO_NAME, "name")]
    found += _scale("likelihood", method.likelihood)
    found += _scale("consequence", method.consequence)
    shape = [] if found else list(_matrix(method))
    found += shape
    found += _bands(method.bands)
    if not found:
        found += _reach(method)
    return tuple(found)


def _scale(name: str, steps: tuple[Step, ...]) -> Iterator[Fault]:
    if not SMALLEST <= len(steps) <= LARGEST:
        yield fault(MethodFault.SCALE_SIZE, name, steps=len(steps), smallest=SMALLEST, largest=LARGEST)
    numbers = [step.number for step in steps]
    if numbers != list(range(1, len(steps) + 1)):
        yield fault(MethodFault.SCALE_NUMBERS, name, numbers=", ".join(map(str, numbers)))
    for step in steps:
        if not (step.name.strip() and step.criteria.strip()):
            yield fault(MethodFault.STEP_UNSAID, name, step=step.number)


def _matrix(method: RiskMethod) -> Iterator[Fault]:
    if method.making is Making.PRODUCT:
        if method.matrix:
            yield fault(MethodFault.MATRIX_UNUSED, "matrix")
        return
    rows, columns = len(method.likelihood), len(method.consequence)
    if len(method.matrix) != rows or any(len(row) != columns for row in method.matrix):
        yield fault(MethodFault.MATRIX_SHAPE, "matrix", rows=rows, columns=columns)
        return
    for i, row in enumerate(method.matrix):
        for j, level in enumerate(row):
            where = {"likelihood": i + 1, "consequence": j + 1, "level": level}
            if level < 1:
                yield fault(MethodFault.MATRIX_LEVEL, "matrix", **where)
            below = max(method.matrix[i - 1][j] if i else level, row[j - 1] if j else level)
            if level < below:
                yield fault(MethodFault.MATRIX_FALLS, "matrix", **where, below=below)


def _bands(bands: tuple[Band, ...]) -> Iterator[Fault]:
    if not bands:
        yield fault(MethodFault.NO_BANDS, "bands")
    seen: set[str] = set()
    for band in bands:
        if not (band.id.strip() and band.name.strip()):
            yield fault(MethodFault.BAND_UNSAID, "bands", lowest=band.lowest)
        if band.id in seen:
            yield fault(MethodFault.BAND_TWICE, "bands", band=band.id)
        seen.add(band.id)
        if band.highest < band.lowest:
            yield fault(
                MethodFault.BAND_EMPTY, "bands", band=band.id, lowest=band.lowest, highest=band.highest
            )
        if not 1 <= band.review_months <= LONGEST_REVIEW:
            yield fault(
                MethodFault.REVIEW, "bands", band=band.id, months=band.review_months, longest=LONGEST_REVIEW
            )
    for low, high in pairwise(sorted(bands, key=lambda b: (b.lowest, b.highest))):
        yield from _between(low, high)


def _between(low: Band, high: Band) -> Iterator[Fault]:
    told = {"band": low.id, "next": high.id, "ends": low.highest, "begins": high.lowest}
    if high.lowest > low.highest + 1:
        yield fault(MethodFault.BAND_GAP, "bands", **told)
    if high.lowest <= low.highest:
        yield fault(MethodFault.BAND_OVERLAP, "bands", **told)
    if high.review_months > low.review_months:
        yield fault(MethodFault.REVIEW_LONGER, "bands", band=high.id, months=high.review_months, next=low.id)


def _reach(method: RiskMethod) -> Iterator[Fault]:
    """Whether the bands hold every level that the cells make, and the line stands among them."""
    levels = [level for row in method.cells() for level in row]
    lowest, highest = min(levels), max(levels)
    begins, ends = min(b.lowest for b in method.bands), max(b.highest for b in method.bands)
    if begins > lowest:
        yield fault(MethodFault.BAND_START, "bands", level=lowest, begins=begins)
    if ends < highest:
        yield fault(MethodFault.BAND_END, "bands", level=highest, ends=ends)
    if not 0 <= method.acceptable < highest:
        yield fault(MethodFault.LINE, "acceptable", line=method.acceptable, highest=highest)
