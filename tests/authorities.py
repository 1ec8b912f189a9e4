"""Others who hold heads: a witness who cosigns with openssl alone, and an authority that stamps times."""

import subprocess
from pathlib import Path

_TSA = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
_USE = (
    "extendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n"
)
# What the how-to page tells a witness to run: $name, $time and $note in, key.pem made once.
WITNESS = """
set -eu
[ -f key.pem ] || openssl genpkey -algorithm ed25519 -out key.pem
openssl pkey -in key.pem -pubout -outform DER | tail -c 32 > key.raw
{ printf '\\004'; cat key.raw; } > key.typed
id=$({ printf '%s\\n' "$name"; cat key.typed; } | sha256sum | cut -c-8)
echo "$name+$id+$(openssl base64 -A -in key.typed)" > vkey
{ printf 'cosignature/v1\\ntime %s\\n' "$time"; sed '/^$/,$d' "$note"; } > text
openssl pkeyutl -sign -inkey key.pem -rawin -in text -out signature
bytes() { openssl asn1parse -genstr "FORMAT:HEX,OCTETSTRING:$1" -noout -out der; tail -c $((${#1} / 2)) der; }
{ bytes "$id$(printf '%016x' "$time")"; cat signature; } > line
{ cat "$note"; echo "— $name $(openssl base64 -A -in line)"; } > cosigned.note
"""


def cosign(folder: Path, note: bytes, time: int, name: str = "auditor.example") -> tuple[bytes, str]:
    """The note with the witness's line, and the witness's key."""
    folder.mkdir(exist_ok=True)
    (folder / "given.note").write_bytes(note)
    said = {"name": name, "time": str(time), "note": "given.note", "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", "-c", WITNESS], cwd=folder, env=said, check=True, capture_output=True)
    return (folder / "cosigned.note").read_bytes(), (folder / "vkey").read_text("ascii").strip()


class Authority:
    """A time-stamping authority in a folder, made new; it stamps with this machine's clock."""

    def __init__(self, folder: Path, root_key: str = "ed25519") -> None:
        """Make its root, its certificate and its settings; the root may stamp times itself, as many may."""
        folder.mkdir(exist_ok=True)
        self.folder, self.roots = folder, folder / "root.pem"
        (folder / "tsa.cnf").write_text(_TSA.format(folder=folder), "ascii")
        (folder / "use").write_text(_USE, "ascii")
        root = f"req -x509 -newkey {root_key} -nodes -keyout root.key -out root.pem -days 3650"
        self.openssl(f"{root} -subj /CN=Root -addext extendedKeyUsage=timeStamping")
        self.openssl(
            "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr", "-subj", "/CN=Stamps of Example"
        )
        given = "-CA root.pem -CAkey root.key -CAcreateserial -days 3650 -extfile use"
        self.openssl(f"x509 -req -in tsa.csr {given} -out tsa.pem")

    def openssl(self, words: str, *more: str) -> None:
        """One call of openssl in the folder."""
        call = ["openssl", *words.split(), *more]
        subprocess.run(call, cwd=self.folder, check=True, capture_output=True)

    def stamp(self, request: bytes, *, chain: bool = False) -> bytes:
        """The answer to a request; with the root's certificate behind the signer's, if asked."""
        (self.folder / "q.tsq").write_bytes(request)
        signer = "-signer tsa.pem -inkey tsa.key" + " -chain root.pem" * chain
        self.openssl(f"ts -reply -config tsa.cnf -queryfile q.tsq {signer} -out answer.tsr")
        return (self.folder / "answer.tsr").read_bytes()

    def accepts(self, token: Path, data: Path) -> bool:
        """Whether `openssl ts` finds the token right, without anything of ours."""
        call = ["openssl", "ts", "-verify", "-in", str(token), "-data", str(data), "-CAfile", str(self.roots)]
        return subprocess.run(call, check=False, capture_output=True).returncode == 0
