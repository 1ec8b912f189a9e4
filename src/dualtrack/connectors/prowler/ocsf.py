"""Prowler's OCSF events, Detection Finding 2004 and Compliance Finding 2003, as observations."""

from dualtrack.connectors.prowler.settings import Reading
from dualtrack.connectors.prowler.status import status_of
from dualtrack.connectors.reading.times import Moment
from dualtrack.domain.evidence.observation import Observation
from dualtrack.domain.frameworks.written_ids import Carried

SOURCE = "prowler"
DECISIVE = b'_code"'  # how status_code and event_code end, which stand once each
DETECTION, COMPLIANCE = 2004, 2003
Json = dict[str, object]

_OWN_NAMES = frozenset({"Prowler", "prowler"})

_NOTHING: Json = {}


class RefusedError(ValueError):
    """The record cannot be an observation; the text is the reason."""


def kind_trouble(value: object) -> str | None:
    """Why an event is not one of Prowler's two kinds, or None."""
    if not isinstance(value, dict):
        return "the list holds no JSON objects; expected Prowler's OCSF findings"
    kind = value.get("class_uid")
    if kind is None and not _implied(value):
        return "no class_uid; expected OCSF class 2004 or 2003 as Prowler writes them"
    if kind is not None and kind not in (DETECTION, COMPLIANCE):
        return f"OCSF class {kind!r}; expected 2004 (Detection Finding) or 2003 (Compliance Finding)"
    product = _part(_part(value, "metadata"), "product")
    name = product.get("name") or product.get("vendor_name")
    if name not in _OWN_NAMES and isinstance(name, str) and "prowler" not in name.lower():
        return f"OCSF findings of {name!r}, not of Prowler"
    return None


def observations(value: Json, record: int, reading: Reading) -> list[Observation]:
    """One observation for each resource of the event; one for the account where it names none."""
    metadata = _part(value, "metadata")
    check = metadata.get("event_code")
    if not isinstance(check, str) or not check:
        raise RefusedError("metadata.event_code is missing; expected the id of the check")
    unmapped = _part(value, "unmapped")
    cloud = _part(value, "cloud") or _part(unmapped, "cloud")  # 2003 keeps it under unmapped
    told = _text(value.get("status_code"))
    status = status_of(told, muted=_muted(value))
    observed_at, basis = _observed(value, reading)
    requirements, unrecognised = _carried(value, unmapped, reading)
    account = _text(_part(cloud, "account").get("uid")) or _text(unmapped.get("provider_uid"))
    place = _text(cloud.get("region"))
    version = _text(_part(metadata, "product").get("version"))
    native = _text(_part(value, "finding_info").get("uid"))
    locator = _requirement_of_manual(value) if check == "manual" else ""
    return [
        Observation(
            source=SOURCE,
            source_version=version,
            check_id=check,
            account=account or _text(resource.get("namespace")),
            region=_text(resource.get("region")) or place or _text(resource.get("namespace")),
            resource=_text(resource.get("uid")) or _text(resource.get("name")),
            locator=locator,
            status=status,
            raw_status=told,
            observed_at=observed_at,
            time_basis=basis,
            native_uid=native,
            record=record,
            requirements=requirements,
            unrecognised=unrecognised,
        )
        for resource in _resources(value)
    ]


def _implied(value: Json) -> bool:
    """Newer writers leave the class out and keep the type: 200401 is class 2004, activity 1."""
    kind = value.get("type_uid")
    return isinstance(kind, int) and kind // 100 in (DETECTION, COMPLIANCE)


def _muted(value: Json) -> bool:
    """By the word; the number alone is wrong in 4.2, which writes 3 beside `New`."""
    word = value.get("status")
    return word == "Suppressed" if isinstance(word, str) and word else value.get("status_id") == 3


def _observed(value: Json, reading: Reading) -> Moment:
    """`time` first: `time_dt` is the scanner's local time without its offset, `event_time` is that of 4.2."""
    told = value.get("time")
    if type(told) is int:
        return reading.observed("time", told)
    for name in ("time", "time_dt", "event_time"):
        told = value.get(name)
        if told is not None and told != "":
            return reading.observed(name, told)
    info = _part(value, "finding_info")
    return reading.observed(
        "finding_info.created_time", info.get("created_time") or info.get("created_time_dt")
    )


def _carried(value: Json, unmapped: Json, reading: Reading) -> Carried:
    """What Detection Findings map under `unmapped`, and what a Compliance Finding is about."""
    told = _part(unmapped, "compliance")
    named = tuple((key, name, _texts(told[name])) for key, name in reading.ours(tuple(told)))
    own = value.get("compliance")
    if isinstance(own, dict):
        ids = _texts(own.get("requirements"))
        named += tuple((key, name, ids) for key, name in reading.ours(_texts(own.get("standards"))))
    return reading.carried(named)


def _resources(value: Json) -> list[Json]:
    """Several, one (OCSF 1.1 has the singular), or the account itself."""
    told = value.get("resources")
    if isinstance(told, list):
        found = [part for part in told if isinstance(part, dict)]
        if len(found) != len(told):
            raise RefusedError("resources holds something that is no object; expected a list of resources")
        return found or [_NOTHING]
    return [_part(value, "resource")]


def _requirement_of_manual(value: Json) -> str:
    """A requirement without checks is one event each, told apart by nothing else."""
    return ",".join(_texts(_part(value, "compliance").get("requirements")))


def _part(value: Json, name: str) -> Json:
    found = value.get(name)
    return found if type(found) is dict else _NOTHING


def _text(value: object) -> str:
    if type(value) is str:
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(map(_text, value))
    return (value,) if isinstance(value, str) else ()
