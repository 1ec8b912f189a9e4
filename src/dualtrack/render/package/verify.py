"""Checks a package as FORMAT.md says, on Python 3.8 or later. Exit: 0 intact, 1 not, 2 nothing."""
import sys  # at most 200 lines, so no blank ones; nothing that lies beside this file is imported
if __name__ == "__main__" and not sys.flags.isolated: sys.path[:] = [p for p in sys.path if p != sys.path[0]]
import argparse, base64, csv, datetime, functools, io, json, pathlib, re
from hashlib import sha256, sha512
from typing import Any
SHOWN = "Shown: nothing in this package changed since its checkpoint was signed with the key in vkey."
UNSHOWN = "Not shown: that records are true or complete, or older than the newest outside anchor."
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032)
D, BASE = -121665 * pow(121666, -1, P) % P, b"X" + b"f" * 31
READ = json.JSONDecoder(parse_float=int, parse_constant=int).raw_decode  # int refuses 1.5 and NaN
WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
NO = {"vkey": "key", "index.csv": "table", "signature": "signed note", "changed": "JSON as in FORMAT.md"}
HASH, TEXT, TIME = "[0-9a-f]{64}", r'"[^"\\]*(\\.[^"\\]*)*"', r'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{6}Z"'
ENTRY = re.compile(rf'{{"action":{TEXT},"actor":{TEXT},"blobs":\[("{HASH}"(,"{HASH}")*)?\],"object":{TEXT},'
    rf'"occurred_at":(null|{TIME}),"reason":{TEXT},"recorded_at":{TIME},"salt":"[0-9a-f]{{32}}","seq":\d+,'
    rf'("tombstone":{{.*}},)?"tv":[1-9]\d*,"type":{TEXT},"v":1,("value":{{.*}},)?"via":{TEXT}}}'.encode())
def ensure(holds: object, otherwise: str) -> None:
    if not holds: raise AssertionError(otherwise)
def add(a: int, b: int, c: int, d: int) -> Any:  # two points of the curve
    inverse = pow(1 - (t := D*a*b*c*d % P)**2, -1, P)  # 1 / (1 + t) is 1 - t times it, and the reverse
    return (a*d + b*c) * (1 - t) * inverse % P, (a*c + b*d) * (1 + t) * inverse % P
def times(n: int, p: Any) -> Any:  # by doubling, and adding where a bit is set
    return functools.reduce(lambda q, b: add(*add(*q, *q), *(p if b == "1" else (0, 1))), f"{n:b}", (0, 1))
def point(data: bytes) -> Any:  # from its 32 bytes
    y, odd = int.from_bytes(data, "little") & ((1 << 255) - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = w if (w := pow(square, (P + 3) // 8, P))**2 % P == square else w * pow(2, (P - 1) // 4, P) % P
    ensure(y < P and x * x % P == square and (x or not odd), "names no point of the curve")
    return x if x & 1 == odd else P - x, y
def signed(public: bytes, message: bytes, signature: bytes) -> bool:  # RFC 8032 section 5.1.7
    scalar = int.from_bytes(signature[32:], "little")
    hashed = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    right = add(*point(signature[:32]), *times(hashed, point(public)))
    return times(scalar, point(BASE)) == right and len(signature) == 64 and scalar < ORDER
def b64(data: bytes) -> str: return base64.b64encode(data).decode()
def parse_vkey(text: str) -> Any:  # "Signed notes": name, key id and public key of a vkey
    name, keyid, encoded = text.split("+", 2)
    found = sha256(name.encode() + b"\n" + (data := base64.b64decode(encoded))).digest()[:4]
    ensure((keyid, encoded, len(data), data[:1]) == (found.hex(), b64(data), 33, b"\1"), "is no key")
    return name, found, data[1:]
def note_text(note: bytes, keys: Any, others: bool = False) -> bytes:  # or by witnesses too
    text, _, tail = note.rpartition(b"\n\n")
    found = [(n, base64.b64decode(d)) for n, d in re.findall("\u2014 ([^\\s+]+) (\\S{8,})\n", tail.decode())]
    again = "".join(f"\u2014 {name} {b64(data)}\n" for name, data in found)
    own = [(key, d[4:]) for name, d in found for key in keys if key and (name, d[:4]) == key[:2]]
    fits = again == tail.decode() and [key for key, _ in own] == keys and (others or len(own) == len(found))
    fits = fits and all(signed(key[2], text + b"\n", signature) for key, signature in own)
    ensure(fits or None in keys, f"is not signed by {keys[0] and keys[0][0]}")  # None: told already
    return text + b"\n"
def joined(right: bytes, left: bytes) -> bytes: return sha256(b"\x01" + left + right).digest()
def tree_of(leaves: Any) -> Any:  # "Tree", RFC 6962 section 2.1: the nodes over whole pairs
    ensure(len({*filter(re.compile(HASH).fullmatch, leaves)}) == len(leaves), "are not hashes, each once")
    levels = [[bytes.fromhex(leaf) for leaf in leaves]]
    while len(levels[-1]) > 1: levels.append([*map(joined, levels[-1][1::2], levels[-1][::2])])
    return levels
def root_of(levels: Any, low: int, high: int) -> str:  # over these leaves, by whole subtrees
    parts = [nodes[(high >> n) - 1] for n, nodes in enumerate(levels) if high - low >> n & 1]
    return (functools.reduce(joined, parts) if parts else sha256(b"").digest()).hex()
def proof(levels: Any, old: int, size: int) -> Any:  # 2.1.2: the last subtree of old, its path
    starts = [((old - 1 >> n ^ 1) << n, 1 << n) for n in range(64) if 1 << n >= old & -old]
    path = [root_of(levels, low, min(low + width, size)) for low, width in starts if low < size]
    return [root_of(levels, old & old - 1, old)] * bool(old & old - 1) + path
class Check:  # one run over {name: opener}; `problems` names each item that is not as it has to be
    def __init__(self, files: Any, given: Any = None, held: Any = ()) -> None:
        self.problems, self.blobs_of, self.erased, self.latest = {}, {}, [], ""  # type: Any, Any, Any, str
        for name in files: self.must(files[name], name, "extra", "is no plain file")
        self.files = {name: files[name] for name in sorted(files) if files[name]}
        self.rows = {name: self.row(name) for name in self.files}
        for n in ("vkey", "leaves", "entries.jsonl"):
            self.must(self.read(n)[-1:] in (b"\n", b""), n, "changed", "does not end in a newline")
        self.vkey = self.read("vkey").decode("utf-8", "replace")[:-1]
        self.key = self.run("vkey", "signature", parse_vkey, self.vkey)
        self.manifest = self.run("manifest.json", "changed", self.check_manifest) or {}
        self.lines = self.read("entries.jsonl").split(b"\n")[:-1]
        self.leaves = self.read("leaves").decode("latin-1").split("\n")[:-1]
        self.levels = self.run("leaves", "changed", tree_of, self.leaves) or [[]]
        self.ring = self.check_keys()
        self.head = self.run("checkpoint", "signature", self.opened, self.read("checkpoint"))
        if self.head and self.manifest and WRITE(self.manifest.get("checkpoint")) != WRITE(self.head):
            self.must(False, "checkpoint", "inconsistent", "is not the one in manifest.json")
        self.check_lines(); self.run("index.csv", "changed", self.check_index)
        for name in [n for n in self.files if n.startswith("consistency/") and not self.problems]:
            self.run(name, "signature", self.check_proof, name, *self.read(name).split(b"\n\n", 1))
        self.held = {n: self.run(n, "signature", self.check_earlier, n, note) for n, note in held}
        if given and self.run("vkey", "signature", parse_vkey, given) not in dict(self.ring).values():
            self.must(False, "vkey", "signature", "is not the key that you hold, nor announced by it")
    def must(self, holds: object, item: str, kind: str, why: object) -> Any:  # the first stays
        if not holds: self.problems.setdefault(item, dict(item=item, kind=kind, detail=str(why)))
    def run(self, item: str, kind: str, work: Any, *arguments: Any) -> Any:
        try: return work(*arguments)
        except AssertionError as error: return self.must(False, item, kind, error)  # of `ensure`
        except Exception: return self.must(False, item, kind, f"is no {NO.get(item, NO[kind])}")
    def read(self, name: str) -> bytes:
        self.must(name in self.files, name, "missing", "is not there")
        with self.files.get(name, io.BytesIO)() as file: return bytes(file.read())
    def row(self, name: str) -> Any:  # as the manifest has to list the file
        digest, size = sha256(), 0
        with self.files[name]() as file:
            while part := file.read(1 << 19): digest.update(part); size += len(part)
        return {"path": name, "sha256": digest.hexdigest(), "size": size}
    def check_keys(self) -> Any:  # step 1: each key, oldest first, with the last size that it signs
        ring, told = [], None
        for seq in [seq for seq, line in enumerate(self.lines) if b'"type":"key_rotation","v":1,' in line]:
            old, told = self.run(f"entry {seq}", "signature", self.rotation, seq, told) or (None, None)
            ring.append((seq if old else sys.maxsize, old))
        self.must(not self.key or told in (None, self.key), "vkey", "signature", "is not announced")
        return [*ring, (sys.maxsize, self.key)]
    def rotation(self, n: int, due: Any) -> Any:  # a head that names the next key
        note = READ(self.lines[n].decode())[0]["value"]["note"].encode()
        old, new = map(parse_vkey, note.rpartition(b"\n\n")[0].decode().split("\n")[3:])
        ensure(due in (None, old) and self.check_earlier(f"entry {n}", note, [old, new]) == n, "unannounced")
        return old, new
    def opened(self, note: bytes, both: Any = (), others: bool = False) -> Any:  # step 2
        origin, size, root, *more = note.rpartition(b"\n\n")[0].decode().split("\n")
        head = {"origin": origin, "size": int(size), "root": base64.b64decode(root).hex()}
        note_text(note, keys := both or [next(k for n, k in self.ring if head["size"] <= n)], others)
        again = [str(head["size"]), b64(base64.b64decode(root)), *{key[0] for key in keys if key}]
        ensure([*again, len(more)] == [size, root, origin][:len(again)] + [len(both)], "is no such head")
        return head
    def check_manifest(self) -> Any:  # steps 2 and 3
        text = self.run("manifest.sig", "signature", note_text, self.read("manifest.sig"), [self.key])
        data = self.read("manifest.json")
        seal, manifest = f"{sha256(data).hexdigest()}  manifest.json\n".encode(), READ(data.decode())[0]
        ensure(text in (None, seal) and WRITE(manifest) + "\n" == data.decode(), "is not what was signed")
        listed = {row["path"]: WRITE(row) for row in manifest["files"]}
        there = {n: WRITE(self.rows[n]) for n in {*self.files} - {"manifest.json", "manifest.sig"}}
        for name in sorted({name for name, _ in listed.items() ^ there.items()}):
            kind = "extra" if name not in listed else "changed" if name in there else "missing"
            self.must(False, name, kind, "is not as manifest.json lists it")
        ensure([row["path"] for row in manifest["files"]] == sorted(listed), "is disordered"); return manifest
    def check_lines(self) -> None:  # steps 4 to 6
        found = [str(n[1:], "latin1") if n[:1] == b"#" else sha256(b"\0" + n).hexdigest() for n in self.lines]
        own = {"size": len(self.leaves), "root": root_of(self.levels, 0, len(self.levels[0]))}
        if "leaves" in self.problems or (self.head and self.head != {**self.head, **own}):
            self.must(False, "leaves", "inconsistent", "do not lead to the root of the checkpoint")
            self.leaves, self.levels = found, self.run("leaves", "changed", tree_of, found) or [[]]
        more, same = len(found) - len(self.leaves), {*found} == {*self.leaves}
        kind = "extra" if more > 0 else "missing" if more else "reordered" if same else "changed"
        wrong = [i for i, leaf in enumerate([*self.leaves, ""]) if found[i:i + 1] != [leaf]]
        for n in wrong[:1] if more else wrong[:-1]: self.must(False, f"entry {n}", kind, "has another leaf")
        for seq, line in enumerate(self.lines if found == self.leaves else ()):
            if line[:1] != b"#": self.run(f"entry {seq}", "changed", self.check_entry, seq, line)
        named = {f"blobs/{blob}" for blobs in self.blobs_of.values() for blob in blobs}
        for name in named - {*self.files, *(row["item"] for row in self.erased)}:
            self.must(False, name, "erased_without_entry", "is named by an entry, and no entry erased it")
        for name in [name for name in self.files if name.startswith("blobs/")]:
            fits = self.rows[name]["sha256"] == name[6:] and (name in named or self.problems)
            self.must(fits, name, "changed", "has another SHA-256, or no entry names it")
    def check_entry(self, seq: int, line: bytes) -> None:  # step 5, "Entries"
        ensure(WRITE(entry := READ(line.decode())[0]).encode() == line, "is not canonical JSON")
        fits = ENTRY.fullmatch(line) and (len(entry), len({*entry["blobs"]})) == (14, len(entry["blobs"]))
        ensure(fits, "has not the keys and values of an entry")
        for t in entry["recorded_at"], entry["occurred_at"]: t and datetime.datetime.fromisoformat(t[:-1])
        ensure(entry["seq"] == seq and entry["recorded_at"] >= self.latest, "has not the seq or time here")
        self.latest, self.blobs_of[seq] = entry["recorded_at"], entry["blobs"]
        out = entry["value"] if entry["type"] == "erasure" else {"blobs": (), "entries": ()}
        items = [f"blobs/{b}" for b in out["blobs"]] + [f"entry {e['seq']}" for e in out["entries"]]
        self.erased += [{"item": i, "entry": seq, "legal_basis": out.get("legal_basis")} for i in items]
    def check_index(self) -> None:  # step 7
        for n, row in enumerate(csv.DictReader(io.StringIO(self.read("index.csv").decode("utf-8-sig"))), 1):
            fits = row["sha256"] in self.blobs_of.get(int(row["ledger_seq"]), ()) or self.problems
            self.must(fits, f"index.csv row {n}", "inconsistent", "names no blob of such an entry")
    def check_earlier(self, item: str, note: bytes, both: Any = ()) -> Any:  # step 8: its size
        _, at, root = self.opened(note, both, not both).values()
        own = root if both and self.problems else at <= len(self.levels[0]) and root_of(self.levels, 0, at)
        kind = "rolled_back" if at > len(self.leaves) else "inconsistent"
        return at if root == own else self.must(False, item, kind, "is no beginning of this ledger")
    def check_proof(self, item: str, steps: bytes, note: bytes) -> None:  # step 8: consistency/
        due = [f"old {(at := self.check_earlier(item, note))}", *proof(self.levels, at, len(self.leaves))]
        self.must(steps.decode().split("\n") == due, item, "inconsistent", "holds another proof")
    def result(self) -> "dict[str, Any]":  # "Answer of verify.py"
        fits = {name: size for name, size in self.held.items() if size is not None}
        shown = [SHOWN, *(f"Shown: it continues your checkpoint of size {fits[n]} ({n})." for n in fits)]
        r = {"intact": not self.problems, "origin": "", "size": 0, "root": "", **(self.head or {})}
        r.update({k: self.manifest.get(k) for k in ("kind", "engagement", "example", "interim")})
        r.update(newest_anchor=max(fits.values(), default=None), problems=[*self.problems.values()])
        return dict(r, vkey=self.vkey, erased=self.erased, shows=shown * r["intact"], does_not_show=[UNSHOWN])
def files_of(top: pathlib.Path) -> Any:  # {name: how to open it}, False for what is no regular file
    return {p.relative_to(top).as_posix(): p.is_file() and not p.is_symlink() and (lambda p=p: p.open("rb"))
            for p in top.rglob("*") if p.is_symlink() or not p.is_dir()}
if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dir", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--vkey", help="the key that you were given by another way")
    parser.add_argument("--checkpoint", type=pathlib.Path, action="append", default=[], help="one you hold")
    args = parser.parse_args()
    try:
        args.dir.joinpath("checkpoint").lstat()  # without one nothing can be checked
        r = Check(files_of(args.dir), args.vkey, [(str(p), p.read_bytes()) for p in args.checkpoint]).result()
    except OSError as error: parser.exit(2, f"{error.filename}: {error.strerror}\n")
    lines = [f"{row['kind']}: {row['item']}: {row['detail']}" for row in r["problems"]]
    lines += [f"erased by entry {row['entry']}: {row['item']}: {row['legal_basis']}" for row in r["erased"]]
    lines += ["INTACT" if r["intact"] else "NOT INTACT", *r["shows"], *r["does_not_show"]]
    lines += [f"Key: {r['vkey']} - compare it with the one that you were given by another way."]
    lines += ["EXAMPLE: invented data"] * bool(r["example"]) + [f"INTERIM: {g}" for g in r["interim"] or []]
    lines = [line if line.isascii() and line.isprintable() else ascii(line)[1:-1] for line in lines]
    sys.stdout.write(json.dumps(r) + "\n" if args.json else "\n".join(lines) + "\n")
    sys.exit(not r["intact"])
