"""What dbt makes of the register is what its files say, whatever an earlier build left behind.

What would go wrong unseen: a column that was moved keeps its old place, because the table of the
last build is filled again by position.
"""

from __future__ import annotations

import csv
import io

from tests.project import Project

MODEL = "stg_register__initiatives"


def staged(project: Project) -> list[tuple]:
    project.dbt("run", "--select", MODEL)
    return project.query_work(f"select * from staging.{MODEL} order by line_number")


def test_the_same_rows_give_the_same_table_however_the_file_is_written(project: Project):
    path = project.folder / "seeds" / "initiatives.csv"
    expected = staged(project)
    rows = list(csv.reader(io.StringIO(path.read_text())))
    assert len(expected) == len(rows) - 1 > 0
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(row[::-1] for row in rows)
    path.write_bytes(stream.getvalue().encode("cp1252"))
    assert staged(project) == expected


def test_a_bad_cell_stops_the_build_with_its_place_and_without_a_stack_trace(project: Project):
    path = project.folder / "seeds" / "initiatives.csv"
    path.write_text(path.read_text().replace("2026-04-06", "2026-04-31"))
    output = project.dbt("run", "--select", MODEL, expect=1)
    assert "seeds/initiatives.csv, line 2, column go_live_date: '2026-04-31' is not a" in output
    assert "Traceback" not in output
