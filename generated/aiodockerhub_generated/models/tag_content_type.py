from typing import Literal

TagContentType = Literal["compose", "helm", "image", "model", "plugin", "unrecognized", "volume", "wasm"]

TAG_CONTENT_TYPE_VALUES: set[TagContentType] = {
    "compose",
    "helm",
    "image",
    "model",
    "plugin",
    "unrecognized",
    "volume",
    "wasm",
}


def check_tag_content_type(value: str) -> TagContentType:
    if value in TAG_CONTENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TAG_CONTENT_TYPE_VALUES!r}")
