from typing import Literal

TagTagStatus = Literal["active", "inactive"]

TAG_TAG_STATUS_VALUES: set[TagTagStatus] = {
    "active",
    "inactive",
}


def check_tag_tag_status(value: str) -> TagTagStatus:
    if value in TAG_TAG_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TAG_TAG_STATUS_VALUES!r}")
