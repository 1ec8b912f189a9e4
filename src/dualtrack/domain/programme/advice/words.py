"""The advice in sentences: each code with its words, each reason with its source; translated at the edge."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dualtrack.domain.programme.advice.reason_words import REASONS
from dualtrack.domain.programme.advice.statement import Because, Statement
from dualtrack.domain.programme.advice.terms import TERMS, amount

Translate = Callable[[str], str]

STATEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "both": "Run both, SOC 2 Type II and ISO/IEC 27001, as one programme with one management system.",
        "soc2_only": "Run SOC 2 only.",
        "iso27001_only": "Run ISO/IEC 27001 only.",
        "neither_yet": "Run neither yet.",
        "revenue_hangs_on_it": "{amount} {currency} a year hang on {report}.",
        "revenue_not_compared": (
            "Revenue behind {report} is also stated in {others}; it is not compared with {currency}, since"
            " nothing is converted."
        ),
        "revenue_answered": "{amount} {currency} a year are said to be at stake beyond the listed demands.",
        "iso42001_on_top": "Layer ISO/IEC 42001 on the same management system.",
        "iso42001_after_isms": "Leave ISO/IEC 42001 until there is a management system to layer it on.",
        "iso42001_not": "Leave ISO/IEC 42001 out.",
        "soc2_runs_international_asks": (
            "This is the article's first scenario: a company of the US market that customers elsewhere ask"
            " for ISO/IEC 27001."
        ),
        "iso_runs_us_asks": (
            "This is the article's second scenario: an international company that US buyers ask for SOC 2."
        ),
        "both_markets_before_demand": (
            "This is the article's third scenario: a company that prepares for both markets before its"
            " customers ask."
        ),
        "no_dual_question": "None of the article's three scenarios applies: they are about two reports.",
        "only_one": "{report} stands alone, so that there is no order to choose.",
        "soc2_first": "SOC 2 first, then ISO/IEC 27001 (option B).",
        "iso_first": "ISO/IEC 27001 first, then SOC 2 (option A).",
        "against_revenue": (
            "Against this order: more revenue hangs on {report}, {amount} {currency} against {other}."
        ),
        "against_day": "Against this order: {report} is needed sooner, by {day}.",
        "against_day_passed": (
            "Against this order: {report} was needed sooner, by {day}, and that day has passed."
        ),
        "profile": (
            "Profile {profile}, {months}: by its plan from {start} on the last audit day is {audit}, and the"
            " last report is there by {ends}."
        ),
        "nothing_to_start": "There is nothing to start: what is asked for is held already.",
        "day_not_reached": (
            "{id} ({name}) needs it by {day}; {report} is there about {ends}. Tell the customer the day."
        ),
        "day_not_reached_passed": (
            "{id} ({name}) needed it by {day}: that day has passed; {report} is there about {ends}. Agree"
            " another day with the customer."
        ),
        "period_usual": "Observe {months} months for the first report.",
        "period_short": (
            "An option: observe {months} months, which brings the report to about {ends}, and {next} months"
            " from then on; some buyers will not take the first one."
        ),
        "period_wished": "Observe {months} months, as wished.",
        "period_wished_short": (
            "Observe {months} months, as wished; ask customers first, since many distrust less than six."
        ),
        "period_goes_on": "The running period goes on; the next is {months} months.",
        "category": "Examine {category}.",
        "categories_left": "Leave out {categories}.",
        "no_first_year": "There is no first year to be priced: nothing is started.",
        "together": "Together in the first year: {low} to {high} {currency}, likeliest {likely}.",
        "apart": (
            "As two projects: {low} to {high} {currency}, likeliest {likely}; one programme saves {saved}."
        ),
        "ratio_within": "Together is {percent} % of apart, within the article's 65 to 75 %.",
        "ratio_near": (
            "Together is {percent} % of apart, beside the article's 65 to 75 % and still believable."
        ),
        "ratio_far": (
            "Together is {percent} % of apart, far from the article's 65 to 75 %: look at the lines and at"
            " the share that is carried over before relying on the figures."
        ),
        "page_differs": (
            "The page Cost comes to {likely} {currency} together, and this advice to {amount}: the two do not"
            " count with the same things."
        ),
        "alone": "{report} alone in the first year: {low} to {high} {currency}, likeliest {likely}.",
        "iso42001_adds": "ISO/IEC 42001 adds {low} to {high} {currency}, likeliest {likely}.",
        "type_1_yes": (
            "An option: a Type 1 report at about month {month} ({day}) for {low} to {high} {currency},"
            " likeliest {likely}; customers accept it meanwhile."
        ),
        "type_1_no": (
            "A Type 1 report at about month {month} ({day}) would cost {low} to {high} {currency}; customers"
            " do not accept it, so leave it out."
        ),
        "type_1_not_asked": (
            "An option: a Type 1 report at about month {month} ({day}) for {low} to {high} {currency},"
            " likeliest {likely}; whether customers accept it has not been asked."
        ),
        "door_open": "The door to {other} stays open: adding it later keeps everything that {report} built.",
        "later_costs": "Adding {other} later costs about {low} to {high} {currency} on top.",
        "delta_shown": "What {other} would still ask for is shown before anything is added.",
        "enter_demands": "Enter what customers ask for, by when, and what hangs on it; then ask again.",
        "keep_running": "Keep what runs in its rhythm: the next period, the next surveillance audit.",
        "commit_order": "Commit to the order.",
        "align_scopes": "Draw the ISMS boundary equal to the SOC 2 system or around it.",
        "book_cpa": "Book the CPA firm.",
        "book_cb": "Book the accredited certification body.",
        "shared_responsibility": "Write down what the cloud provider does and what stays with you.",
        "own_rooms": "Plan the physical controls of your own rooms.",
        "ask_substitution": "Ask {count} of your customers whether they accept the other one instead.",
        "ask_days": "Ask {count} of your customers by when they need it.",
        "ask_type_1": "Ask customers whether a Type 1 report helps meanwhile.",
    }
)


def said(one: Statement, translate: Translate = str) -> str:
    """A sentence of the advice."""
    return translate(STATEMENTS[one.code]).format(**_filled(one.params, translate))


def reason_said(one: Because, translate: Translate = str) -> str:
    """One reason."""
    return translate(REASONS[one.code]).format(**_filled(one.params, translate))


def _filled(params: tuple[tuple[str, str], ...], translate: Translate) -> dict[str, str]:
    found = {name: _term(name, value, translate) for name, value in params}
    if "low" in found and "high" in found and "profile" in found:
        low, high = found["low"], found["high"]
        words = translate("about {low} months") if low == high else translate("{low} to {high} months")
        found["months"] = words.format(low=low, high=high)
    return found


_AMOUNTS = frozenset({"amount", "low", "likely", "high", "saved", "other"})
_LISTS = frozenset({"what", "categories", "reports"})


def _term(name: str, value: str, translate: Translate) -> str:
    """A code as its words, an amount with its thousands; anything else as it is."""
    if name in _AMOUNTS and value not in TERMS:
        return amount(value)
    if name in _LISTS:
        return ", ".join(translate(TERMS.get(one, one)) for one in value.split(" "))
    return translate(TERMS.get(value, value)) if name not in _OWN else value


_OWN = frozenset({"name", "id", "currency", "others"})  # the customer's words, never ours
