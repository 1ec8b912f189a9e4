"""A framework as an OSCAL catalog, and the requirements that a programme runs as a profile of it."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby

from dualtrack.catalogues.oscal.common import NAMESPACE, Data, metadata, props, resource, token, uuid_of
from dualtrack.domain.frameworks.catalogue import Framework, Requirement


def catalog(framework: Framework, at: datetime) -> Data:
    """The framework with every requirement in our words; ids, kinds and deltas are properties of ours."""
    groups = [
        _group(framework, group, list(held))
        for group, held in groupby(framework.requirements, lambda r: (r.group, r.group_title))
    ]
    head = metadata(
        f"{framework.name} {framework.edition}".strip(), framework.version, at, notes=framework.notes
    )
    deltas = [
        {"name": "delta", "ns": NAMESPACE, "value": d.id, "remarks": f"{d.title}: {d.work}"}
        for d in framework.deltas
    ]
    head |= {
        "props": [*props(("framework-key", framework.key), ("edition", framework.edition)), *deltas],
    }
    return {"catalog": {"uuid": uuid_of("catalog", framework.key), "metadata": head, "groups": groups}}


def _group(framework: Framework, group: tuple[str, str], held: list[Requirement]) -> Data:
    group_id, title = group
    return {
        "id": token(f"{framework.key}:{group_id}"),
        "class": str(held[0].kind),
        "title": title,
        "controls": [_control(r) for r in held],
    }


def _control(requirement: Requirement) -> Data:
    documented = requirement.documented
    held = props(
        ("requirement-id", requirement.id),
        ("category", requirement.category),
        ("theme", requirement.theme),
        ("documented-basis", documented.basis if documented else None),
        ("documented", documented.document if documented else None),
    )
    return {
        "id": token(requirement.id),
        "class": str(requirement.kind),
        "title": requirement.title,
        "props": [{"name": "label", "value": requirement.local_id}, *held],
        "parts": [{"id": f"{token(requirement.id)}_smt", "name": "statement", "prose": requirement.summary}],
    }


def profile(framework: Framework, chosen: Collection[str], at: datetime) -> Data:
    """The requirements of a framework that are in scope, as a choice from its catalog."""
    source = uuid_of("catalog", framework.key)
    ids = [token(r.id) for r in framework.requirements if r.id in set(chosen)]
    return {
        "profile": {
            "uuid": uuid_of("profile", framework.key, *ids),
            "metadata": metadata(f"{framework.name}: requirements in scope", framework.version, at),
            "imports": [{"href": f"#{source}", "include-controls": [{"with-ids": ids}]}],
            "back-matter": {
                "resources": [resource(source, framework.name, catalog_file(framework.key))],
            },
        }
    }


def catalog_file(key: str) -> str:
    """How the file of a framework's catalog is called beside others."""
    return f"{key}-catalog.json"
