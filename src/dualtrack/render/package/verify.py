"""Checks this package as FORMAT.md says: Python 3.8 or later, no more. Exit: 0 intact, 1 not, 2 nothing."""
import argparse, base64, csv, hashlib, io, json, pathlib, sys  # noqa: E401, I001 - tight: 200 lines at most
from functools import partial, reduce
from typing import Any
SHOWS = "Shown: nothing in this package changed since its checkpoint was signed with the key in vkey."
DOES_NOT_SHOW = "Not shown: that records are true or complete, or older than the newest outside anchor."
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, RFC 8032 section 5.1
D, ROOT, BASE = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P), b"X" + b"f" * 31
READ, OWN = json.JSONDecoder(parse_float=int, parse_constant=int).decode, {"manifest.json", "manifest.sig"}
WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
def add(p: Any, q: Any) -> Any:
    (a, b), (c, d) = p, q
    return (a*d + b*c) * pow(1 + D*a*b*c*d, -1, P) % P, (a*c + b*d) * pow(1 - D*a*b*c*d, -1, P) % P
def times(factor: int, p: Any) -> Any:
    half = times(factor // 2, p) if factor else (0, 1)
    return add(add(half, half), p) if factor & 1 else add(half, half)
def point(data: bytes) -> Any:
    y, odd = int.from_bytes(data, "little") & ((1 << 255) - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT % P
    if y >= P or x * x % P != square or (x == 0 and odd):
        raise ValueError("not a point of the curve")
    return x if x & 1 == odd else P - x, y
def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    scalar = int.from_bytes(signature[32:], "little")
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    right = add(point(signature[:32]), times(hashed, point(public)))
    return times(scalar, point(BASE)) == right and len(signature) == 64 and scalar < ORDER
def parse_vkey(text: str) -> Any:
    name, key_id, encoded = text.split("+", 2)
    data = base64.b64decode(encoded)
    found = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    if (key_id, encoded, 33, 1) != (found.hex(), base64.b64encode(data).decode(), len(data), data[0]):
        raise ValueError("the name, the key id and the key do not belong together")
    return name, found, data[1:]
def open_note(data: bytes, *keys: Any) -> bytes:  # its text; one signature by each key, None: unreadable
    text, _, tail = data.rpartition(b"\n\n")
    pairs = [(k, base64.b64decode(tail.split(b"\n")[n].split(b" ")[-1])[4:]) for n, k in enumerate(keys) if k]
    made = "".join(f"\u2014 {key[0]} {base64.b64encode(key[1] + s).decode()}\n" for key, s in pairs).encode()
    if None not in keys and (made != tail or not all(signed(k[2], text + b"\n", s) for k, s in pairs)):
        raise ValueError(f"is not signed by {keys[0][0]}")
    return text + b"\n"
def strict(line: bytes) -> Any:
    value = READ(line.decode())
    if WRITE(value).encode() != line:
        raise ValueError("is not canonical JSON")
    return value
def joined(right: bytes, left: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
def tree_of(leaves: Any) -> Any:  # RFC 6962 section 2.1: the nodes over whole pairs
    levels = [[bytes.fromhex(leaf) for leaf in leaves]]
    while len(levels[-1]) > 1:
        levels.append([*map(joined, levels[-1][1::2], levels[-1][::2])])
    return levels
def root_of(levels: Any, low: int, high: int) -> str:  # over these leaves, by whole subtrees
    parts = [nodes[(high >> level) - 1] for level, nodes in enumerate(levels) if high - low >> level & 1]
    return (reduce(joined, parts) if parts else hashlib.sha256(b"").digest()).hex()
def proof(levels: Any, old: int, size: int) -> Any:  # 2.1.2: the last subtree of old, its path
    starts = [((old - 1 >> n ^ 1) << n, 1 << n) for n in range(64) if 1 << n >= old & -old]
    path = [root_of(levels, low, min(low + width, size)) for low, width in starts if low < size]
    return [root_of(levels, old & old - 1, old)] * bool(old & old - 1) + path
class Check:  # one run over {name: opener}; `problems` names each item that is not as it was
    def __init__(self, files: Any, given: Any = None, held: Any = ()) -> None:
        self.files, self.problems, self.erased = files, {}, []  # type: Any, dict[str, Any], list[Any]
        self.digests = {name: self.digest(name) for name in sorted(files)}
        self.vkey = self.read("vkey").decode("utf-8", "replace")[:-1]
        self.key = self.attempt("vkey", "signature", parse_vkey, self.vkey)
        self.manifest = self.attempt("manifest.json", "changed", self.check_manifest) or {}
        self.lines = self.read("entries.jsonl").split(b"\n")[:-1]
        self.leaves = self.read("leaves").decode("utf-8", "replace").lower().split("\n")[:-1]
        self.levels = self.attempt("leaves", "changed", tree_of, self.leaves) or [[]]
        self.ring = self.check_keys()
        self.head = self.attempt("checkpoint", "signature", self.opened, self.read("checkpoint"))
        if self.head and self.manifest.get("checkpoint") not in (None, self.head):
            self.problem("checkpoint", "inconsistent", "is not the one that manifest.json names")
        self.entries = self.check_entries()
        self.attempt("entries.jsonl", "changed", self.check_blobs)
        self.attempt("index.csv", "changed", self.check_index)
        for name in [n for n in self.digests if n.startswith("consistency/") and not self.problems]:
            self.attempt(name, "signature", self.check_proof, name, *self.read(name).split(b"\n\n", 1))
        fits = [self.attempt(name, "signature", self.check_earlier, name, note) for name, note in held]
        self.anchor = max((size for size in fits if size is not None), default=None)
        if given and self.attempt("vkey", "signature", parse_vkey, given) not in dict(self.ring).values():
            self.problem("vkey", "signature", "is not the key that you hold, nor announced by it")
    def problem(self, item: str, kind: str, detail: object) -> Any:
        self.problems.setdefault(item, {"item": item, "kind": kind, "detail": str(detail)})
    def attempt(self, item: str, kind: str, work: Any, *arguments: Any) -> Any:
        try:
            return work(*arguments)
        except Exception as error:  # noqa: BLE001 - whatever damage raises, the item is named
            return self.problem(item, kind, error)
    def read(self, name: str) -> bytes:
        with self.files.get(name, io.BytesIO)() as file:
            return bytes(file.read())
    def digest(self, name: str) -> str:
        hashed = hashlib.sha256()
        with self.files[name]() as file:
            any(map(hashed.update, iter(partial(file.read, 1 << 20), b"")))  # to the end: update gives None
        return hashed.hexdigest()
    def check_keys(self) -> Any:  # each key, oldest first, with the size of the last head that it signs
        ring, told = [], None
        for seq in [seq for seq, line in enumerate(self.lines) if b'"type":"key_rotation","v":1,' in line]:
            old, told = self.attempt(f"entry {seq}", "signature", self.rotation, seq, told) or (None, None)
            ring.append((seq if old else sys.maxsize, old))
        if self.key and told not in (None, self.key):
            self.problem("vkey", "signature", "is a key that no rotation announces")
        return [*ring, (sys.maxsize, self.key)]
    def rotation(self, seq: int, told: Any) -> Any:  # a head that names the next key, signed by both
        note = strict(self.lines[seq])["value"]["note"].encode()
        old, new = map(parse_vkey, note.partition(b"\n\n")[0].decode().split("\n")[3:])
        if self.check_earlier(f"entry {seq}", note, old, new) != seq or told not in (None, old):
            raise ValueError("changes a key that nobody announced, or stands at another head")
        return old, new
    def opened(self, note: bytes, *keys: Any) -> Any:
        origin, size, root = note.partition(b"\n\n")[0].decode("utf-8").split("\n")[:3]
        keys = keys or (next(key for last, key in self.ring if int(size) <= last),)
        if open_note(note, *keys) and any(key and key[0] != origin for key in keys):
            raise ValueError(f"is of {origin}, and the key is the one of {keys[0][0]}")
        return {"origin": origin, "size": int(size), "root": base64.b64decode(root).hex()}
    def check_manifest(self) -> Any:
        sealed = self.attempt("manifest.sig", "signature", open_note, self.read("manifest.sig"), self.key)
        if sealed not in (None, f"{self.digests.get('manifest.json')}  manifest.json\n".encode()):
            raise ValueError("has not the SHA-256 that manifest.sig signs")
        manifest = strict(self.read("manifest.json")[:-1])
        listed = {row["path"]: row["sha256"] for row in manifest["files"]}
        for name in sorted({name for name, _ in listed.items() ^ self.digests.items()} - OWN):
            kind = "extra" if name not in listed else "changed" if name in self.files else "missing"
            self.problem(name, kind, "is not as manifest.json lists it")
        return manifest
    def check_entries(self) -> Any:
        found, facts = [], {}
        for seq, line in enumerate(self.lines):
            stub = line[1:].decode("latin-1") if line.startswith(b"#") else ""
            found.append(stub or hashlib.sha256(b"\0" + line).hexdigest())
            fact = stub == "" and self.attempt(f"entry {seq}", "changed", strict, line)
            facts[found[-1]] = (b'"blobs":["' in line or b'"erasure"' in line) and fact  # the rest can go
        size = len(self.levels[0])
        if self.head and (self.head["size"], self.head["root"]) != (size, root_of(self.levels, 0, size)):
            self.problem("leaves", "inconsistent", "do not lead to the size and the root of the checkpoint")
            self.leaves, self.levels = found, self.attempt("leaves", "changed", tree_of, found) or [[]]
        more, same = len(found) - len(self.leaves), set(found) == set(self.leaves)
        kind = "extra" if more > 0 else "missing" if more else "reordered" if same else "changed"
        wrong = [i for i, leaf in enumerate([*self.leaves, ""]) if found[i:i + 1] != [leaf]]
        for seq in wrong[:1] if more else wrong[:-1]:  # where the count is off, every later line is shifted
            self.problem(f"entry {seq}", kind, "is not the line whose hash stands in leaves")
        return {seq: facts[leaf] for seq, leaf in enumerate(self.leaves) if facts.get(leaf)}
    def check_blobs(self) -> None:
        named = {f"blobs/{blob}" for entry in self.entries.values() for blob in entry["blobs"]}
        for seq, v in [(seq, e["value"]) for seq, e in self.entries.items() if e["type"] == "erasure"]:
            took = [*map("blobs/{}".format, v["blobs"]), *(f"entry {one['seq']}" for one in v["entries"])]
            self.erased += [{"item": i, "entry": seq, "legal_basis": v.get("legal_basis")} for i in took]
        for name in sorted(named - {*self.files, *(row["item"] for row in self.erased)}):
            self.problem(name, "erased_without_entry", "is named by an entry, and no entry erased it")
        for name in [name for name in self.digests if name.startswith("blobs/")]:
            if self.digests[name] != name[6:] or (name not in named and not self.problems):
                self.problem(name, "changed", "has not the SHA-256 of its name, or no entry names it")
    def check_index(self) -> None:
        for n, row in enumerate(csv.DictReader(io.StringIO(self.read("index.csv").decode("utf-8-sig"))), 1):
            blobs = self.entries.get(int(row["ledger_seq"]), {"blobs": ()})["blobs"]
            if row["sha256"] not in blobs and not self.problems:
                self.problem(f"index.csv row {n}", "inconsistent", "names no blob of a disclosed entry")
    def check_earlier(self, item: str, note: bytes, *keys: Any) -> Any:
        _, at, root = self.opened(note, *keys).values()
        own = root if keys and self.problems else at <= len(self.levels[0]) and root_of(self.levels, 0, at)
        kind = "rolled_back" if at > len(self.leaves) else "inconsistent"
        return at if root == own else self.problem(item, kind, "is no beginning of this ledger")
    def check_proof(self, item: str, steps: bytes, note: bytes) -> None:
        size = self.check_earlier(item, note)
        if steps.decode().split("\n") != [f"old {size}", *proof(self.levels, size, len(self.leaves))]:
            self.problem(item, "inconsistent", "holds another proof than the one of its checkpoint")
    def result(self) -> "dict[str, Any]":
        r = {"intact": not self.problems, "origin": "", "size": 0, "root": "", **(self.head or {})}
        r.update(newest_anchor=self.anchor, problems=[*self.problems.values()], vkey=self.vkey)
        r.update({key: self.manifest.get(key) for key in ("kind", "engagement", "example", "interim")})
        return {**r, "erased": self.erased, "shows": [SHOWS] * r["intact"], "does_not_show": [DOES_NOT_SHOW]}
def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("dir", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--vkey", help="the key that you were given by another way")
    parser.add_argument("--checkpoint", type=pathlib.Path, action="append", default=[], help="one you hold")
    given = parser.parse_args()
    try:
        held = [(str(path), path.read_bytes()) for path in [given.dir / "checkpoint", *given.checkpoint]][1:]
        paths = [path for path in given.dir.rglob("*") if path.is_symlink() or not path.is_dir()]
        files = {path.relative_to(given.dir).as_posix(): partial(path.open, "rb") for path in paths}
        r = Check(files, given.vkey, held).result()
    except OSError as error:
        parser.exit(2, f"{error}\n")
    lines = [f"{row['kind']}: {row['item']}: {row['detail']}" for row in r["problems"]]
    lines += [f"erased by entry {row['entry']}: {row['item']}: {row['legal_basis']}" for row in r["erased"]]
    lines += ["INTACT" if r["intact"] else "NOT INTACT", *r["shows"], *r["does_not_show"]]
    lines += [f"Key: {r['vkey']} - compare it with the one that you were given by another way."]
    lines += ["EXAMPLE: invented data"] * bool(r["example"]) + [f"INTERIM: {g}" for g in r["interim"] or []]
    lines = [line if line.isascii() and line.isprintable() else ascii(line)[1:-1] for line in lines]
    sys.stdout.write(json.dumps(r) + "\n" if given.json else "\n".join(lines) + "\n")
    return 0 if r["intact"] else 1
if __name__ == "__main__":
    sys.exit(main())
