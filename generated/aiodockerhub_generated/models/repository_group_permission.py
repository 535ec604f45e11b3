from typing import Literal

RepositoryGroupPermission = Literal["admin", "read", "write"]

REPOSITORY_GROUP_PERMISSION_VALUES: set[RepositoryGroupPermission] = {
    "admin",
    "read",
    "write",
}


def check_repository_group_permission(value: str) -> RepositoryGroupPermission:
    if value in REPOSITORY_GROUP_PERMISSION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPOSITORY_GROUP_PERMISSION_VALUES!r}")
