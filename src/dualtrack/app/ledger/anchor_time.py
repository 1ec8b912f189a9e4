"""Anchors by RFC 3161: an authority says that a head was there at a time; checkable with `openssl ts`."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from attrs import frozen
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from dualtrack.app.ledger import anchoring, checkpoints
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind

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
    """The stamp of an answer, where a certificate that leads to one of the roots signed it at its time."""
    import rfc3161_client as client  # noqa: PLC0415 - as above

    try:
        answer = client.decode_timestamp_response(token)
        info = answer.tst_info
        digest = info.message_imprint.message
    except ValueError as error:
        raise StampError(f"no answer of a time-stamping authority: {error}") from error
    if info.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise StampError("is not over a SHA-256")
    verifier = client.VerifierBuilder(roots=_certificates(roots)).build()
    try:
        verifier.verify(answer, digest)
    except (client.VerificationError, ValueError) as error:
        raise StampError(_short(str(error))) from error
    return Stamp(digest=digest, at=info.gen_time, authority=_signer(answer.signed_data.certificates))


def _certificates(roots: bytes) -> list[x509.Certificate]:
    try:
        found = x509.load_pem_x509_certificates(roots)
    except ValueError as error:
        raise StampError("the certificates are not PEM") from error
    return list(found)


def _signer(certificates: Sequence[bytes] | set[bytes]) -> str:
    """Who signed: the certificate in the answer that may stamp times."""
    for data in sorted(certificates):
        certificate = x509.load_der_x509_certificate(data)
        try:
            use = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except x509.ExtensionNotFound:
            continue
        if ExtendedKeyUsageOID.TIME_STAMPING in use:
            return certificate.subject.rfc4514_string()
    raise StampError("carries no certificate of a time-stamping authority; ask for it with the request")


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
