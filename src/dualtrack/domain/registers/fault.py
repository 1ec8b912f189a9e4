"""What is wrong with a record as it was entered: a code with parameters; `fault_words` makes the sentence."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register

Known = Mapping[str, Mapping[str, date | None]]
"""By register key, or people, controls, requirements and risks: each id with the day on which it left."""


class Code(StrEnum):
    """Every way in which a record can be wrong."""

    ID_SHAPE = "id_has_another_shape"
    ID_BIDI = "id_holds_direction_marks"
    ID_FORM = "id_is_not_in_normal_form"
    ID_KEPT = "id_is_a_word_of_ours"
    ID_TWICE = "id_stands_twice"
    EMPTY = "field_is_empty"
    TWICE = "value_stands_twice"
    UNKNOWN = "reference_to_nothing"
    RETIRED = "reference_to_what_left"
    CIRCLE = "goes_round_in_a_circle"
    ORDER = "days_out_of_order"
    AHEAD = "day_lies_ahead"
    NEGATIVE = "number_below_zero"
    METHOD_MISSING = "subservice_without_method"
    METHOD_LOOSE = "method_without_subservice"
    CUEC_LOOSE = "vendor_cuec_without_control_or_reason"
    ALTERNATIVE_UNDATED = "accepted_alternative_without_day"
    ALTERNATIVE_LOOSE = "day_of_an_alternative_not_accepted"
    REVENUE_WITHOUT_CURRENCY = "revenue_without_currency"
    CLIMATE_WITHOUT_REASON = "climate_determination_without_reason_or_day"
    KEEPS_BY_COMMITMENT = "commitment_keeps_another"
    GAP_WITHOUT_ACTION = "gap_without_action"
    DECISION_INCOMPLETE = "breach_decision_without_day_or_reason"
    REFUSAL_WITHOUT_REASON = "refusal_without_reason"
    LEFT_BEFORE_JOINED = "left_before_joined"
    ADDRESS_SHAPE = "address_has_another_shape"
    ADDRESS_TAKEN = "address_is_another_persons"
    SIGNS_IN = "who_signs_in_is_changed_elsewhere"
    QUOTE_NO_DAYS = "quote_of_no_days"
    QUOTE_STAGE = "stage_1_as_long_as_both"
    QUOTE_CURRENCY = "fee_without_currency"
    QUOTE_CODE = "currency_is_no_code"
    FIRM_ITSELF = "relationship_with_itself"


@frozen(kw_only=True)
class Fault:
    """One thing wrong: in which register, record and field, with name and value pairs for the words."""

    register: str
    record: str
    field: str
    code: Code
    params: tuple[tuple[str, str], ...] = ()


def fault(register: Register, record: Record, field: str, code: Code, **params: object) -> Fault:
    """A fault with its parameters as text, in a fixed order."""
    return Fault(
        register=register.key,
        record=record.id,
        field=field,
        code=code,
        params=tuple(sorted((name, str(value)) for name, value in params.items())),
    )
