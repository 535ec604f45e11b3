from typing import Literal

RepositoryListEntryRepositoryType = Literal["image", "plugin"]

REPOSITORY_LIST_ENTRY_REPOSITORY_TYPE_VALUES: set[RepositoryListEntryRepositoryType] = {
    "image",
    "plugin",
}


def check_repository_list_entry_repository_type(value: str) -> RepositoryListEntryRepositoryType:
    if value in REPOSITORY_LIST_ENTRY_REPOSITORY_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPOSITORY_LIST_ENTRY_REPOSITORY_TYPE_VALUES!r}")
