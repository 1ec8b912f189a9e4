"""Why a sentence of the advice is so: answers, customers, and rules with the place that they come from."""

from collections.abc import Mapping
from types import MappingProxyType

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "demand": "{id}, {name}, asks for {asks_for}",
        "demand_takes": "{id}, {name}, asks for {asks_for} and takes {report} instead",
        "held_already": "{report} is held already",
        "ahead_of_demand": "management wants it before customers ask",
        "enters_both_markets": "both markets are sold to or about to be entered",
        "one_system_two_reports": "one management system gives evidence for both audits (the article)",
        "nobody_asks": "no open demand is on record",
        "nothing_firm": "no demand is firm",
        "not_on_speculation": (
            "a certificate or report that no customer asks for is expensive (the article)"
        ),
        "one_answers_all": "each of these customers takes either, so that one answers all",
        "more_hangs_on_it": "more revenue, or more customers, asked for {report}",
        "market_decides": "nothing else decides, and {report} is the baseline of the market that you sell to",
        "answered": "answered: {field}, {value}",
        "ai_material_rule": "ISO/IEC 42001 is for AI that is material to the product (the article)",
        "layers_on_isms": "it layers on the management system of ISO/IEC 27001 (the article)",
        "fewer_than_two": "recommended: {reports}",
        "exists": "there is already: {what}",
        "no_revenue_yet": "there is no revenue yet that would show the market",
        "nothing_runs_yet": "neither of the two runs yet",
        "us_share": "{percent} % of revenue is from the US",
        "international_share": "{percent} % of revenue is from outside the US",
        "us_centric_rule": (
            "US-centric revenue puts SOC 2 first (the article; from 60 % on, a threshold of ours)"
        ),
        "international_rule": (
            "material international or EU revenue puts ISO/IEC 27001 first (the article; from 40 % on, a"
            " threshold of ours)"
        ),
        "missing_first": "{report} is the one that is missing",
        "only_one_report": "only {report} is run",
        "more_revenue": "more revenue hangs on {report}: {amount} {currency} against {other}",
        "needed_first": "{id}, {name}, needs it first, by {day}",
        "needed_first_passed": "{id}, {name}, needed it first, by {day}; that day has passed",
        "nothing_decides": "neither market, revenue nor day decides",
        "commercial_not_structural": "the order is commercial, not structural: both work (the article)",
        "no_foundation": "no policies, controls or risk register exist to build on",
        "duration_article": "the article's profile, {least} to {most} months to the last audit day",
        "duration_ours": "a profile of ours, field knowledge: {least} to {most} months to the last audit day",
        "buyers_distrust": (
            "auditors sell 3 to 12 months; buyers distrust less than 6 (trustcompliance.xyz)"
        ),
        "article_six": "the article's observation period is six months",
        "no_gap": "the next period starts the day after the last one ends",
        "common_criteria": "the common criteria are part of every SOC 2 report",
        "committed": "answered: committed to customers, {category}",
        "nobody_asks_category": "no customer asks for them and nothing was promised",
        "sites": "answered: sites {sites}, countries {countries}",
        "days_changed": (
            "the certification body's days are {days}: what changes the table is stated, with the reasons"
        ),
        "page_counts": (
            "the page Cost counts with the programme's plan as it was drawn up and with the stated basis:"
            " persons {persons}, sites {sites}, countries {countries}"
        ),
        "advice_counts": (
            "this advice counts with the plan and the categories that it advises and with what was answered:"
            " persons {persons}, sites {sites}, countries {countries}"
        ),
        "defaults_ours": (
            "default figures with their sources, most of them field knowledge: replace them by quotes"
        ),
        "carry_over": (
            "a second, separate project is taken to reuse {share} of the shared work (field knowledge)"
        ),
        "shared_once": "shared work is done once instead of twice: {likely} {currency}",
        "article_ratio": "the article's figure, used as a check and not as an input",
        "crosswalk_delta": "the crosswalk holds the delta: dualtrack programme add --dry-run lists it",
        "type_1_is_design": "a Type 1 report speaks of design on one day; buyers may want Type II",
        "commit_in_phase_1": "the order is settled in phase 1, not when the audits come (the article)",
        "narrower_is_a_finding": "a scope narrower on either side becomes an audit finding (the article)",
        "two_firms": "two engagements, both booked in phase 1: a CPA firm and a certification body",
        "one_cpa_firm": "one engagement, booked in phase 1: a CPA firm",
        "one_body": "one engagement, booked in phase 1: an accredited certification body",
        "selection_takes_weeks": "selection takes 4 to 5 weeks (bastion.tech)",
        "accreditation_27006": "accredited under ISO/IEC 27006-1:2024; the older edition ended 31 March 2026",
        "inherited_controls": "physical controls are inherited from providers; the boundary is documented",
        "physical_controls": "Annex A holds 14 physical controls (A.7)",
        "not_interchangeable": (
            "the two are not interchangeable; some customers accept one for the other, many do not (the"
            " article)"
        ),
        "days_decide": "the day decides on the order, the period and a Type 1 report",
    }
)
