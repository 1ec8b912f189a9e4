"""The certificates of a time-stamping answer are sorted, and nothing else of it is touched."""

import pytest

from dualtrack.domain.ledger.stamp import DerError, in_der_order


def der(tag: int, *content: bytes) -> bytes:
    """One element, its length written as short as can be."""
    body = b"".join(content)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    digits = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 + len(digits)]) + digits + body


STATUS = der(0x30, der(0x02, b"\0"))
SHORT, LONG, OTHER = der(0x30, b"b"), der(0x30, b"z" * 300), der(0x30, b"a" * 200)


def answer(*sets: bytes, content: bytes = der(0x30, b"signed")) -> bytes:
    """A TimeStampResp around SignedData with these sets behind its content, one of which is the signers'."""
    signers = der(0x31, der(0x30, b"2"), der(0x30, b"1"))
    signed = der(0x30, der(0x02, b"\3"), der(0x31, b""), content, *sets, signers)
    return der(0x30, STATUS, der(0x30, der(0x06, b"oid"), der(0xA0, signed)))


def test_certificates_and_revocations_are_sorted_and_nothing_else_is() -> None:
    given = answer(der(0xA0, LONG, OTHER, SHORT), der(0xA1, LONG, SHORT))
    assert in_der_order(given) == answer(der(0xA0, SHORT, OTHER, LONG), der(0xA1, SHORT, LONG))


@pytest.mark.parametrize(
    "given",
    [
        answer(),
        answer(der(0xA0)),
        answer(der(0xA0, SHORT)),
        answer(der(0xA0, SHORT, LONG)),
        answer(content=der(0x30, der(0xA0, LONG, SHORT))),  # what is signed may hold sets of its own
        der(0x30, STATUS),  # a refusal of the authority holds no token
    ],
)
def test_what_stands_in_order_is_given_back_as_it_came(given: bytes) -> None:
    assert in_der_order(given) == given


INDEFINITE = b"\x30\x80" + STATUS + b"\0\0"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "byte 0: 0 elements inside, expected more than 0"),
        (b"\x30", "byte 0: ends within an element"),
        (b"<html>", "byte 0: an element of 104 bytes, and 4 are left"),
        (der(0x31, STATUS), "byte 0: tag 31, expected 30"),
        (answer() + b"\0", f"byte {len(answer())}: ends within an element"),
        (answer() + b"\x05\0", f"byte {len(answer())}: more bytes than the answer has"),
        (INDEFINITE, "byte 0: a length that is not definite, or of more than 4 bytes"),
        (b"\x30\x85\0\0\0\0\1a", "byte 0: a length that is not definite, or of more than 4 bytes"),
        (b"\x30\x82\1", "byte 0: a length that is not definite, or of more than 4 bytes"),
        (b"\x30\x81\1a", "byte 0: a length that is not written as short as can be"),
        (b"\x30\x82\0\x80" + b"a" * 128, "byte 0: a length that is not written as short as can be"),
        (der(0x30), "byte 0: 0 elements inside, expected more than 1"),
        (der(0x30, STATUS, der(0x04)), "byte 7: tag 04, expected 30"),
        (der(0x30, STATUS, der(0x30, b"")), "byte 7: 0 elements inside, expected more than 1"),
        (answer(der(0xA0, b"\x1f\x81\1a")), "a tag of more than one byte"),
        (answer(der(0xA0, SHORT, b"\x30\5")), "an element of 5 bytes, and 0 are left"),
    ],
)
def test_bytes_that_are_no_answer_are_refused_by_the_place(given: bytes, why: str) -> None:
    with pytest.raises(DerError) as caught:
        in_der_order(given)
    assert why in str(caught.value)


def test_no_cut_and_no_changed_byte_ends_in_another_error() -> None:
    whole = answer(der(0xA0, LONG, SHORT), der(0xA1, OTHER))
    changed = [
        whole[:i] + bytes([whole[i] ^ flip]) + whole[i + 1 :] for i in range(60) for flip in range(256)
    ]
    for given in [*(whole[:i] for i in range(len(whole))), *changed]:
        try:
            assert len(in_der_order(given)) == len(given)
        except DerError:
            continue
