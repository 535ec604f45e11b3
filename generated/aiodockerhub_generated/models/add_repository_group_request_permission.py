from typing import Literal

AddRepositoryGroupRequestPermission = Literal["admin", "read", "write"]

ADD_REPOSITORY_GROUP_REQUEST_PERMISSION_VALUES: set[AddRepositoryGroupRequestPermission] = {
    "admin",
    "read",
    "write",
}


def check_add_repository_group_request_permission(value: str) -> AddRepositoryGroupRequestPermission:
    if value in ADD_REPOSITORY_GROUP_REQUEST_PERMISSION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ADD_REPOSITORY_GROUP_REQUEST_PERMISSION_VALUES!r}")
