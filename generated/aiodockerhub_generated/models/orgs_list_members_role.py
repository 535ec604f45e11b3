from typing import Literal

OrgsListMembersRole = Literal["editor", "member", "owner"]

ORGS_LIST_MEMBERS_ROLE_VALUES: set[OrgsListMembersRole] = {
    "editor",
    "member",
    "owner",
}


def check_orgs_list_members_role(value: str) -> OrgsListMembersRole:
    if value in ORGS_LIST_MEMBERS_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORGS_LIST_MEMBERS_ROLE_VALUES!r}")
