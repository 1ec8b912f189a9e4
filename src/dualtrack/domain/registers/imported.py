"""What is kept of imports: how sheets of one kind are read, and each import with its file and its figures."""

from datetime import date

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


@recorded("import_profile")
@frozen(kw_only=True)
class ImportProfile:
    """A mapping under its name, for one register; `text` is the same TOML that a profile file holds."""

    id: str
    register: str
    name: str
    text: str


@recorded("register_import")
@frozen(kw_only=True)
class RegisterImport:
    """One import: of which file (kept by its hash) and sheet, how, and what became of its rows.

    The entries right before its first one are what it wrote: a record each, `new` and `changed` together.
    `profile` is the TOML that was used; `rejected_sha256` names the kept list of rejected rows.
    """

    id: str
    register: str
    file: str
    sha256: str
    sheet: str
    mode: str
    profile: str
    new: int
    changed: int
    unchanged: int
    absent: int
    rejected: int
    rejected_sha256: str | None = None
    by: str
    on: date
    undone_by: str | None = None
    undone_on: date | None = None

    @property
    def written(self) -> int:
        """How many records it wrote."""
        return self.new + self.changed
