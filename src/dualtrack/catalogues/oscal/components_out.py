"""Controls of ours as an OSCAL component definition: what each is meant to serve, in every framework."""

from collections.abc import Iterable
from datetime import datetime

from dualtrack.catalogues.oscal.common import Data, metadata, props, resource, token, uuid_of
from dualtrack.catalogues.oscal.frameworks_out import catalog_file
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Catalogue

_MEANT = "What the control is meant to serve; whether it operates is shown by evidence alone."


def component_definition(title: str, controls: Iterable[Control], catalogue: Catalogue, at: datetime) -> Data:
    """One component a control, with one set of requirements a framework."""
    held = tuple(controls)
    keys = [f.key for f in catalogue.frameworks if any(_of(c, f.key) for c in held)]
    named = {f.key: f for f in catalogue.frameworks}
    return {
        "component-definition": {
            "uuid": uuid_of("component-definition", title),
            "metadata": metadata(title, "1", at, notes=(_MEANT,)),
            "components": [_component(c, keys) for c in held],
            "back-matter": {
                "resources": [
                    resource(uuid_of("catalog", k), f"{named[k].name} {named[k].edition}", catalog_file(k))
                    for k in keys
                ]
            },
        }
    }


def _of(control: Control, key: str) -> list[str]:
    return [r for r in control.requirements if r.startswith(f"{key}:")]


def _component(control: Control, keys: Iterable[str]) -> Data:
    sets = [_implementation(control, key) for key in keys if _of(control, key)]
    found: Data = {
        "uuid": uuid_of("component", control.id),
        "type": "process-procedure",
        "title": control.title,
        "description": control.activity or control.purpose,
        "purpose": control.purpose,
        "props": props(
            ("control-id", control.id),
            ("cadence", control.cadence),
            ("operating", control.operating),
            ("owner-role", control.owner_role),
            ("documented-basis", control.documented_basis),
        ),
    }
    return found | ({"control-implementations": sets} if sets else {})


def _implementation(control: Control, key: str) -> Data:
    return {
        "uuid": uuid_of("implementation", control.id, key),
        "source": f"#{uuid_of('catalog', key)}",
        "description": control.purpose,
        "implemented-requirements": [
            {
                "uuid": uuid_of("implemented", control.id, requirement),
                "control-id": token(requirement),
                "description": control.activity or control.purpose,
                "props": props(("requirement-id", requirement)),
            }
            for requirement in _of(control, key)
        ],
    }
