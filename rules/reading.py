"""Reads a YAML file into a pydantic model; what is wrong is told with file and line, in Dutch."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from woolak.errors import CaseFileError

__all__ = ["Model", "read_beside", "read_rules", "read_yaml"]


class Model(BaseModel):
    """A piece of a rule file or of zaak.yaml: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=BaseModel)

SENTENCES = {
    "extra_forbidden": "de sleutel '{key}' is onbekend",
    "missing": "de sleutel '{key}' ontbreekt",
    "date_from_datetime_parsing": "'{key}' is geen datum; schrijf bijvoorbeeld 2024-03-31",
    "date_type": "'{key}' is geen datum; schrijf bijvoorbeeld 2024-03-31",
    "string_type": "'{key}' moet tekst zijn",
    "bool_parsing": "'{key}' moet true of false zijn",
    "bool_type": "'{key}' moet true of false zijn",
    "list_type": "'{key}' moet een lijst zijn",
    "tuple_type": "'{key}' moet een lijst zijn",
    "literal_error": "'{key}' mag alleen zijn: {expected}",
    "value_error": "{message}",
}


def _line_of(root: yaml.Node | None, location: tuple[int | str, ...]) -> int | None:
    """Line (from 1) of the key or value at a place in the file, or of the nearest thing around it."""
    if root is None:
        return None
    node, line = root, root.start_mark.line + 1
    for step in location:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == str(step)]
            if not pairs:
                break
            line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        # any other step is a branch of a union that pydantic tried: not in the file
    return line


def _sentence(error: ErrorDetails) -> str:
    location = error["loc"]
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    context = error.get("ctx", {})
    template = SENTENCES.get(error["type"], "de waarde van '{key}' past hier niet")
    return template.format(key=key, expected=context.get("expected", ""), message=context.get("error", ""))


def _parsed(text: str) -> tuple[yaml.Node | None, Any]:
    """The nodes of a file, which know their lines, and the values made of them: parsed once, by libyaml."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def read_yaml(path: Path, model: type[M], name: str | None = None) -> M:
    """Read and check one file. Raises CaseFileError for the first thing that is wrong."""
    name = name or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
        node, data = _parsed(text)
    except OSError:
        raise CaseFileError(name, None, "het bestand bestaat niet of kan niet worden gelezen") from None
    except UnicodeDecodeError:
        raise CaseFileError(name, None, "het bestand is geen UTF-8-tekst") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise CaseFileError(name, line, "de opmaak (YAML) klopt niet; let op inspringing en dubbele punten") from None
    except yaml.YAMLError:
        raise CaseFileError(name, None, "de opmaak (YAML) klopt niet") from None
    try:
        return model.model_validate(data if data is not None else {})
    except ValidationError as failure:
        first = failure.errors()[0]
        raise CaseFileError(name, _line_of(node, first["loc"]), _sentence(first)) from None


@cache
def read_beside(package: str, file: str, model: type[M]) -> M:
    """Read a file that lies beside the code of a package of ours (`woolak.publish`), once per process."""
    with resources.as_file(resources.files(package) / file) as path:
        return read_yaml(path, model, name=f"{package.partition('.')[2].replace('.', '/')}/{file}")


def read_rules(file: str, model: type[M]) -> M:
    """Read a file of rules/, by its path in there, once per process."""
    found: M = read_beside("woolak.rules", file, model)
    return found
