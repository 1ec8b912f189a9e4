"""JSON that parses and is refused all the same."""

import json

from tests.each import each

from dualtrack.connectors.reading.guard import MAX_DEPTH, TOO_DEEP, trouble


def asked(raw: str) -> str | None:
    return trouble(raw.encode(), json.loads(raw), b'"status"', 1)


def nested(levels: int) -> str:
    return '{"a":' * levels + "1" + "}" * levels


def test_depth_is_bounded() -> None:
    assert asked(nested(MAX_DEPTH)) is None
    assert asked(nested(MAX_DEPTH + 1)) == TOO_DEEP == "nested deeper than 64 levels"
    assert asked('{"a":' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "}") == TOO_DEEP


def test_many_brackets_are_no_depth() -> None:
    assert asked(json.dumps({"a": [{} for _ in range(500)]})) is None


@each("raw", ['{"status":1,"status":1}', '{"a":{"status":1,"b":2,"status":2}}'])
def test_a_key_that_stands_twice_in_one_object_is_refused(raw: str) -> None:
    assert asked(raw) == "the key 'status' stands twice in one object; which one is meant cannot be told"


@each("raw", ['{"status":1,"b":{"status":2}}', '{"status":"\\"status\\"","b":"\\"status\\""}'])
def test_a_key_may_stand_in_several_objects_or_in_text(raw: str) -> None:
    assert asked(raw) is None
