"""Checks requests and answers against a description in OpenAPI 3: as much of it as such descriptions use."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "number": (int, float)}


def _fits(text: str, format_: str) -> bool:
    try:
        if format_ == "uuid":
            uuid.UUID(text)
        elif format_ == "date":
            datetime.date.fromisoformat(text)
        elif format_ == "date-time":
            datetime.datetime.fromisoformat(text)
        elif format_ == "uri":
            return "://" in text
    except ValueError:
        return False
    return True


class Description:
    """An OpenAPI file, asked whether a request or an answer is as it says."""

    def __init__(self, file: Path) -> None:
        self._all = yaml.safe_load(file.read_text(encoding="utf-8"))

    def operation(self, method: str, path: str) -> Mapping[str, Any] | None:
        for template, methods in self._all["paths"].items():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if re.fullmatch(pattern, path) and method.lower() in methods:
                found: Mapping[str, Any] = methods[method.lower()]
                return found
        return None

    def request(self, method: str, path: str, headers: Mapping[str, str], query: Mapping[str, Any], body: Any
                ) -> Iterator[str]:  # fmt: skip
        """What is wrong with a request; `body` is JSON, or the fields of a form."""
        operation = self.operation(method, path)
        if operation is None:
            yield f"{method} {path}: no such operation"
            return
        parameters = operation.get("parameters", ())
        known = {one["name"] for one in parameters if one["in"] == "query"}
        yield from (f"{method} {path}: parameter {name} unknown" for name in query if name not in known)
        for one in parameters:
            there = {"header": headers, "query": query}.get(one["in"])
            if there is not None and one.get("required") and not there.get(one["name"]):
                yield f"{method} {path}: {one['in']} {one['name']} is missing"
        if "requestBody" in operation:
            (content,) = operation["requestBody"]["content"].values()
            yield from self.value(body, content["schema"], f"{method} {path}", writing=True)

    def answer(self, method: str, path: str, status: int, body: Any) -> Iterator[str]:
        """What is wrong with an answer; refusals are free in form."""
        operation = self.operation(method, path)
        if operation is None or status >= 400:
            return
        described = operation["responses"].get(str(status))
        if described is None:
            yield f"{method} {path}: answer {status} is not described"
        elif described.get("content"):
            yield from self.value(body, described["content"]["application/json"]["schema"], f"answer to {path}")

    def value(self, value: Any, schema: Mapping[str, Any], place: str, writing: bool = False) -> Iterator[str]:
        """What of a value does not fit a schema; when writing, what the server sets itself is not asked for."""
        if "$ref" in schema:
            target: Any = self._all
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            yield from self.value(value, target, place, writing)
            return
        if value is None and schema.get("nullable"):
            return
        for part in schema.get("allOf", ()):
            yield from self.value(value, part, place, writing)
        if "discriminator" in schema:
            chosen = value.get(schema["discriminator"]["propertyName"]) if isinstance(value, dict) else None
            target = schema["discriminator"]["mapping"].get(chosen)
            if target is None:
                yield f"{place}: {schema['discriminator']['propertyName']} is {chosen!r}"
            else:
                yield from self.value(value, {"$ref": target}, place, writing)
        elif "oneOf" in schema and all(list(self.value(value, one, place, writing)) for one in schema["oneOf"]):
            yield f"{place}: fits none of the possibilities"
        kind = schema.get("type")
        if kind and (not isinstance(value, TYPES[kind]) or (kind == "integer" and isinstance(value, bool))):
            yield f"{place}: no {kind}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{place}: {value!r} is not one of {schema['enum']}"
        if isinstance(value, str):
            if len(value) > schema.get("maxLength", len(value)):
                yield f"{place}: too long"
            if not _fits(value, schema.get("format", "")):
                yield f"{place}: no {schema['format']}"
        if isinstance(value, list) and "items" in schema:
            for one in value:
                yield from self.value(one, schema["items"], place, writing)
        if isinstance(value, dict):
            fields = schema.get("properties", {})
            for name in schema.get("required", ()):
                theirs = "readOnly" if writing else "writeOnly"
                if name not in value and not fields.get(name, {}).get(theirs):
                    yield f"{place}: {name} is missing"
            for name, one in value.items():
                if name in fields:
                    if writing and fields[name].get("readOnly"):
                        yield f"{place}: {name} is not for us to set"
                    else:
                        yield from self.value(one, fields[name], f"{place}.{name}", writing)
