"""What stands in the way of a release, as values: open blanks, default text, rows without what is asked."""

from enum import StrEnum

from attrs import frozen


class Point(StrEnum):
    """The kinds of open points that a document may have."""

    BLANK = "blank_is_open"
    DEFAULT_TEXT = "default_text_left_in"
    NOT_STATED = "annex_control_is_not_stated"
    NOT_DECIDED = "applicability_is_not_decided"
    NOT_JUSTIFIED_IN = "inclusion_is_not_justified"
    NOT_JUSTIFIED_OUT = "exclusion_is_not_justified"
    NO_CONTROL = "no_control_carries_it_out"
    NO_OWNER = "no_owner"
    NO_WORDING = "not_worded"
    SCOPE = "scope_is_not_approved"
    EXCLUDED_BUT_ASKED = "excluded_although_a_record_asks_for_it"
    NO_REVIEW = "exclusion_without_review_day"
    REVIEW_PASSED = "exclusion_review_has_passed"


@frozen(kw_only=True)
class OpenPoint:
    """One thing to settle before a release: what kind it is, and which row or blank it is about."""

    code: Point
    about: str
    facts: tuple[str, ...] = ()
