"""The area of a control comes from its id, and a role key becomes words."""

from tests.each import each

from dualtrack.domain.controls.area import AREAS, OTHER, area_of, role_title


@each(
    ("control", "area"),
    [("AC-02", "Access"), ("PI-01", "Processing integrity"), ("XX-1", OTHER), ("ACME-1", OTHER), ("", OTHER)],
)
def test_the_area_is_that_of_the_prefix(control: str, area: str) -> None:
    assert area_of(control) == area


def test_no_two_areas_share_a_title() -> None:
    assert len(set(AREAS.values())) == len(AREAS)
    assert OTHER not in AREAS.values()


@each(
    ("role", "title"),
    [
        ("head_of_it", "Head of IT"),
        ("ciso", "CISO"),
        ("compliance_lead", "Compliance lead"),
        ("it_operations", "IT operations"),
        ("owner", "Owner"),
    ],
)
def test_a_role_reads_as_people_write_it(role: str, title: str) -> None:
    assert role_title(role) == title
