from typing import Literal

GroupMemberType = Literal["Org", "User"]

GROUP_MEMBER_TYPE_VALUES: set[GroupMemberType] = {
    "Org",
    "User",
}


def check_group_member_type(value: str) -> GroupMemberType:
    if value in GROUP_MEMBER_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GROUP_MEMBER_TYPE_VALUES!r}")
