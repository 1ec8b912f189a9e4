"""A signed head that somebody outside holds: that it is ours, and that the ledger still continues it."""

from attrs import frozen

from dualtrack.app.ledger import home, key_ring, keys, queries
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.note import Checkpoint, NoteError
from dualtrack.domain.ledger.tree import Frontier


@frozen(kw_only=True)
class Held:
    """What somebody brought: the name that they gave it, and the note's bytes."""

    name: str
    note: bytes

    def opened(self) -> Checkpoint:
        """The head, where the key of its size signed it."""
        try:
            return key_ring.ring(home.current()).open(self.note, keys.verify)
        except NoteError as error:
            raise RefusedError("held_checkpoint_is_not_ours", file=self.name, why=error) from error

    def continued_in(self, size: int) -> Checkpoint:
        """The head, where the first `size` entries begin with it; else a refusal that says why not."""
        found = self.opened()
        if found.size > size:
            raise RefusedError("held_checkpoint_is_larger", file=self.name, object=found.size, size=size)
        if Frontier().extend(queries.leaves(0, found.size)).root() != found.root:
            raise RefusedError("held_checkpoint_is_another_ledger_s", file=self.name, object=found.size)
        return found
