"""Draws random values that the schemas of a document allow, without code of the build step."""

# ruff: noqa: C901, E501, PLR0917 - one rule a line

import random
from typing import Any
from urllib.parse import unquote

from openapi_schema_validator import OAS30ReadValidator, OAS30WriteValidator, OAS31Validator

TRIES = 20
_MAX_DEPTH = 6


class UnlikelyError(Exception):
    """The sampler drew no value that the schema allows."""


class Sampler:
    """Draws random values that the schemas of a document allow."""

    def __init__(self, document: Any, chance: random.Random) -> None:
        self.document = document
        self.chance = chance

    def follow(self, node: Any) -> Any:
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            found = self.document
            for part in node["$ref"][2:].split("/"):
                key = unquote(part).replace("~1", "/").replace("~0", "~")
                found = found[int(key)] if isinstance(found, list) else found[key]
            node = found
        return node

    def value(self, schema: Any, *, sent: bool) -> Any:
        """Draw a value that jsonschema accepts.

        Args:
            schema: The schema.
            sent: Whether the value belongs to a request, so that `readOnly` applies; otherwise `writeOnly` applies.

        Raises:
            UnlikelyError: None of 20 drawn values is valid.
        """
        for _ in range(TRIES):
            drawn = self._draw(schema, 0, sent=sent)
            if self.allows(schema, drawn, sent=sent):
                return drawn
        raise UnlikelyError

    def allows(self, schema: Any, value: Any, *, sent: bool) -> bool:
        if str(self.document["openapi"]).startswith("3.1"):
            kind: Any = OAS31Validator
        else:
            kind = OAS30WriteValidator if sent else OAS30ReadValidator
        whole = {**schema, "components": self.document.get("components", {})} if isinstance(schema, dict) else schema
        return not any(True for _ in kind(whole).iter_errors(value))

    def _draw(self, schema: Any, depth: int, *, sent: bool) -> Any:
        schema = self.follow(schema)
        if not isinstance(schema, dict):
            return self.chance.choice(["any", 1])
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self.chance.choice(schema["enum"])
        if schema.get("nullable") and self.chance.random() < 0.15:
            return None
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                rest = {key: value for key, value in schema.items() if key not in {keyword, "discriminator"}}
                return self._marked(schema, keyword, rest, depth, sent=sent)
        if schema.get("allOf"):
            parts = [*schema["allOf"], {key: value for key, value in schema.items() if key != "allOf"}]
            drawn = [self._draw(part, depth, sent=sent) for part in parts if self._says(part)]
            if drawn and all(isinstance(one, dict) for one in drawn):
                return {key: value for one in drawn for key, value in one.items()}
            return drawn[-1] if drawn else "any"
        return self._of_type(schema, depth, sent=sent)

    def _says(self, part: Any) -> bool:
        return bool(
            {"type", "properties", "allOf", "oneOf", "anyOf", "enum", "additionalProperties"} & self.follow(part).keys()
        )

    def _marked(self, schema: Any, keyword: str, rest: Any, depth: int, *, sent: bool) -> Any:
        member = self.chance.choice(schema[keyword])
        drawn = self._draw({"allOf": [rest, member]} if self._says(rest) else member, depth, sent=sent)
        about = schema.get("discriminator") or {}
        if isinstance(drawn, dict) and about.get("propertyName") and "$ref" in member:
            name = member["$ref"].rpartition("/")[2]
            means = [value for value, meant in about.get("mapping", {}).items() if meant in {name, member["$ref"]}]
            drawn[about["propertyName"]] = means[0] if means else name
        return drawn

    def _of_type(self, schema: Any, depth: int, *, sent: bool) -> Any:
        kind = schema.get("type") or (
            "object"
            if {"properties", "additionalProperties"} & schema.keys()
            else "array"
            if "items" in schema
            else None
        )
        kind = self.chance.choice(kind) if isinstance(kind, list) else kind
        match kind:
            case "null":
                return None
            case "boolean":
                return self.chance.random() < 0.5
            case "integer" | "number":
                least = int(schema.get("minimum", 1)) + 1
                return min(least + self.chance.randrange(3), int(schema.get("maximum", least + 3)))
            case "string":
                return self._text(schema)
            case "array":
                count = max(int(schema.get("minItems", 0)), 0 if depth > _MAX_DEPTH else self.chance.randrange(3))
                return [self._draw(schema.get("items", {}), depth + 1, sent=sent) for _ in range(count)]
            case "object":
                return self._object(schema, depth, sent=sent)
            case _:
                return self.chance.choice(["any", 7, True])

    def _text(self, schema: Any) -> str:
        known = {
            "date-time": "2026-01-02T03:04:05Z",
            "date": "2026-01-02",
            "uuid": "12345678-1234-4234-8234-123456789012",
        }
        known |= {"email": "a@example.com", "uri": "https://example.com/a", "binary": "bytes", "byte": "Ynl0ZXM="}
        known |= {"ipv4": "192.0.2.1", "password": "word", "hostname": "example.com"}
        if schema.get("format") in known:
            return known[schema["format"]]
        text = self.chance.choice(["word", "two words", "größe", "a/b?c=d&e#f", "x", "12"])
        return (text * 50)[: max(int(schema.get("minLength", 0)), min(len(text), int(schema.get("maxLength", 99))))]

    def _object(self, schema: Any, depth: int, *, sent: bool) -> Any:
        required, drawn = schema.get("required", []), {}
        for name, about in schema.get("properties", {}).items():
            followed = self.follow(about)
            hidden = isinstance(followed, dict) and followed.get("readOnly" if sent else "writeOnly") is True
            if not hidden and (name in required or (depth < _MAX_DEPTH and self.chance.random() < 0.6)):
                drawn[name] = self._draw(about, depth + 1, sent=sent)
        further = schema.get("additionalProperties")
        if not schema.get("properties") and isinstance(further, dict):
            drawn |= {name: self._draw(further, depth + 1, sent=sent) for name in ("one", "two")}
        return drawn
