from typing import Literal

OrgMemberRole = Literal["Editor", "Invitee", "Member", "Owner"]

ORG_MEMBER_ROLE_VALUES: set[OrgMemberRole] = {
    "Editor",
    "Invitee",
    "Member",
    "Owner",
}


def check_org_member_role(value: str) -> OrgMemberRole:
    if value in ORG_MEMBER_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORG_MEMBER_ROLE_VALUES!r}")
