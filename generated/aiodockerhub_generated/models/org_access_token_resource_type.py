from typing import Literal

OrgAccessTokenResourceType = Literal["TYPE_ORG", "TYPE_REPO"]

ORG_ACCESS_TOKEN_RESOURCE_TYPE_VALUES: set[OrgAccessTokenResourceType] = {
    "TYPE_ORG",
    "TYPE_REPO",
}


def check_org_access_token_resource_type(value: str) -> OrgAccessTokenResourceType:
    if value in ORG_ACCESS_TOKEN_RESOURCE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORG_ACCESS_TOKEN_RESOURCE_TYPE_VALUES!r}")
