from typing import Literal

RepositoryListEntryStatusDescription = Literal["active", "archived", "inactive"]

REPOSITORY_LIST_ENTRY_STATUS_DESCRIPTION_VALUES: set[RepositoryListEntryStatusDescription] = {
    "active",
    "archived",
    "inactive",
}


def check_repository_list_entry_status_description(value: str) -> RepositoryListEntryStatusDescription:
    if value in REPOSITORY_LIST_ENTRY_STATUS_DESCRIPTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPOSITORY_LIST_ENTRY_STATUS_DESCRIPTION_VALUES!r}")
