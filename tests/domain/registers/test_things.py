"""Services, assets, units, sites, groups, procedures and interfaces, as sheets hold them and rules judge."""

from typing import Any

from tests.domain.registers.declared import (
    fields_wrong,
    found_codes,
    needed,
    only_in,
    pointless_said,
    read,
    recorded,
    refused,
    wrong,
)
from tests.domain.registers.records import ANN, OUTSIDE, TODAY, before, least, register
from tests.each import each

from dualtrack.domain.registers.fault_words import sentence
from dualtrack.domain.registers.faults import faults_of_all
from dualtrack.domain.registers.things import (
    Asset,
    AssetKind,
    Classification,
    InterfaceKind,
    Service,
    Site,
    SiteKind,
)

REQUIRED = [
    ("services", set()),
    ("assets", {"kind"}),
    ("units", set()),
    ("sites", set()),
    ("groups", set()),
    ("processes", set()),
    ("interfaces", set()),
]
REFERS = [
    ("services", "owner", "people"),
    ("services", "units", "units"),
    ("assets", "owner", "people"),
    ("assets", "services", "services"),
    ("assets", "site", "sites"),
    ("assets", "vendor", "vendors"),
    ("assets", "part_of", "assets"),
    ("units", "head", "people"),
    ("units", "part_of", "units"),
    ("sites", "owner", "people"),
    ("groups", "unit", "units"),
    ("groups", "services", "services"),
    ("processes", "owner", "people"),
    ("processes", "unit", "units"),
    ("processes", "services", "services"),
    ("interfaces", "services", "services"),
    ("interfaces", "vendor", "vendors"),
    ("interfaces", "controls", "controls"),
]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("services", "Customer facing", "nein", "customers", False),
    ("services", "Beschreibung", "Lädt Belege hoch.", "description", "Lädt Belege hoch."),
    ("services", "Eigentümer", "person:ann", "owner", ANN),
    ("services", "Accounts", "1234; 5678", "accounts", ("1234", "5678")),
    ("assets", "Art", "Anwendung", "kind", "application"),
    ("assets", "Art", "SaaS", "kind", "application"),
    ("assets", "Art", "Netzwerk", "kind", "network"),
    ("assets", "Art", "Gerät", "kind", "device"),
    ("assets", "Art", "Geraet", "kind", "device"),
    ("assets", "Art", "Datenbank", "kind", "data"),
    ("assets", "Art", "Quellcode", "kind", "code"),
    ("assets", "Art", "Papier", "kind", "record"),
    ("assets", "Art", "Infrastruktur", "kind", "infrastructure"),
    ("assets", "Catégorie", "logiciel", "kind", "application"),
    ("assets", "Catégorie", "Matériel", "kind", "infrastructure"),
    ("assets", "Catégorie", "reseau", "kind", "network"),
    ("assets", "Catégorie", "poste", "kind", "device"),
    ("assets", "Catégorie", "Données", "kind", "data"),
    ("assets", "Type", "Cloud account", "kind", "cloud_account"),
    ("assets", "Type", "Know-how", "kind", "knowledge"),
    ("assets", "Klassifizierung", "öffentlich", "classification", "public"),
    ("assets", "Klassifizierung", "oeffentlich", "classification", "public"),
    ("assets", "Klassifizierung", "intern", "classification", "internal"),
    ("assets", "Vertraulichkeit", "VERTRAULICH", "classification", "confidential"),
    ("assets", "Vertraulichkeit", "streng vertraulich", "classification", "restricted"),
    ("assets", "Classification", "confidentielle", "classification", "confidential"),
    ("assets", "Classification", "secret", "classification", "restricted"),
    ("assets", "Umgebung", "Produktion", "environment", "production"),
    ("assets", "Umgebung", "Büro", "environment", "corporate"),
    ("assets", "Environnement", "préproduction", "environment", "staging"),
    ("assets", "Environnement", "développement", "environment", "development"),
    ("assets", "Environment", "QA", "environment", "staging"),
    ("assets", "Kritikalität", "hoch", "criticality", "high"),
    ("assets", "Criticité", "bas", "criticality", "low"),
    ("assets", "Personenbezogene Daten", "ja", "personal_data", True),
    ("assets", "Lieferant", "X-1", "vendor", "X-1"),
    ("units", "Leitung", ANN, "head", ANN),
    ("units", "Effectif", "12", "headcount", 12),
    ("sites", "Anschrift", "Am Markt 1", "address", "Am Markt 1"),
    ("sites", "Pays", "France", "country", "France"),
    ("sites", "Art", "data centre", "kind", "data_centre"),
    ("sites", "Art", "Home working", "kind", "home_working"),
    ("sites", "Mitarbeitende", 40, "headcount", 40),
    ("interfaces", "Kind", "dependency", "kind", "dependency"),
    ("interfaces", "Controlled by", "AC-01; AC-02", "controls", ("AC-01", "AC-02")),
]
REFUSED = [
    (
        "assets",
        "Art",
        "Auto",
        "kind",
        "'Auto' is none of: application, infrastructure, cloud_account, network, device, data, code, record, "
        "knowledge",
    ),
    (
        "assets",
        "Klassifizierung",
        "egal",
        "classification",
        "'egal' is none of: public, internal, confidential, restricted",
    ),
    (
        "assets",
        "Umgebung",
        "Mond",
        "environment",
        "'Mond' is none of: production, staging, development, corporate",
    ),
    ("assets", "Criticité", "?", "criticality", "'?' is none of: low, medium, high"),
    ("sites", "Kind", "Lager", "kind", "'Lager' is none of: office, data_centre, home_working, other"),
    ("interfaces", "Kind", "Kabel", "kind", "'Kabel' is none of: interface, dependency"),
    ("units", "Headcount", "zwölf", "headcount", "'zwölf' is no number"),
    (
        "assets",
        "Serves",
        "SVC-9",
        "services",
        "'SVC-9' is not among the services; add it there first, or correct it",
    ),
]


@each(("key", "required"), REQUIRED)
def test_no_record_is_made_without_what_is_required(key: str, required: set[str]) -> None:
    assert needed(key) == required


@each(("key", "field", "target"), REFERS)
def test_a_reference_looks_in_its_register_alone(key: str, field: str, target: str) -> None:
    assert only_in(key, field, target) == [pointless_said(key, field, target)]


@each(("key", "header", "cell", "field", "value"), CELLS)
def test_a_cell_of_a_sheet_is_read(key: str, header: str, cell: Any, field: str, value: Any) -> None:
    assert read(key, header, cell) == (field, value)


@each(("key", "header", "cell", "field", "words"), REFUSED)
def test_a_cell_that_cannot_be_read_is_named(
    key: str, header: str, cell: Any, field: str, words: str
) -> None:
    assert refused(key, header, cell) == f"sheet S, row 2, column C ({header}), {field}: {words}"


@each("key", ["assets", "units"])
def test_what_belongs_to_itself_goes_round_in_a_circle(key: str) -> None:
    of = register(key)
    (said,) = faults_of_all({key: [least(of, "T-1", part_of="T-1")]}, OUTSIDE, today=TODAY)
    assert sentence(said) == (
        f"{of.title}, T-1, Part of: goes round in a circle of 1: T-1 > T-1; expected an end; take one of "
        "these links out"
    )


@each("key", ["units", "sites", "groups"])
def test_nobody_counts_fewer_people_than_none(key: str) -> None:
    assert fields_wrong(key, headcount=-1) == {("headcount", "number_below_zero")}
    assert wrong(key, headcount=0) == []


def test_a_site_is_an_office_and_a_boundary_an_interface_until_somebody_says_otherwise() -> None:
    site, interface = recorded("sites", {"Country": "FR"}), recorded("interfaces", {"With": "A bank"})
    assert (getattr(site, "kind", None), getattr(interface, "kind", None)) == (
        SiteKind.OFFICE,
        InterfaceKind.INTERFACE,
    )


def test_a_service_is_used_by_customers_until_somebody_says_otherwise() -> None:
    plain, internal = recorded("services", {}), recorded("services", {"External": "no"})
    assert (getattr(plain, "customers", None), getattr(internal, "customers", None)) == (True, False)


def test_a_row_of_an_asset_becomes_the_record_that_it_says() -> None:
    found = recorded(
        "assets",
        {"Art": "Datenbank", "Klassifizierung": "geheim", "Owner": ANN, "PII": "x", "Serves": "X-1, X-2"},
    )
    assert found == Asset(
        id="X-1",
        name="Name of X-1",
        kind=AssetKind.DATA,
        classification=Classification.RESTRICTED,
        owner=ANN,
        personal_data=True,
        services=("X-1", "X-2"),
    )


@each(("cls", "code"), [(Asset, "asset_without_owner"), (Service, "service_without_owner")])
def test_assets_and_services_are_found_without_an_owner_and_no_longer_with_one(
    cls: type[Asset | Service], code: str
) -> None:
    assert found_codes(least(cls, "T-1")) == {("T-1", code)}
    assert found_codes(least(cls, "T-1", owner=ANN)) == set()
    assert found_codes(least(cls, "T-1", retired_on=before(1))) == set()


def test_a_site_may_stand_without_an_owner() -> None:
    assert found_codes(least(Site, "T-1")) == set()
