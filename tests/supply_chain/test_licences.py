"""What the product needs at run time may be used in a company that sells software.

What would go wrong unseen: a dependency of a dependency under a licence that reaches into the code
of whoever uses it, or a setup step that takes a package without checking what it is.
"""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from tests.project import ROOT

ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Zlib|CC0|CNRI)",
    re.IGNORECASE,
)
REACHING = re.compile(r"\b(A?GPL|LGPL|SSPL|GNU|BUSL|Commons Clause)", re.IGNORECASE)
#: Each with its reason.
CHOSEN = {"text-unidecode": "Artistic License or GPL: used under the Artistic License"}


def locked(*options: str) -> list[str]:
    """Return the names of the packages that the lock file sets up."""
    uv = ROOT / ".venv" / "bin" / "uv"
    listed = subprocess.run(
        [uv, "export", "--frozen", "--no-emit-project", "--no-hashes", "--quiet", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return re.findall(r"^([A-Za-z0-9._-]+)==", listed, re.MULTILINE)


def licence(name: str) -> str:
    """Return all that a package's metadata says of its licence."""
    found = metadata(name)
    classifiers = [one for one in found.get_all("Classifier") or [] if one.startswith("License")]
    stated = (found.get("License") or "").splitlines()[:1]
    return "; ".join([found.get("License-Expression") or "", *stated, *classifiers])


@pytest.fixture(scope="module")
def installed() -> dict[str, str]:
    found = {}
    for name in locked():
        try:
            found[name] = licence(name)
        except PackageNotFoundError:
            continue  # of another platform or Python
    return found


def test_every_package_at_run_time_has_an_allowed_licence(installed):
    assert len(installed) > 50
    wrong = {
        name: stated
        for name, stated in installed.items()
        if name not in CHOSEN and (not ALLOWED.search(stated) or REACHING.search(stated))
    }
    assert wrong == {}


def test_a_choice_is_still_needed(installed):
    assert set(CHOSEN) <= set(installed)


def test_every_package_is_pinned_by_hash():
    lock = (ROOT / "uv.lock").read_text()
    packages = lock.split("[[package]]")[1:]
    own = [one for one in packages if 'source = { editable = "." }' in one]
    assert len(own) == 1
    assert [one[:60] for one in packages if "hash = " not in one and one not in own] == []
    first = Path(ROOT / "requirements-uv.txt").read_text()
    assert re.search(r"^uv==[\d.]+ \\\n    --hash=sha256:", first, re.MULTILINE)
    assert "--require-hashes -r requirements-uv.txt" in (ROOT / "Makefile").read_text()
