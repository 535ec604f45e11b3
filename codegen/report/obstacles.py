"""Lists all reasons why no client can be built of a document."""

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.report.needless_actions import is_valid, public_surface, reduce_document


def describe(problem: BuildError, document: dict[str, JSON], published: dict[str, JSON]) -> str:
    """Write the reason that the build gave, and further reasons.

    The build stops at the first construct that it cannot express. Therefore a client of each single operation is
    built, too.

    Args:
        problem: The error of the build.
        document: The new patched document.
        published: The new published document.

    Returns:
        The reason, and below it a line for each further one. If the document is not valid, the reason lists all invalid
        places itself.
    """
    reasons = {str(problem): None}
    if is_valid(document):
        for path, method, _ in nodes.operations(document):
            surface = public_surface(reduce_document(document, {(path, method)}), published)
            if isinstance(surface, str):
                reasons[surface] = None
    return "\n".join(reasons)
