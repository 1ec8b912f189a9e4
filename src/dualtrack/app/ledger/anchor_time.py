"""Anchors by RFC 3161: an authority says that a head was there at a time; checkable with `openssl ts`."""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import frozen
from cryptography import x509

from dualtrack.app.ledger import anchoring, checkpoints
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind
from dualtrack.domain.ledger.stamp import in_der_order

if TYPE_CHECKING:
    from rfc3161_client.tsp import SignedData

_SHA256 = "2.16.840.1.101.3.4.2.1"


class StampError(ValueError):
    """The token or the certificates do not show what they should; the message says why."""


@frozen(kw_only=True)
class Stamp:
    """What a token says: the hash that the authority saw, when, and who it is."""

    digest: bytes
    at: datetime
    authority: str


def request() -> bytes:
    """What to send to an authority: the SHA-256 of the newest head, and that its certificate is wanted."""
    import rfc3161_client as client  # noqa: PLC0415 - 30 ms that other commands need not pay

    builder = client.TimestampRequestBuilder().data(checkpoints.checkpoint())
    asked = builder.hash_algorithm(client.HashAlgorithm.SHA256).nonce(nonce=False)
    return asked.cert_request(cert_request=True).build().as_bytes()


def read(token: bytes, roots: bytes) -> Stamp:
    """The stamp of an answer, where a certificate that leads to one of the roots signed it at its time.

    What is read is the answer with its certificates in the order that DER asks, since the library takes
    no other; what is kept are the bytes as they came. StampError where the answer shows no such thing.
    """
    import rfc3161_client as client  # noqa: PLC0415 - as above

    try:
        answer = client.decode_timestamp_response(in_der_order(token))
        info = answer.tst_info
        digest = info.message_imprint.message
    except ValueError as error:
        raise StampError(f"no answer of a time-stamping authority: {error}") from error
    if info.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise StampError("is not over a SHA-256")
    if not answer.signed_data.certificates:
        raise StampError("carries no certificate of a time-stamping authority; ask for it with the request")
    verifier = client.VerifierBuilder(roots=_certificates(roots)).build()
    try:
        verifier.verify(answer, digest)
    except (client.VerificationError, ValueError) as error:
        raise StampError(_short(str(error))) from error
    return Stamp(digest=digest, at=info.gen_time, authority=_signer(answer.signed_data))


def _certificates(roots: bytes) -> list[x509.Certificate]:
    try:
        found = x509.load_pem_x509_certificates(roots)
    except ValueError as error:
        raise StampError("the certificates are not PEM") from error
    return list(found)


def _signer(signed: "SignedData") -> str:
    """Who signed: the certificate that the verified signature names, which need not be the only one.

    An authority's own root may be allowed to stamp times too, and stand in the answer beside its signer.
    """
    (signer,) = signed.signer_infos
    found = (x509.load_der_x509_certificate(data) for data in signed.certificates)
    return next(
        c.subject.rfc4514_string()
        for c in found
        if (c.issuer, c.serial_number) == (signer.issuer, signer.serial_number)
    )


def _short(why: str) -> str:
    """The reason without the library's own inside."""
    return why.partition(': "Verify error: ')[2].partition('"')[0] or why.partition(": Unable")[0]


def stamped(*, actor: Actor, now: datetime, token: Held, roots: Held) -> Anchor:
    """Record an authority's answer about one of our heads."""
    try:
        stamp = read(token.note, roots.note)
    except StampError as error:
        raise RefusedError("timestamp_is_not_valid", file=token.name, why=error) from error
    note = _head_of(stamp.digest)
    if note is None:
        raise RefusedError("timestamp_is_of_no_head", file=token.name)
    return anchoring.keep(
        actor=actor,
        now=now,
        kind=AnchorKind.TIMESTAMP,
        note=note,
        holder=stamp.authority,
        held_since=stamp.at,
        proofs=(token.note, roots.note),
    )


def _head_of(digest: bytes) -> bytes | None:
    """The signed head with this hash, the newest first."""
    notes = CheckpointRow.objects.order_by("-size").values_list("note", flat=True).iterator()
    return next((bytes(note) for note in notes if sha256(bytes(note)).digest() == digest), None)
