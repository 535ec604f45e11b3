"""The lines of a file before the pointers of an error."""

import time
from pathlib import Path

import pytest

from codegen.document import line_numbers, load
from codegen.document.validate import validate
from codegen.errors import BuildError


def test_thousands_of_details_take_no_time_and_are_cut_short(tmp_path: Path) -> None:
    file, number = tmp_path / "new.yaml", 5_000
    file.write_text("openapi: 3.0.3\n" + "".join(f"x-{index}: {{}}\n" for index in range(number)), encoding="utf-8")
    problem = BuildError("wrong", [f"#/x-{index}: odd" for index in range(number)])
    document = load.load(file)
    begun = time.process_time()
    details = line_numbers.with_lines(problem, file, document).details
    assert time.process_time() - begun < 5
    assert details[1] == "new.yaml:3: #/x-1: odd"
    assert details[100:] == ("and 4,900 more",)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ('"info": {\n"title": "\\ud800"}', "new.json:3: #/info/title: half of a surrogate pair in the text '\\ud800'"),
        (
            '"info": {"title": "\\ud83d\\ude00",\n\t"\\udfff": 1}',
            "new.json:2: #/info/%3F: half of a surrogate pair in the text '\\udfff'",
        ),
        ('"x-a":\t[\n1,\n"a\\uDBFFb"]', "new.json:4: #/x-a/1: half of a surrogate pair in the text 'a\\udbffb'"),
    ],
)
def test_half_of_a_surrogate_pair_has_a_place(members: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "new.json"
    file.write_text('{"openapi": "3.0.3",\n' + members + "}", encoding="utf-8")
    document = load.load(file)
    with pytest.raises(BuildError) as caught:
        validate(document)
    assert str(line_numbers.with_lines(caught.value, file, document)) == said
