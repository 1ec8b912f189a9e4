"""The example's anchors: the CPA firm cosigns the ledger's head, month by month and where it matters most.

The witness's key comes from a sentence, so that the example is the same each time; like its passwords it is
known to everybody and shows nothing.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dualtrack.app.cli.example import company
from dualtrack.app.cli.example.script import Script, at, by
from dualtrack.app.ledger import anchoring, checkpoints, keys
from dualtrack.app.ledger.held import Held
from dualtrack.domain.ledger.cosignature import WitnessKey, cosign

_KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"the witness of the example").digest())
WITNESS = WitnessKey("fictional-assurance.example", keys.public_bytes(_KEY))
DAYS = (
    *(date(2027, month, 1) for month in range(2, 11)),
    date(2027, 5, 14),  # the day after the Statement of Applicability was released
    date(2027, 6, 30),  # before the observation period begins
    date(2027, 9, 30),  # its first quarter ends
    date(2027, 10, 16),  # the second version of the Statement, before Stage 1
)
LAST = company.TODAY - timedelta(minutes=20)


def plan(script: Script) -> None:
    """Plan each cosignature."""
    for day in DAYS:
        script.add(at(day, 18), _witness, alone=True)
    script.add(LAST, _witness, alone=True)


def _witness(now: datetime) -> None:
    note = cosign(checkpoints.checkpoint(), WITNESS, _KEY.sign, now)
    given = Held(name="cosigned.note", note=note)
    anchoring.witnessed(actor=by("mara"), now=now, given=given, vkey=str(WITNESS))
