"""All registers, in the order in which they are shown."""

from collections.abc import Mapping

from dualtrack.domain.registers import things
from dualtrack.domain.registers.register import Register

REGISTERS: tuple[Register, ...] = things.REGISTERS
BY_KEY: Mapping[str, Register] = {register.key: register for register in REGISTERS}
