"""What is wrong with a method or a risk, as a value: a code with parameters; words are made at the edge."""

from attrs import frozen


@frozen
class Fault:
    """One thing that is wrong: the code, the field it stands in, and what the words need."""

    code: str
    field: str = ""
    params: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> dict[str, str]:
        """The parameters by name."""
        return dict(self.params)


def fault(code: str, field: str = "", **params: object) -> Fault:
    """A fault with its parameters as text."""
    return Fault(str(code), field, tuple((name, str(value)) for name, value in params.items()))
