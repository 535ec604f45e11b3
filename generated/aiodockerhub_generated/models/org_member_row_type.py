from typing import Literal

OrgMemberRowType = Literal["Invitee", "User"]

ORG_MEMBER_ROW_TYPE_VALUES: set[OrgMemberRowType] = {
    "Invitee",
    "User",
}


def check_org_member_row_type(value: str) -> OrgMemberRowType:
    if value in ORG_MEMBER_ROW_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORG_MEMBER_ROW_TYPE_VALUES!r}")
