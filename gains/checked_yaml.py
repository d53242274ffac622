"""YAML files that a person writes, checked by pydantic; what is wrong is told in sentences."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError


class YamlError(ValueError):
    """A file that cannot be used.

    Parameters
    ----------
    sentences : iterable of str
        One sentence per problem: the place, what stands there, and what to write.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__(" ".join(self.sentences))


class Checked(BaseModel):
    """A mapping with known keys; a key that is not known is refused, with the nearest one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _has_known_keys(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for key in value:
            if key not in known:
                raise said(
                    f"'{{inside}}{key}' is not known{hint(key, known)}: there are "
                    f"{', '.join(known)}."
                )
        return value


def said(sentence: str) -> PydanticCustomError:
    """Return an error with a sentence of its own.

    Parameters
    ----------
    sentence : str
        `{place}` in it stands for the keys that lead to the value, `{inside}` for the same with
        the dot that comes before a further key.

    Returns
    -------
    PydanticCustomError
        To be raised in a validator.
    """
    return PydanticCustomError("said", "{sentence}", {"sentence": sentence})


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a person most likely meant.

    Parameters
    ----------
    name : str
        What was looked for.
    candidates : iterable of str
        What there is.

    Returns
    -------
    str or None
        The nearest candidate as it is written, None when none is near.
    """
    by_folded = {candidate.strip().lower(): candidate for candidate in candidates}
    found = difflib.get_close_matches(name.strip().lower(), by_folded, n=1, cutoff=0.5)
    return by_folded[found[0]] if found else None


def hint(name: object, candidates: Iterable[str]) -> str:
    """Return a bracket with the nearest candidate, empty where none is near."""
    near = nearest(str(name), candidates)
    return f" (the nearest is '{near}')" if near else ""


def read_text(path: Path) -> str:
    """Return the text of a file, which must be UTF-8.

    Raises
    ------
    YamlError
        When it is not.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise YamlError(
            [f"line {line} is not UTF-8: open the file in a text editor and save it as UTF-8."]
        ) from None


def read_yaml(content: str, loader: type = yaml.SafeLoader) -> dict[Any, Any]:
    """Return the key and value pairs of a YAML text.

    Parameters
    ----------
    content : str
        The text.
    loader : type
        `yaml.BaseLoader` keeps every value a text.

    Returns
    -------
    dict
        Empty for an empty text.

    Raises
    ------
    YamlError
        When it is no YAML, or does not consist of pairs.
    """
    try:
        parsed = yaml.load(content, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise YamlError(
            [f"{where}this is not valid YAML ({getattr(error, 'problem', error)})."]
        ) from None
    except RecursionError:
        raise YamlError(["this is not valid YAML (it is nested too deeply)."]) from None
    if parsed in (None, ""):
        return {}
    if not isinstance(parsed, dict):
        raise YamlError(["the file must consist of 'key: value' pairs."])
    return parsed


def sentences(error: ValidationError) -> list[str]:
    """Return what pydantic found, one sentence per problem."""
    return list(dict.fromkeys(_sentence(one) for one in error.errors()))


def _sentence(error: ErrorDetails) -> str:
    place = _place(error["loc"])
    context = error.get("ctx", {})
    if error["type"] == "said":
        inside = f"{place}." if place else ""
        return context["sentence"].replace("{place}", place).replace("{inside}", inside)
    if error["type"] == "missing":
        return f"'{place}' is missing."
    if error["type"] == "literal_error":
        return f"{place}: '{error['input']}' must be one of {context['expected']}."
    if error["type"] in ("string_type", "bool_type", "bool_parsing"):
        words = "one value" if error["type"] == "string_type" else "true or false"
        return f"{place} must be {words}."
    if error["type"] in ("dict_type", "model_type", "model_attributes_type"):
        return f"{place or 'the file'} must consist of 'key: value' pairs."
    if error["type"] in ("list_type", "tuple_type"):
        return f"{place} must be a list."
    return f"{place}: '{error['input']}' cannot be used ({error['msg']})."


def _place(location: tuple[int | str, ...]) -> str:
    place = ""
    for part in location:
        if isinstance(part, int):
            place += f", entry {part + 1}"
        elif part != "[key]":
            place += f".{part}" if place else part
    return place
