from typing import Literal

RepositoriesUpdateGroupRequestPermission = Literal["admin", "read", "write"]

REPOSITORIES_UPDATE_GROUP_REQUEST_PERMISSION_VALUES: set[RepositoriesUpdateGroupRequestPermission] = {
    "admin",
    "read",
    "write",
}


def check_repositories_update_group_request_permission(value: str) -> RepositoriesUpdateGroupRequestPermission:
    if value in REPOSITORIES_UPDATE_GROUP_REQUEST_PERMISSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {REPOSITORIES_UPDATE_GROUP_REQUEST_PERMISSION_VALUES!r}"
    )
