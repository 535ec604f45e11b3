"""Judges generated clients without code of the build step: requests with openapi-core, responses with jsonschema.

`python -m tests.codegen.judge FOLDER...` reads folders with a package and `openapi.json`, as the build writes them, and
prints a JSON list of complaints for each folder. Values are drawn from the schemas of the document. openapi-core must
read each argument from the request, in its location, with credentials that the operation accepts. A response must
decode without drift, and the model must contain every value.
"""

# ruff: noqa: C901, E501, PLR0917 - one rule a line

import copy
import importlib
import inspect
import json
import random
import re
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema_path import SchemaPath
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest
from werkzeug.datastructures import ImmutableMultiDict

from tests.codegen.sampler import TRIES, Sampler, UnlikelyError

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
SECRETS = "secret"
_CONFIG = Config(spec_validator_cls=None, extra_media_type_deserializers={"application/scim+json": json.loads})


class Judge:
    """Tries every operation of a generated client.

    Attributes:
        complaints: A line for each mistake of the client.
        counts: Numbers of tried requests and responses.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.document = json.loads((folder / "openapi.json").read_text("utf-8"))
        self.sampler = Sampler(self.document, random.Random(seed))
        package = folder / "aiodockerhub_generated"
        catalog = json.loads((package / "catalog.json").read_text("utf-8"))
        self.entries = {
            (entry["http_method"].lower(), entry["path"]): entry
            for resource in catalog.values()
            for entry in resource["operations"].values()
        }
        for name in [name for name in sys.modules if name.partition(".")[0] == "aiodockerhub_generated"]:
            del sys.modules[name]
        sys.path.insert(0, str(folder))
        self.operations = importlib.import_module("aiodockerhub_generated.operations").OPERATIONS
        self.credentials = importlib.import_module("aiodockerhub_generated.credentials")
        self.model: Any = importlib.import_module("aiodockerhub_generated._model_methods").Model
        sys.path.remove(str(folder))
        self.core = OpenAPI(SchemaPath.from_dict(self.document), config=_CONFIG)
        self.complaints: list[str] = []
        self.counts = {"requests": 0, "responses": 0, "operations": 0}

    def run(self) -> None:
        for path, node in self.document.get("paths", {}).items():
            if path.startswith("/"):
                item = self.sampler.follow(node)
                for method in METHODS:
                    if method in item:
                        self._operation(path, method, item)
        self.complaints += [f"{key} is in no document" for key in self.entries]

    def _operation(self, path: str, method: str, item: Any) -> None:
        entry = self.entries.pop((method, path), None)
        label = f"{method.upper()} {path}"
        if entry is None:
            self.complaints.append(f"{label}: not generated")
            return
        self.counts["operations"] += 1
        calls = importlib.import_module(f"aiodockerhub_generated.calls.{entry['resource']}")
        function = getattr(calls, entry["method_name"])
        try:
            call = self._request(label, path, method, item, entry, function)
        except UnlikelyError:
            return
        except Exception as error:  # noqa: BLE001 - whatever a client raises is a complaint
            self.complaints.append(f"{label}: the call raises {type(error).__name__}: {error}")
            return
        for status, response in item[method].get("responses", {}).items():
            if status.startswith("2") or (
                status == "default" and not any(one[0] == "2" for one in item[method]["responses"])
            ):
                self._response(f"{label} {status}", status, self.sampler.follow(response), call)

    def _parameters(self, item: Any, method: str) -> dict[tuple[str, str], Any]:
        found: dict[tuple[str, str], Any] = {}
        for holder in (item, item[method]):
            for node in holder.get("parameters", []):
                parameter = self.sampler.follow(node)
                found[parameter["in"], parameter["name"]] = parameter
        return found

    def _request(self, label: str, path: str, method: str, item: Any, entry: Any, function: Any) -> Any:
        hints = {name: str(one) for name, one in function.__annotations__.items()}
        given: dict[str, Any] = {}
        meant: dict[tuple[str, str], Any] = {}
        names = {"headers": "header", "cookies": "cookie"}
        by_place = {(names.get(one["location"], one["location"]), one["json_name"]): one for one in entry["arguments"]}
        for (place, name), parameter in self._parameters(item, method).items():
            if place == "header" and name.lower() in {"accept", "authorization", "content-type"}:
                continue
            argument = by_place.get((place, name))
            if argument is None:
                self.complaints.append(f"{label}: no argument for {name} in {place}")
                continue
            if place == "path" and parameter.get("style") in {"label", "matrix"}:
                raise UnlikelyError  # openapi-core reads neither in paths; test_constructs.py has them
            content: Any = next(iter(parameter.get("content", {}).values()), {})
            schema = parameter.get("schema", content.get("schema", {}))
            if parameter.get("style") == "deepObject" and self.sampler.follow(schema).get("type") == "array":
                raise UnlikelyError  # OpenAPI gives lists no spelling in it, and openapi-core reads none
            if place == "path" or parameter.get("required") or self.sampler.chance.random() < 0.7:
                drawn = (self.sampler.value(schema, sent=True) for _ in range(TRIES))
                value = next((one for one in drawn if _can_be_spelled(one, place)), None)
                if value is None:
                    if place == "path" or parameter.get("required"):
                        raise UnlikelyError
                    continue
                meant[place, name] = value
                given[argument["name"]] = _typed(value, hints.get(argument["name"], ""))
        body = self._body(item[method], by_place, given, hints)
        call = function(*[given.pop(name) for name in _positional(function) if name in given], **given)
        self._check_request(label, path, method, call, meant, body)
        return call

    def _body(self, operation: Any, by_place: Any, given: dict[str, Any], hints: Any) -> Any:
        holder = self.sampler.follow(operation.get("requestBody"))
        content = (holder or {}).get("content", {})
        media_type = next(
            (name for name in sorted(content) if name.partition(";")[0].endswith(("/json", "+json"))), None
        )
        if media_type is None:
            if content:
                raise UnlikelyError  # other bodies have tests of their own
            return None
        schema = content[media_type].get("schema", {})
        drawn = self.sampler.value(schema, sent=True)
        whole = by_place.get(("whole body", "body"))
        if whole is not None:
            given[whole["name"]] = _typed(drawn, hints.get(whole["name"], ""))
            return drawn
        drawn = copy.deepcopy(drawn)
        for key in list(drawn):
            argument = by_place.get(("body", key))
            if argument is not None:
                given[argument["name"]] = _typed(drawn[key], hints.get(argument["name"], ""))
                if drawn[key] is None and " | None" not in hints.get(argument["name"], ""):
                    raise UnlikelyError
            elif ("path", key) in by_place and by_place["path", key]["name"] in given:
                drawn[key] = given[by_place["path", key]["name"]]  # what the path says, the body repeats
                if "format" in self.sampler.follow(self.sampler.follow(schema).get("properties", {}).get(key, {})):
                    raise UnlikelyError  # the path has it without
            elif ("further fields", "additional properties") in by_place:
                given.setdefault("additional_properties", {})[key] = drawn[key]
            else:
                self.complaints.append(f"no argument for the field {key}")
        return drawn

    def _check_request(self, label: str, path: str, method: str, call: Any, meant: Any, body: Any) -> None:
        self.counts["requests"] += 1
        headers = dict(call.headers)
        query = list(call.query)
        security = call.operation.security.name
        if security == "NAMED":
            alternative = self.sampler.chance.choice(call.operation.credentials)
            placed = self.credentials.placed(alternative, {one.name: "n:p" for one in alternative})
            headers |= placed.headers
            query += placed.query.items()
            if placed.cookies:
                own = [f"{name}={value}" for name, value in placed.cookies.items()]
                headers["cookie"] = "; ".join([*filter(None, [headers.get("cookie")]), *own])
        elif security != "NONE":
            headers["Authorization"] = f"Bearer {SECRETS}"
        cookies = dict(
            pair.split("=", 1) for pair in headers.pop("cookie", headers.pop("Cookie", "")).split("; ") if pair
        )
        data = None if body is None else json.dumps(call.body).encode()
        request = MockRequest(
            "https://hub.docker.com", method, call.path, args={}, headers=headers, cookies=cookies, data=data,
            content_type=call.operation.content_type,
        )  # fmt: skip
        request.parameters.query = ImmutableMultiDict(query)
        result = self.core.unmarshal_request(request)
        for error in result.errors:
            cause = error.__cause__
            self.complaints.append(f"{label}: openapi-core: {type(error).__name__} {error} {str(cause)[:200]}")
        if result.errors:
            return
        places = {"query": "query", "path": "path", "header": "header", "cookie": "cookie"}
        for (place, name), value in meant.items():
            found = getattr(result.parameters, places[place]).get(name)
            if place == "path" and isinstance(found, str):
                found = unquote(found)
            if isinstance(value, dict) and found is None:
                continue  # a free-form object in the style `form`: nobody can tell its keys from other parameters
            if _plain(found) != _plain(value) and found != str(value).lower():  # text, where the document has no type
                self.complaints.append(f"{label}: {name} in {place}: {value!r:.80} was sent as {found!r:.80}")
        if body is not None and _plain(call.body) != _plain(body):
            self.complaints.append(
                f"{label}: the body {json.dumps(body):.150} was sent as {json.dumps(call.body):.150}"
            )
        known = {name for place, name in meant if place == "query"}
        for name, _ in call.query:
            if name not in known and not any(isinstance(value, dict) for value in meant.values()):
                self.complaints.append(f"{label}: {name} is in the query, and nobody gave it")

    def _response(self, label: str, status: str, response: Any, call: Any) -> None:
        if call.operation.response not in {"json", "bytes"}:
            return
        content = response.get("content", {})
        media_type = next(
            (name for name in sorted(content) if name.partition(";")[0].endswith(("/json", "+json"))), None
        )
        if media_type is None:
            return
        schema = content[media_type].get("schema", {})
        number = 299 if status == "2XX" else 200 if status == "default" else int(status)
        for _ in range(2):
            try:
                drawn = self.sampler.value(schema, sent=False)
            except UnlikelyError:
                return
            self.counts["responses"] += 1
            drifts: list[Any] = []
            try:
                result = call.decoder(number)(json.dumps(drawn).encode(), drifts.append)
            except Exception as error:  # noqa: BLE001 - whatever a client raises is a complaint
                self.complaints.append(f"{label}: {json.dumps(drawn):.200} raises {type(error).__name__}: {error}")
                return
            written = self._written(result)
            if drifts:
                self.complaints.append(f"{label}: {json.dumps(drawn):.200} drifts: {drifts[0]}")
            if _plain(written) != _plain(drawn):
                self.complaints.append(
                    f"{label}: {json.dumps(drawn):.300} became {json.dumps(written, default=str):.300}"
                )
            elif not self.sampler.allows(schema, written, sent=False):
                self.complaints.append(f"{label}: jsonschema refuses {json.dumps(written):.200}")

    def _written(self, result: Any) -> Any:
        if isinstance(result, self.model):
            return result.to_dict()
        if isinstance(result, list):
            return [self._written(item) for item in result]
        if isinstance(result, dict):
            return {key: self._written(value) for key, value in result.items()}
        return _plain(result)


def _positional(function: Any) -> list[str]:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [name for name, one in inspect.signature(function).parameters.items() if one.kind in kinds]


def _typed(value: Any, hint: str) -> Any:
    """Convert a JSON value to the Python value that a call takes, such as a `datetime`."""
    if isinstance(value, str) and "datetime" in hint and re.match(r"\d{4}-\d\d-\d\dT", value):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and re.search(r"\bdate\b", hint) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return [_typed(item, hint) for item in value]
    return value


def _plain(value: Any) -> Any:
    """Write a value in a form in which equal values are equal: times as text, all numbers and mappings alike."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if value.__class__.__name__ == "UUID" else value


def _can_be_spelled(value: Any, place: str) -> bool:
    """Tell whether a parameter can express a value.

    No style can express null, empty values, or nested lists and objects. Some locations do not allow all characters.
    """
    if value is None or value in ([], {}, ""):
        return False
    if isinstance(value, dict):
        return all(not isinstance(one, list | dict) and _can_be_spelled(one, place) for one in value.values())
    if isinstance(value, list):
        return all(not isinstance(one, list | dict) and _can_be_spelled(one, place) for one in value)
    if isinstance(value, str) and place == "path":
        return "/" not in value
    if isinstance(value, str) and place in {"header", "cookie"}:
        return value.isascii() and " " not in value and not set(value) & set(',;"\\')
    return True


def judged(folders: list[str]) -> Iterator[dict[str, Any]]:
    for index, folder in enumerate(folders):
        judge = Judge(Path(folder), index)
        judge.run()
        yield {"complaints": judge.complaints, **judge.counts}


def main() -> None:
    """Judge the folders of the command line."""
    warnings.simplefilter("ignore", DeprecationWarning)  # of deprecated operations
    sys.stdout.write(json.dumps(list(judged(sys.argv[1:]))))
    assert not any(name.partition(".")[0] == "codegen" for name in sys.modules), (
        "the judge shares no code with the build"
    )


if __name__ == "__main__":
    main()
