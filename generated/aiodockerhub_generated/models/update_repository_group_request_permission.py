from typing import Literal

UpdateRepositoryGroupRequestPermission = Literal["admin", "read", "write"]

UPDATE_REPOSITORY_GROUP_REQUEST_PERMISSION_VALUES: set[UpdateRepositoryGroupRequestPermission] = {
    "admin",
    "read",
    "write",
}


def check_update_repository_group_request_permission(value: str) -> UpdateRepositoryGroupRequestPermission:
    if value in UPDATE_REPOSITORY_GROUP_REQUEST_PERMISSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {UPDATE_REPOSITORY_GROUP_REQUEST_PERMISSION_VALUES!r}"
    )
