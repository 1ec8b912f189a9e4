"""Prowler's CSV, `;` since version 3 and `,` in version 2, as observations."""

from dualtrack.connectors.prowler.ocsf import SOURCE, RefusedError
from dualtrack.connectors.prowler.settings import Reading
from dualtrack.connectors.prowler.status import status_of
from dualtrack.domain.evidence.observation import Observation
from dualtrack.domain.frameworks.written_ids import Carried

CHECK = ("CHECK_ID", "TITLE_ID")
STATUS = ("STATUS", "CHECK_RESULT")
ACCOUNT = ("ACCOUNT_UID", "ACCOUNT_ID", "ACCOUNT_NUM", "SUBSCRIPTION_ID", "SUBSCRIPTION", "PROJECT_ID")
_REGION = ("REGION", "LOCATION")
_RESOURCE = ("RESOURCE_UID", "RESOURCE_ARN", "RESOURCE_ID", "CHECK_RESOURCE_ID", "RESOURCE_NAME")
_TIME = ("TIMESTAMP", "ASSESSMENT_START_TIME", "PROWLER_START_TIME")
_UID = ("FINDING_UID", "FINDING_UNIQUE_ID")
_SAID = ("STATUS_EXTENDED", "CHECK_RESULT_EXTENDED")
_NAMESPACE = "namespace: "  # how Kubernetes rows write the region that OCSF calls the namespace

Row = dict[str, str]


def observation(row: Row, record: int, reading: Reading) -> Observation:
    """The observation of one row."""
    check = _first(row, CHECK)
    if not check:
        raise RefusedError(f"{' or '.join(CHECK)} is empty; expected the id of the check")
    told = _first(row, STATUS)
    flag = row.get("MUTED", "").strip().lower()
    field = next((name for name in _TIME if row.get(name)), _TIME[0])
    observed_at, basis = reading.observed(field, row.get(field))
    requirements, unrecognised = _carried(row.get("COMPLIANCE", ""), reading)
    resource = _first(row, _RESOURCE)
    return Observation(
        source=SOURCE,
        source_version=row.get("PROWLER_VERSION", ""),
        check_id=check,
        account=_first(row, ACCOUNT),
        region=_first(row, _REGION).removeprefix(_NAMESPACE),
        resource=resource,
        locator="" if resource else _first(row, _SAID),  # early version 2 names the item in its sentence only
        status=status_of(told if flag in ("", "false", "true") else "", muted=flag == "true"),
        raw_status=told,
        observed_at=observed_at,
        time_basis=basis,
        native_uid=_first(row, _UID),
        record=record,
        requirements=requirements,
        unrecognised=unrecognised,
    )


def _first(row: Row, names: tuple[str, ...]) -> str:
    for name in names:
        found = row.get(name)
        if found:
            return found.strip()
    return ""


def _carried(text: str, reading: Reading) -> Carried:
    """`CIS-2.0: 1.20 | SOC2: cc_6_1, cc_6_3`."""
    told = {}
    for part in text.split(" | "):
        name, _, ids = part.partition(": ")
        told[name.strip()] = tuple(each.strip() for each in ids.split(",") if each.strip())
    return reading.carried(tuple((key, name, told[name]) for key, name in reading.ours(tuple(told))))
