from typing import Literal

ScimSchemaAttributeType = Literal["boolean", "complex", "string"]

SCIM_SCHEMA_ATTRIBUTE_TYPE_VALUES: set[ScimSchemaAttributeType] = {
    "boolean",
    "complex",
    "string",
}


def check_scim_schema_attribute_type(value: str) -> ScimSchemaAttributeType:
    if value in SCIM_SCHEMA_ATTRIBUTE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCIM_SCHEMA_ATTRIBUTE_TYPE_VALUES!r}")
