"""The static half of the generated package: the build step copies these modules into it as they are."""
