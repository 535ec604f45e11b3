"""Reads the generated modules back into plain values.

The modules are read, and not the plan from which they are written, because only the modules reach callers.
"""

import ast
import inspect
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

import attrs

from codegen.document.load import JSON
from codegen.plan import docstrings
from codegen.report import value_limits
from codegen.report.client import Argument, Client, Field, Method, Model

_SECTION = re.compile(r"^(Args|Returns|Raises):$", re.MULTILINE)
_ENTRY = re.compile(r"^    (\w+): ", re.MULTILINE)
_ENDPOINT = re.compile(r"^`[A-Z]+ /[^`]*`$")
_DEPRECATED = re.compile(r"Deprecated: \w+\.\w+ is\s+deprecated")
_CREDENTIALS = "Credentials: "
_OPERATIONS = "operations.py"


def read(modules: Mapping[str, str]) -> Client:
    """Read the modules of a generated package.

    Args:
        modules: Text of each module and of `catalog.json`, by its path inside the package. Without `catalog.json`,
            `Client.catalog` is empty, and arguments have neither limits nor a `sent_default`.

    Returns:
        The client as callers see it.

    Raises:
        SyntaxError: A module is not Python.
    """
    trees = {path: _parse(text) for path, text in modules.items() if path.endswith(".py")}
    facts = dict(_facts_of_operations(trees[_OPERATIONS])) if _OPERATIONS in trees else {}
    schemas = dict(_facts_of_schemas(modules))
    resources: dict[str, str] = {}
    methods: dict[str, Method] = {}
    models: dict[str, Model] = {}
    rest: dict[str, str] = {}
    for path, tree in trees.items():
        folder, _, file = path.rpartition("/")
        name = file.removesuffix(".py")
        if folder == "resources" and name != "__init__":
            (node,) = _classes(tree)
            resources[name] = _docstring(node)
            calls = _functions(trees[f"calls/{name}.py"])
            for method in _methods(node):
                id_ = f"{name}.{method.name}"
                entry = _method(name, method, calls[method.name], facts.get(id_, {}))
                methods[id_] = attrs.evolve(
                    entry,
                    arguments=tuple(
                        attrs.evolve(argument, **schemas.get((id_, argument.name), {})) for argument in entry.arguments
                    ),
                )
        elif folder == "models" and name != "__init__":
            models |= {model.name: model for model in _models(modules[path])}
        else:
            rest[path] = ast.dump(tree)
    for listed in (_OPERATIONS, "resources/__init__.py", "models/__init__.py", "calls/__init__.py"):
        rest.pop(listed, None)  # they only list what is read above
    return Client(
        resources=resources,
        methods=methods,
        models=models,
        rest=_without_calls(rest),
        catalog=dict(_catalog_entries(modules)),
    )


@lru_cache(maxsize=1000)
def _parse(text: str) -> ast.Module:
    """Parse a module, only once for equal texts; callers only read the tree."""
    return ast.parse(text)


@lru_cache(maxsize=1000)
def _models(text: str) -> tuple[Model, ...]:
    """Read a module of models, only once for equal texts.

    Most models are equal in the two clients that a report compares.
    """
    return tuple(_model(node) for node in _classes(_parse(text)))


def _catalog_entries(modules: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for resource in json.loads(modules.get("catalog.json", "{}")).values():
        for entry in resource["operations"].values():
            yield entry["id"], json.dumps(_without_order(entry), ensure_ascii=False, sort_keys=True)


def _facts_of_schemas(modules: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Yield limits and default of each argument, with operation and name.

    If the schema of an integer has no maximum, a maximum that the description states is used.
    """
    for resource in json.loads(modules.get("catalog.json", "{}")).values():
        for entry in resource["operations"].values():
            for argument in entry["arguments"]:
                schema, said = argument["schema"], docstrings.STATED_LIMIT.search(argument["help"])
                bounds = value_limits.limits_of(schema)
                if said and schema.get("type") == "integer" and "exclusiveMaximum" not in bounds:
                    bounds.setdefault("maximum", int(said[1].replace(",", "")))
                default = docstrings.spell_default(schema["default"]) if schema.get("default") is not None else ""
                yield (entry["id"], argument["name"]), {"limits": bounds, "sent_default": default}


def _without_order(node: JSON) -> JSON:
    """Return a catalog entry with sorted lists.

    Their order has no meaning for callers.
    """
    if isinstance(node, dict):
        return {key: _without_order(value) for key, value in node.items()}
    return sorted(map(_without_order, node), key=repr) if isinstance(node, list) else node


def _without_calls(rest: Mapping[str, str]) -> dict[str, str]:
    return {path: code for path, code in rest.items() if not path.startswith("calls/")}


def _classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for member in node.body:
        if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) and not member.name.startswith("_"):
            yield member


def _docstring(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Module) -> str:
    return ast.get_docstring(node) or ""


def _facts_of_operations(tree: ast.Module) -> Iterator[tuple[str, dict[str, str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Operation":
            facts = {str(keyword.arg): ast.unparse(keyword.value) for keyword in node.keywords}
            yield str(ast.literal_eval(facts["id"])), facts


def _method(
    resource: str, node: ast.FunctionDef | ast.AsyncFunctionDef, call: ast.FunctionDef, facts: Mapping[str, str]
) -> Method:
    """Read a method of a resource class, and the function of its call."""
    text, sections = _sections(_docstring(node))
    entries = dict(_entries(sections.get("Args", "")))
    sent = dict(_sent_values(call))
    positional = node.args.args[1:]
    defaults = [None] * (len(positional) - len(node.args.defaults)) + node.args.defaults
    arguments = [
        Argument(
            name=argument.arg,
            json_name=sent.get(argument.arg, (argument.arg, ""))[0],
            location=sent.get(argument.arg, ("", ""))[1],
            positional=argument in positional,
            annotation=_annotation(argument.annotation),
            default=ast.unparse(default) if default is not None else None,
            text=entries.get(argument.arg, ""),
        )
        for argument, default in zip(
            [*positional, *node.args.kwonlyargs], [*defaults, *node.args.kw_defaults], strict=True
        )
    ]
    paragraphs = text.split("\n\n")
    return Method(
        resource=resource,
        name=node.name,
        returns=("" if isinstance(node, ast.AsyncFunctionDef) else "at once: ") + _annotation(node.returns),
        arguments=tuple(arguments),
        text="\n\n".join(part for part in paragraphs if not _ENDPOINT.match(part) and not _is_fact(part)),
        credentials=" ".join(" ".join(part.split()) for part in paragraphs if _is_credentials(part)),
        result=sections.get("Returns", ""),
        errors="\n".join(sorted(f"{name}: {text}" for name, text in _entries(sections.get("Raises", "")))),
        facts=facts,
        envelope=_annotation(call.returns),
        request="\n".join(sorted(_in_fixed_order(part) for part in call.body if not _is_text(part))),
    )


def _in_fixed_order(node: ast.AST) -> str:
    """Write code with mappings and keyword arguments in a fixed order."""
    tree = ast.parse(ast.unparse(node))
    for part in ast.walk(tree):
        if isinstance(part, ast.Dict):
            items = sorted(zip(part.keys, part.values, strict=True), key=lambda item: ast.unparse(item[1]))
            part.keys, part.values = [key for key, _ in items], [value for _, value in items]
        elif isinstance(part, ast.Call):
            part.keywords.sort(key=lambda keyword: str(keyword.arg))
    return ast.unparse(tree)


def _is_fact(paragraph: str) -> bool:
    """Return whether a paragraph states a fact that is compared separately."""
    return _is_credentials(paragraph) or _DEPRECATED.match(paragraph) is not None


def _is_credentials(paragraph: str) -> bool:
    return paragraph.startswith(_CREDENTIALS)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _annotation(node: ast.expr | None) -> str:
    """Write an annotation without the quotes that defer its imports.

    The text is empty if there is no annotation.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return ast.unparse(ast.parse(node.value, mode="eval"))
    return "" if node is None else ast.unparse(node)


def _sections(docstring: str) -> tuple[str, dict[str, str]]:
    """Split a docstring into the text before its sections, and its sections."""
    text, *parts = _SECTION.split(docstring)
    return text.strip(), dict(zip(parts[::2], parts[1::2], strict=True))


def _entries(section: str) -> Iterator[tuple[str, str]]:
    _, *parts = _ENTRY.split(section)
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        yield name, inspect.cleandoc(text)


def _sent_values(call: ast.FunctionDef) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield Python name, JSON name and location of the arguments in a call.

    For an argument that is not a single field of the body, such as the whole body, the JSON name is the Python name.
    """
    given = {argument.arg for argument in [*call.args.args, *call.args.kwonlyargs]}
    for location, helper in _encodings(call):
        if location == "path" and helper.args and isinstance(helper.args[0], ast.Constant):
            names = re.findall(r"\{(\w+)\}", str(helper.args[0].value))
            for index, name in enumerate(names):
                yield name, (str(index), location)
        elif location == "body":  # what follows gives the fields among them another JSON name
            yield from ((name, (name, location)) for name in _names(helper) if name in given)
        for argument in helper.args:
            if isinstance(argument, ast.Dict):
                for key, value in zip(argument.keys, argument.values, strict=True):
                    names = [name for name in _names(value) if name in given]
                    if isinstance(key, ast.Constant) and names:
                        yield names[0], (str(key.value), location)


def _encodings(call: ast.FunctionDef) -> Iterator[tuple[str, ast.Call]]:
    """Yield location and code of each part of the request that is encoded."""
    for result in (statement.value for statement in call.body if isinstance(statement, ast.Return)):
        for keyword in result.keywords if isinstance(result, ast.Call) else ():
            value = keyword.value
            for helper in (value.left, value.right) if isinstance(value, ast.BinOp) else (value,):
                if isinstance(helper, ast.Call):
                    is_cookie = isinstance(helper.func, ast.Attribute) and helper.func.attr == "cookies"
                    yield "cookies" if is_cookie else keyword.arg or "", helper


def _names(node: ast.AST) -> list[str]:
    return [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]


def _model(node: ast.ClassDef) -> Model:
    """Read the class of a model."""
    fields: dict[str, Field] = {}
    code: list[str] = []
    schema = next(_calls_of(node, "Schema"), None)
    location = str(ast.literal_eval(schema.args[0])) if schema is not None else ""
    maps = {str(keyword.arg): keyword.value for keyword in schema.keywords} if schema is not None else {}
    keys = dict(ast.literal_eval(maps["keys"])) if "keys" in maps else {}
    inherited = dict(ast.literal_eval(maps["inherited"])) if "inherited" in maps else {}
    nullable = ast.literal_eval(maps["nullable"]) if "nullable" in maps else ()
    body = node.body
    for index, statement in enumerate(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            name = statement.target.id
            if "ClassVar" in _annotation(statement.annotation):
                continue
            following = body[index + 1] if index + 1 < len(body) else None
            key = str(keys.get(name, name))
            step = f".{key}" if re.fullmatch(r"[A-Za-z_]\w*", key) else f"['{key}']"
            fields[name] = Field(
                name=name,
                key=key,
                annotation=_annotation(statement.annotation),
                default=ast.unparse(statement.value) if statement.value is not None else None,
                text=inspect.cleandoc(str(cast("ast.Constant", following.value).value))
                if isinstance(following, ast.Expr) and _is_text(following)
                else "",
                location=f"{inherited.get(name, location)}.properties{step}",
                nullable=name in nullable,
            )
        elif not _is_text(statement):
            code += sorted(_in_fixed_order(statement).splitlines())  # their order has no meaning
    code += [ast.unparse(value) for key, value in maps.items() if key not in {"keys", "inherited", "nullable"}]
    text = _docstring(node).partition("\nAttributes:\n")[0].strip()  # the attributes are compared separately
    return Model(name=node.name, text=text, location=location, fields=fields, code="\n".join(code))


def _calls_of(node: ast.AST, name: str) -> Iterator[ast.Call]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == name:
            yield inner
