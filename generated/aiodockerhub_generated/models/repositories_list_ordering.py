from typing import Literal

RepositoriesListOrdering = Literal["-last_updated", "-name", "-pull_count", "last_updated", "name", "pull_count"]

REPOSITORIES_LIST_ORDERING_VALUES: set[RepositoriesListOrdering] = {
    "-last_updated",
    "-name",
    "-pull_count",
    "last_updated",
    "name",
    "pull_count",
}


def check_repositories_list_ordering(value: str) -> RepositoriesListOrdering:
    if value in REPOSITORIES_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPOSITORIES_LIST_ORDERING_VALUES!r}")
