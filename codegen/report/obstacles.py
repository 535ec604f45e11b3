"""Lists all reasons why no client can be built of a document."""

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.report.needless_actions import OperationKey, is_valid, public_surface, reduce_document


def describe(problem: BuildError, document: dict[str, JSON], published: dict[str, JSON]) -> str:
    """Write the reason that the build gave, and further reasons.

    Args:
        problem: The error of the build.
        document: The new patched document.
        published: The new published document.

    Returns:
        The reason, and below it a line for each further one. If the document is not valid, the reason lists all invalid
        places itself.
    """
    return "\n".join(dict.fromkeys([str(problem), *by_operation(document, published).values()]))


def by_operation(document: dict[str, JSON], published: dict[str, JSON]) -> dict[OperationKey, str]:
    """Find the operations of which no client can be built.

    The build stops at the first construct that it cannot express. Therefore a client of each single operation is built.

    Args:
        document: The new patched document.
        published: The new published document.

    Returns:
        The reason by path and method; none if the document is not valid.
    """
    reasons: dict[OperationKey, str] = {}
    if is_valid(document):
        for path, method, _ in nodes.operations(document):
            if reason := of_operation(document, (path, method), published):
                reasons[path, method] = reason
    return reasons


def of_operation(document: dict[str, JSON], key: OperationKey, published: dict[str, JSON]) -> str:
    """Say why no client can be built of an operation.

    Args:
        document: The new patched document, which is valid.
        key: Path and method of the operation.
        published: The new published document.

    Returns:
        The reason of the build; empty if a client can be built.
    """
    surface = public_surface(reduce_document(document, {key}), published)
    return surface if isinstance(surface, str) else ""
