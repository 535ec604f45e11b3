from typing import Literal

OrgsListMembersType = Literal["all", "invitee", "member"]

ORGS_LIST_MEMBERS_TYPE_VALUES: set[OrgsListMembersType] = {
    "all",
    "invitee",
    "member",
}


def check_orgs_list_members_type(value: str) -> OrgsListMembersType:
    if value in ORGS_LIST_MEMBERS_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORGS_LIST_MEMBERS_TYPE_VALUES!r}")
