from typing import Literal

TagImageStatus = Literal["active", "inactive"]

TAG_IMAGE_STATUS_VALUES: set[TagImageStatus] = {
    "active",
    "inactive",
}


def check_tag_image_status(value: str) -> TagImageStatus:
    if value in TAG_IMAGE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TAG_IMAGE_STATUS_VALUES!r}")
