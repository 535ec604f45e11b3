from typing import Literal

RepositoriesListTagsOrdering = Literal["-last_updated", "-name", "last_updated", "name"]

REPOSITORIES_LIST_TAGS_ORDERING_VALUES: set[RepositoriesListTagsOrdering] = {
    "-last_updated",
    "-name",
    "last_updated",
    "name",
}


def check_repositories_list_tags_ordering(value: str) -> RepositoriesListTagsOrdering:
    if value in REPOSITORIES_LIST_TAGS_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPOSITORIES_LIST_TAGS_ORDERING_VALUES!r}")
