"""Which place a kind of import leads to."""

from datetime import date

from dualtrack.app.programme.import_places import Place, RegisterPlace
from dualtrack.app.programme.people_import import PeoplePlace
from dualtrack.app.programme.risk_import import RiskPlace
from dualtrack.app.risks.registering import method_of_today
from dualtrack.domain.registers.field import PEOPLE, RISKS
from dualtrack.domain.registers.registry import by_key


def place_of(key: str, today: date) -> Place:
    """The place of that key; risks need a method in force, whose scales their scores are on."""
    if key == RISKS:
        return RiskPlace(method_of_today(today))
    if key == PEOPLE:
        return PeoplePlace()
    register = by_key(key)
    if register is None:
        raise KeyError(f"{key}: nothing is imported under this name")
    return RegisterPlace(register)
