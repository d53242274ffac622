"""Types of published rows, and the sample: a reader would otherwise trust a column that is gone."""

import subprocess
import sys

import duckdb

from gains.published import contracts
from tests.published import sample_publication


def test_the_types_of_rows_are_those_of_the_contracts():
    """After a contract has changed, `make types` writes gains/published/rows.py anew."""
    written = contracts.types(contracts.contracts())
    command = [sys.executable, "-m", "ruff", "format", "-"]
    formatted = subprocess.run(command, input=written, capture_output=True, text=True, check=True)
    assert contracts.ROWS.read_text() == formatted.stdout


def test_a_column_that_a_contract_adds_is_in_the_types():
    columns = (contracts.Column("a_id", "string", True), contracts.Column("is", "double", False))
    written = contracts.types({"some_rows": contracts.Contract("some_rows", "some", columns)})
    assert '"a_id": str,' in written
    assert '"is": float | None,' in written


def test_the_sample_has_every_published_table_with_every_column(tmp_path):
    """A page tested on a sample without a table cannot be seen to ignore it."""
    with duckdb.connect(str(sample_publication.write(tmp_path))) as connection:
        found: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "select table_name, column_name from information_schema.columns order by all"
        ).fetchall():
            found.setdefault(table, []).append(column)
    assert found == {
        table: sorted(column.name for column in contract.columns)
        for table, contract in contracts.contracts().items()
    }


def test_the_sample_refuses_a_column_that_no_contract_has(tmp_path):
    rows = {"companies": [{"company_id": "x", "color": "red"}]}
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        try:
            sample_publication.fill(connection, rows)
        except ValueError as error:
            assert "color" in str(error)
        else:
            raise AssertionError("an unknown column was taken")
