"""What the root of the API says: which program answers, whose token it was, and which addresses there are."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from dualtrack import __version__
from dualtrack.app.ledger import home
from dualtrack.domain.ledger.token import Token


class RootToken(TypedDict):
    """The token that asked."""

    id: str
    name: str
    owner: str
    scopes: list[str]
    expires_on: str


class RootAddress(TypedDict):
    """One address of the API."""

    method: str
    path: str
    summary: str


class Root(TypedDict):
    """What there is."""

    api: str
    program: str
    example: bool
    token: RootToken
    addresses: list[RootAddress]


def root_of(token: Token, described: Mapping[str, Any]) -> Root:
    """The root for a token; its addresses are those of the API's own description."""
    return Root(
        api="v1",
        program=__version__,
        example=home.current().example,
        token=RootToken(
            id=token.id,
            name=token.name,
            owner=token.owner,
            scopes=[scope.value for scope in token.scopes],
            expires_on=token.expires_on.isoformat(),
        ),
        addresses=[
            RootAddress(method=method.upper(), path=path, summary=operation["summary"])
            for path, operations in described["paths"].items()
            for method, operation in operations.items()
        ],
    )
