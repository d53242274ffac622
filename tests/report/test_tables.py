"""What a table's downloads hold: exact values, and no formula that runs."""

import csv
import io
from datetime import date

import openpyxl

from gains.report.tables import Column, as_csv, as_xlsx, table

ROWS = [
    {"name": "=1+1", "amount": -5.5, "day": date(2026, 1, 2), "flag": True},
    {"name": "@SUM(A1)", "amount": None, "day": None, "flag": False},
    {"name": "\tcmd", "amount": 3, "day": date(2026, 1, 3), "flag": None},
]
COLUMNS = [
    Column("name", "Name"),
    Column("amount", "Amount"),
    Column("day", "Day"),
    Column("flag", "F"),
]


def test_a_csv_runs_no_formula_and_keeps_numbers():
    text = as_csv(table("x", COLUMNS, ROWS)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["name", "amount", "day", "flag"]
    assert [line[0] for line in lines[1:]] == ["'=1+1", "'@SUM(A1)", "'\tcmd"]
    assert lines[1][1:3] == ["-5.5", "2026-01-02"]


def test_a_workbook_runs_no_formula_and_keeps_types():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table("x/y", COLUMNS, ROWS)))).active
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == -5.5
    assert sheet["C2"].value.date() == date(2026, 1, 2)
