from typing import Literal

ScimListUsersSortOrder = Literal["ascending", "descending"]

SCIM_LIST_USERS_SORT_ORDER_VALUES: set[ScimListUsersSortOrder] = {
    "ascending",
    "descending",
}


def check_scim_list_users_sort_order(value: str) -> ScimListUsersSortOrder:
    if value in SCIM_LIST_USERS_SORT_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCIM_LIST_USERS_SORT_ORDER_VALUES!r}")
