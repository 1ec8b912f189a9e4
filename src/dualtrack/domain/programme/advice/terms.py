"""Codes of answers, reports and categories in words, and amounts with their thousands."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "soc2": "SOC 2",
        "iso27001": "ISO/IEC 27001",
        "soc2_type_1": "SOC 2 Type 1",
        "soc2_type_2": "SOC 2 Type II",
        "iso27001_certificate": "an ISO/IEC 27001 certificate",
        "both": "both",
        "either": "either of the two",
        "policies": "policies",
        "controls_operating": "controls in operation",
        "risk_register": "a risk register",
        "isms": "an ISMS without a certificate",
        "security": "security (the common criteria)",
        "availability": "availability",
        "confidentiality": "confidentiality",
        "processing_integrity": "processing integrity",
        "privacy": "privacy",
        "none": "none",
        "some": "some",
        "material": "material",
        "all": "all",
        "mostly": "mostly",
        "partly": "partly",
        "yes": "yes",
        "no": "no",
        "not_asked": "not asked",
        "headcount": "persons",
        "ai_in_product": "AI in the product",
        "period_months": "months of the period",
        "revenue_at_stake": "revenue at stake",
        "accepts_type_1": "customers accept a Type 1",
        "cloud": "in the cloud",
    }
)


def amount(text: str) -> str:
    """An amount with its thousands apart, without digits after the point where there are none to say."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
