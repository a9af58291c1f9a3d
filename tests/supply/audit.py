"""Has a library that we ship a known flaw? `make audit`: pip-audit over the lock file, skipped where its database is out of reach.

pip-audit says "no known vulnerabilities" also where it could look nothing up; here that is told as what it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path("requirements/run.lock")
_COMMAND = ("--format=json", "--disable-pip", "--no-deps", "--progress-spinner=off", "--timeout=10")


def main() -> int:
    """1 if a flaw is known, else 0."""
    command = [str(Path(sys.executable).with_name("pip-audit")), "--requirement", str(LOCK), *_COMMAND]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        found = []
    code, said = verdict(found)
    print(said)
    return code


def verdict(found: list[dict[str, Any]]) -> tuple[int, str]:
    """The exit code and what is told of pip-audit's report."""
    flaws = [(each, flaw) for each in found for flaw in each.get("vulns", ())]
    if flaws:
        lines = (
            f"{each['name']} {each['version']}: {flaw['id']} → {'、'.join(flaw['fix_versions']) or '直した版はまだありません'}"
            for each, flaw in flaws
        )
        return 1, "\n".join(("知られている弱点があります。新しい版にしてください（make lock）。", *lines))
    looked = sum("vulns" in each for each in found)
    if not looked:
        return (
            0,
            "省きました: 弱点のデータベースにつながりません。つながる機械で make audit を実行してください。",
        )
    unknown = len(found) - looked
    return 0, f"{looked} 個の部品に、知られている弱点はありません。" + (
        f"（{unknown} 個は調べられませんでした）" if unknown else ""
    )


if __name__ == "__main__":
    sys.exit(main())
