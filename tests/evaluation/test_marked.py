"""A measurement writes between its marks and nowhere else."""

from __future__ import annotations

from pathlib import Path

from eval.marked import put


def test_what_stands_outside_the_marks_stays(tmp_path: Path) -> None:
    page = tmp_path / "bench.md"
    page.write_text("# Speed\n<!-- a -->\nold\n<!-- /a -->\nand\n<!-- b -->\nkept\n<!-- /b -->\n", "utf-8")
    put(page, "a", ("new", r"\1 lines"))
    expected = "# Speed\n<!-- a -->\nnew\n\\1 lines\n<!-- /a -->\nand\n<!-- b -->\nkept\n<!-- /b -->\n"
    assert page.read_text("utf-8") == expected
