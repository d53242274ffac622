"""Any file lands or is told in a sentence: never a trace, and nothing is lost on the way."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gains.landing import LandingError
from tests.landing.conftest import Exports

MAP = """
tables:
  cases:
    columns:
      process_id: {constant: p}
      case_id: Id
      opened_at: Opened
      closed_at: Closed
      rework_count: Rework
"""
CELLS = st.one_of(
    st.sampled_from(
        ["", "1", "2025-03-01", "03/04/2025", "25.12.2025 10:00", "1.234,5", "1e5", "ene", '"',
         "2025-03-01T00:00:00Z", "13:00", "9" * 30, "\x00", "\u202f", "x;y", "01/abr/25 9:53 AM"]
    ),
    st.text(max_size=12),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, has_header=st.booleans(), divider=st.sampled_from(",;\t"))
def test_any_text_file_lands_or_is_told(rows, has_header, divider):
    with tempfile.TemporaryDirectory() as folder:
        exports = Exports(Path(folder))
        exports.write_map("tool", MAP)
        lines = [divider.join(["Id", "Opened", "Closed", "Rework"])] if has_header else []
        lines += [divider.join(row) for row in rows]
        exports.write("a.csv", "\n".join(lines).encode("utf-8", "replace"), "tool")
        try:
            landed = exports.land()
        except LandingError as error:
            assert all("a.csv" in sentence for sentence in error.sentences)
            return
        for row in landed:
            assert row["rows_read"] == row["rows_landed"] + row["rows_rejected"]


def test_linked_folders_are_read_and_hidden_ones_are_not(exports, tmp_path):
    exports.write("cases.csv", "process_id,case_id,opened_at\np,1,2025-03-01\n")
    exports.write(".trash/cases_old.csv", "process_id,case_id,opened_at\np,2,2025-03-01\n")
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "cases_more.csv").write_text(
        "process_id,case_id,opened_at\np,3,2025-03-01\n"
    )
    folder = exports.root / "exports" / "acme" / "canonical"
    (folder / "2026").symlink_to(tmp_path / "share")
    (folder / "loop").symlink_to(folder)
    exports.land()
    assert sorted(exports.rows("cases", "case_id")) == [("1",), ("3",)]
