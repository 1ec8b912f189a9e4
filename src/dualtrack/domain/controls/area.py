"""The area of a control, read from the prefix of its id."""

AREAS: dict[str, str] = {
    "GOV": "Governance",
    "HR": "People",
    "RSK": "Risk",
    "POL": "Policies and documented information",
    "AC": "Access",
    "CR": "Cryptography",
    "SD": "Secure development",
    "CH": "Change and configuration",
    "OP": "Operations and monitoring",
    "VM": "Vulnerabilities",
    "IR": "Incidents",
    "BC": "Continuity and backup",
    "VN": "Vendors",
    "PH": "Physical security",
    "DP": "Data protection",
    "AS": "Assets and endpoints",
    "NW": "Network",
    "CO": "Commitments and communication",
    "AU": "Audit, review and improvement",
    "PI": "Processing integrity",
    "PR": "Privacy",
}
OTHER = "Own controls"


def area_of(control: str) -> str:
    """The area's title; controls with a prefix of the organisation's own stand together."""
    return AREAS.get(control.partition("-")[0], OTHER)


def role_title(role: str) -> str:
    """A role key as people read it: `head_of_it` is Head of IT."""
    words = role.split("_")
    short = {"it": "IT", "ciso": "CISO", "cto": "CTO", "cfo": "CFO", "ceo": "CEO", "dpo": "DPO"}
    named = [short.get(word, word) for word in words]
    return " ".join([named[0] if named[0].isupper() else named[0].capitalize(), *named[1:]])
