"""The lines of a file before the pointers of an error."""

import time
from pathlib import Path

from codegen.document import lines, load
from codegen.errors import BuildError


def test_thousands_of_details_take_no_time_and_are_cut_short(tmp_path: Path) -> None:
    file, number = tmp_path / "new.yaml", 5_000
    file.write_text("openapi: 3.0.3\n" + "".join(f"x-{index}: {{}}\n" for index in range(number)), encoding="utf-8")
    problem = BuildError("wrong", [f"#/x-{index}: odd" for index in range(number)])
    document = load.load(file)
    begun = time.process_time()
    details = lines.with_lines(problem, file, document).details
    assert time.process_time() - begun < 5
    assert details[1] == "new.yaml:3: #/x-1: odd"
    assert details[100:] == ("and 4,900 more",)
