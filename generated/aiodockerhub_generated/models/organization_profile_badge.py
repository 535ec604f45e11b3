from typing import Literal

OrganizationProfileBadge = Literal["", "open_source", "verified_publisher"]

ORGANIZATION_PROFILE_BADGE_VALUES: set[OrganizationProfileBadge] = {
    "",
    "open_source",
    "verified_publisher",
}


def check_organization_profile_badge(value: str) -> OrganizationProfileBadge:
    if value in ORGANIZATION_PROFILE_BADGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORGANIZATION_PROFILE_BADGE_VALUES!r}")
