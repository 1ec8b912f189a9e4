"""A profile as TOML, read strictly: all that is wrong with it is told at once."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.sheets.matching import with_id
from dualtrack.sheets.problem import Code, Problem, problem
from dualtrack.sheets.profile import SEPARATORS, DayOrder, DecimalMark, Profile

_TEXT, _NUMBER, _LIST, _TABLE = "a text", "a whole number above 0", "a list of texts", "a table of texts"
_TABLES = "a table of texts for each column"
_SETTINGS = MappingProxyType(
    {
        "name": _TEXT,
        "register": _TEXT,
        "sheet": _TEXT,
        "header_row": _NUMBER,
        "key": _LIST,
        "make_ids": _TEXT,
        "rest_into": _TEXT,
        "separators": _LIST,
        "day_order": _TEXT,
        "decimal": _TEXT,
        "columns": _TABLE,
        "constants": _TABLE,
        "values": _TABLES,
    }
)


def _table_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


_FITS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        _TEXT: lambda value: isinstance(value, str),
        _NUMBER: lambda value: type(value) is int and value > 0,
        _LIST: lambda value: (
            isinstance(value, list) and value != [] and all(isinstance(v, str) and v for v in value)
        ),
        _TABLE: _table_of_texts,
        _TABLES: lambda value: isinstance(value, dict) and all(map(_table_of_texts, value.values())),
    }
)


def read_profile(
    text: str, registers: Mapping[str, Sequence[Field]]
) -> tuple[Profile | None, tuple[Problem, ...]]:
    """The profile, or everything that is wrong with it; `registers` are the fields of each by its key."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (problem(Code.BAD_TOML, reason=error),)
    wrong = _wrong_settings(told)
    if not wrong:
        wrong = [*_wrong_choices(told, registers)]
    if wrong:
        return None, tuple(wrong)
    profile = _made(told)
    wrong = [*profile_problems(profile, registers[profile.register])]
    return (None if wrong else profile), tuple(wrong)


def _wrong_settings(told: Mapping[str, Any]) -> list[Problem]:
    known = ", ".join(_SETTINGS)
    found = [problem(Code.PROFILE_UNKNOWN, name=name, known=known) for name in told if name not in _SETTINGS]
    found += [
        problem(Code.PROFILE_MISSING, name=name)
        for name in ("name", "register", "columns")
        if name not in told
    ]
    for name, expected in _SETTINGS.items():
        if name in told and not _FITS[expected](told[name]):
            came = json.dumps(told[name], ensure_ascii=False, default=str)
            found.append(problem(Code.PROFILE_TYPE, name=name, came=came, expected=expected))
    return found


def _wrong_choices(told: Mapping[str, Any], registers: Mapping[str, Sequence[Field]]) -> list[Problem]:
    choices: dict[str, Sequence[str]] = {
        "register": list(registers),
        "day_order": [*DayOrder],
        "decimal": [*DecimalMark],
    }
    return [
        problem(Code.PROFILE_CHOICE, name=name, came=told[name] or '""', known=" ".join(known))
        for name, known in choices.items()
        if name in told and told[name] not in known
    ]


def _made(told: Mapping[str, Any]) -> Profile:
    return Profile(
        name=told["name"],
        register=told["register"],
        sheet=told.get("sheet", ""),
        header_row=told.get("header_row"),
        columns=tuple(told["columns"].items()),
        constants=tuple(told.get("constants", {}).items()),
        values=tuple(
            (column, came, meant)
            for column, pairs in told.get("values", {}).items()
            for came, meant in pairs.items()
        ),
        key=tuple(told.get("key", ("id",))),
        make_ids=told.get("make_ids", ""),
        rest_into=told.get("rest_into", ""),
        separators=tuple(told.get("separators", SEPARATORS)),
        day_order=DayOrder(told["day_order"]) if "day_order" in told else None,
        decimal=DecimalMark(told["decimal"]) if "decimal" in told else None,
    )


def profile_problems(profile: Profile, fields: Sequence[Field]) -> tuple[Problem, ...]:
    """What is wrong with a profile of this register: fields it does not have or that are filled twice."""
    known = {field.name: field for field in with_id(fields)}
    texts = [name for name, field in known.items() if field.kind in (FieldKind.TEXT, FieldKind.LONG)]
    named = [("columns", f) for _, f in profile.columns] + [("constants", f) for f, _ in profile.constants]
    named += [("key", f) for f in profile.key]
    if profile.rest_into:
        named.append(("rest_into", profile.rest_into))
    wrong = [
        problem(Code.PROFILE_FIELD, name=name, came=field, register=profile.register, known=", ".join(known))
        for name, field in named
        if field not in known
    ]
    if profile.rest_into in known and profile.rest_into not in texts:
        came, listed = profile.rest_into, ", ".join(texts)
        wrong.append(problem(Code.PROFILE_CHOICE, name="rest_into", came=came, known=listed))
    mapped = [column for column, _ in profile.columns]
    wrong += [
        problem(Code.PROFILE_VALUES, came=column, known=", ".join(mapped))
        for column in dict.fromkeys(column for column, _, _ in profile.values)
        if column not in mapped
    ]
    return (*wrong, *_filled_twice(profile), *_keys_unfilled(profile, known))


def _filled_twice(profile: Profile) -> list[Problem]:
    places = [(field, column) for column, field in profile.columns]
    places += [(field, "a constant") for field, _ in profile.constants]
    counts = Counter(field for field, _ in places)
    return [
        problem(
            Code.PROFILE_FIELD_TWICE,
            came=field,
            places=" and ".join(where for f, where in places if f == field),
        )
        for field, count in counts.items()
        if count > 1
    ]


def _keys_unfilled(profile: Profile, known: Mapping[str, Field]) -> list[Problem]:
    made = {"id"} if profile.make_ids else set()
    missing = [field for field in profile.key if field in known and field not in profile.filled | made]
    return [problem(Code.PROFILE_KEY, came=field) for field in missing]


def profile_text(profile: Profile) -> str:
    """The profile as TOML that reads back equal."""
    lines = [f"name = {_quoted(profile.name)}", f"register = {_quoted(profile.register)}"]
    if profile.sheet:
        lines.append(f"sheet = {_quoted(profile.sheet)}")
    if profile.header_row is not None:
        lines.append(f"header_row = {profile.header_row}")
    lines += [f"key = {_listed(profile.key)}", f"separators = {_listed(profile.separators)}"]
    for name in ("make_ids", "rest_into", "day_order", "decimal"):
        value: str | StrEnum | None = getattr(profile, name)
        if value:
            lines.append(f"{name} = {_quoted(str(value))}")
    lines += ["", "[columns]", *(f"{_quoted(c)} = {_quoted(f)}" for c, f in profile.columns)]
    if profile.constants:
        lines += ["", "[constants]", *(f"{_quoted(f)} = {_quoted(v)}" for f, v in profile.constants)]
    for column in dict.fromkeys(column for column, _, _ in profile.values):
        pairs = [(came, meant) for of, came, meant in profile.values if of == column]
        lines += ["", f"[values.{_quoted(column)}]", *(f"{_quoted(c)} = {_quoted(m)}" for c, m in pairs)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
