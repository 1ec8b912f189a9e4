"""Kill commands with signal 9, at another moment each time: nothing acknowledged is lost, none is half done.

The moment is a part of the time that the command takes here, spread by the golden ratio from the seed on.
After each kill the same look: the home verifies, what the command makes is absent or whole, and the command
works again.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.drills.commands import COMMANDS, KILLED, NAMES, Command, Place, faults
from tests.drills.figures import Hand, drawn, parts
from tests.drills.forks import PATIENCE, Ended, Forks
from tests.trying import FULL

pytestmark = [pytest.mark.drill, pytest.mark.slow]

KILLS = 25 if FULL else 1  # in one part of one command
PARTS = 5  # 8 commands x 5 x 25 = 1,000
GUESS = 0.2  # seconds that a command takes, before it was seen once
GOLDEN = 0.6180339887
DISK = "tests.drills.broken_disk"
BEYOND = 1.02  # now and then a command has just ended


def moments(*of: object) -> Iterator[float]:
    """Parts of a command's time without end, no two beside each other."""
    at = drawn(*of).random()
    while True:
        at = (at + GOLDEN) % 1
        yield at * BEYOND


def killed(forks: Forks, place: Place, command: Command, number: int, delay: float) -> Ended:
    """The command, killed so many seconds after its beginning."""
    started = forks.start(command.of(place), *command.call(place, number), main=command.main)
    time.sleep(delay)
    started.kill()
    return started.end()


def drill(forks: Forks, place: Place, name: str, part: int, kills: int) -> list[str]:
    """Kill it so often; what is wrong afterwards."""
    command, wrong = COMMANDS[name], []
    told, done, length = set[str](), 0, GUESS
    for number, at in enumerate(moments(name, part)):
        command.clear(place)
        ended = killed(forks, place, command, number, at * length)
        wrong += [f"kill {number} at {at:.3f}: {fault}" for fault in faults(forks, place, command, ended)]
        done += ended.code in KILLED
        command.clear(place)
        again = command.run(forks, place, 1000 + number)
        if again.code != 0:
            wrong.append(f"kill {number} at {at:.3f}: it does not work again: {again.err[-300:]}")
        told.update(command.tells(ended), command.tells(again))
        length = again.seconds
        if done == kills:
            break
    lost = told - place.objects()
    return wrong + [f"acknowledged and lost: {name}" for name in sorted(lost)]


@pytest.mark.parametrize("name", NAMES)
@parts(PARTS)
def test_a_killed_command_loses_nothing_and_leaves_nothing_half_there(
    forks: Forks, place: Place, name: str, part: int, figure: Hand
) -> None:
    wrong = drill(forks, place, name, part, KILLS)
    figure("kills of commands", cases=KILLS, wrong=len(wrong))
    assert wrong == []


def in_place() -> None:
    """A build that is broken on purpose: it unpacks a backup where the home is to stand."""
    from dualtrack.app.ledger import restoring  # noqa: PLC0415 - in the child alone

    def there(prefix: str, dir: Path) -> str:  # noqa: A002 - as the function that it stands for
        path = dir / prefix.removeprefix(".").removesuffix(".new-")
        path.mkdir()
        return str(path)

    restoring.tempfile = SimpleNamespace(mkdtemp=there)  # type: ignore[assignment]  # the broken build


def test_control_a_build_that_writes_a_package_in_place_is_caught(
    forks: Forks, place: Place, figure: Hand
) -> None:
    command, broken = COMMANDS["package"], [[f"{DISK}:careless"], [f"{DISK}:stop", 7]]
    started = forks.start(place.home, *command.call(place, 0), before=broken)
    assert started.out.readline() == "here\n"
    started.kill()
    found = list(faults(forks, place, command, started.end()))
    assert any("p.zip stands under its name and is not whole" in fault for fault in found)
    figure("kills of commands", control="a package written in place: half of it was named")


@pytest.mark.sqlite  # PostgreSQL has no restore
def test_control_a_build_that_restores_in_place_is_caught(forks: Forks, place: Place, figure: Hand) -> None:
    command, broken = COMMANDS["restore"], [["tests.drills.test_kill_commands:in_place"]]
    started = forks.start(command.of(place), *command.call(place, 0), before=broken)
    until = time.monotonic() + PATIENCE
    while not command.of(place).exists() and time.monotonic() < until:
        time.sleep(0.001)
    started.kill()
    found = list(faults(forks, place, command, started.end()))
    assert any("stands under its name and is not whole" in fault for fault in found)
    figure("kills of commands", control="restore in place: a half home was named")
