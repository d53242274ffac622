"""Encodings, delimiters, workbooks and Parquet: the same rows come out of each."""

import gzip
from datetime import date, datetime

import duckdb
import openpyxl
import pytest

TEXT = (
    "process_id;case_id;opened_at;segment\n"
    "p;1;2024-01-02T10:00:00;Zürich – Süd\n"
    "p;2;2024-01-03T10:00:00;Malmö\n"
)
ROWS = [("1", datetime(2024, 1, 2, 10), "Zürich – Süd"), ("2", datetime(2024, 1, 3, 10), "Malmö")]


def landed(exports) -> list[tuple]:
    return exports.rows("cases", "case_id, opened_at, segment")


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", [".csv", ".csv.gz"])
def test_every_encoding_and_line_ending_gives_the_same_rows(
    exports, encoding, told, newline, ending
):
    content = TEXT.replace("\n", newline).encode(encoding)
    exports.write(f"cases{ending}", gzip.compress(content) if ending == ".csv.gz" else content)
    (row,) = exports.land()
    assert landed(exports) == ROWS
    assert row["settings"].startswith(f"{told}, ")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(exports, delimiter):
    exports.write("cases.csv", TEXT.replace(";", delimiter))
    exports.land()
    assert landed(exports) == ROWS


def test_an_old_mac_file_has_lines_too(exports):
    exports.write("cases.csv", TEXT.replace("\n", "\r"))
    exports.land()
    assert landed(exports) == ROWS


def test_one_byte_far_down_decides_on_the_encoding_of_the_whole_file(exports):
    lines = "".join(f"p,{number},2024-01-01,plain\n" for number in range(20_000))
    content = "process_id,case_id,opened_at,segment\n" + lines + "p,last,2024-01-01,Malmö\n"
    exports.write("cases.csv", content.encode("cp1252"))
    (row,) = exports.land()
    assert row["settings"].startswith("cp1252")
    assert exports.rows("cases", "segment")[-1] == ("Malmö",)


def test_a_byte_of_no_encoding_is_named_with_its_line(exports):
    exports.write("cases.csv", b"process_id,case_id,opened_at\np,\x81,2024-01-01\n")
    (sentence,) = exports.problems()
    assert sentence.startswith(
        "exports/acme/canonical/cases.csv, line 2: the byte 81 is neither UTF-8 nor Windows-1252"
    )


def test_a_packed_file_that_ends_too_early_is_refused(exports):
    exports.write("cases.csv.gz", gzip.compress(TEXT.encode() * 50)[:-20])
    (sentence,) = exports.problems()
    assert sentence.endswith("is packed by gzip and ends too early: deliver it again, whole.")


def test_a_workbook_keeps_dates_numbers_and_row_numbers(exports):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Tickets of January"])
    sheet.append([])
    sheet.append(["process_id", "case_id", "opened_at", "closed_at", "rework_count"])
    sheet.append(["p", 1001, datetime(2024, 1, 2, 10, 30), date(2024, 1, 3), 2])
    sheet.append(["p", "NA", datetime(2024, 1, 2), "soon", 2.0])
    path = exports.write("cases.xlsx", b"")
    workbook.save(path)
    (row,) = exports.land()
    assert exports.rows("cases", "line_number, case_id, opened_at, closed_at, rework_count") == [
        (4, "1001", datetime(2024, 1, 2, 10, 30), datetime(2024, 1, 3), 2)
    ]
    assert exports.rejected()[0][:3] == (5, "closed_at", "soon")
    assert row["settings"] == "header in row 3"


def test_parquet_types_are_read_as_they_are(exports):
    path = exports.write("invoices.parquet", b"")
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (
                select 'p' as process_id, 17 as invoice_id, 'c' as customer_id,
                    date '2024-01-02' as invoice_date, timestamp '2024-02-01' as due_date,
                    0.1::double + 0.2::double as amount, 'eur' as currency, true as is_disputed
            ) to '{path}'
            """
        )
    exports.land()
    assert exports.rejected() == []
    columns = "line_number, invoice_id, due_date, amount, currency, is_disputed"
    (row,) = exports.rows("invoices", columns)
    assert [str(value) for value in row] == ["1", "17", "2024-02-01", "0.3000", "EUR", "True"]


def test_times_with_an_offset_and_without_one(exports, tmp_path):
    exports.companies = [type(exports.companies[0])("acme", "USD", "America/New_York")]
    times = [
        "2024-01-02T10:00:00",
        "2024-01-02 10:00",
        "2024-01-02",
        "2024-01-02T10:00:00Z",
        "2024-01-02T10:00Z",
        "2024-01-02T10:00+02:00",
        "2024-01-02T10:00:00.250-0500",
        "2024-11-03T01:30:00",
    ]
    lines = "".join(f"p,{number},{time}\n" for number, time in enumerate(times))
    exports.write("cases.csv", "process_id,case_id,opened_at\n" + lines)
    exports.land()
    assert exports.rejected() == []
    assert [str(value) for (value,) in exports.rows("cases", "opened_at")] == [
        "2024-01-02 15:00:00",
        "2024-01-02 15:00:00",
        "2024-01-02 05:00:00",
        "2024-01-02 10:00:00",
        "2024-01-02 10:00:00",
        "2024-01-02 08:00:00",
        "2024-01-02 15:00:00.250000",
        "2024-11-03 05:30:00",
    ]


@pytest.mark.parametrize(
    "value", ["2024-01-02 10:00 Rome", "10:00", "9999-12-31", "infinity", "2024-01-02T25:00:00"]
)
def test_what_is_no_time_rejects_its_row(exports, value):
    exports.write("cases.csv", f"process_id,case_id,opened_at\np,1,{value}\n")
    exports.land()
    assert exports.rejected()[0][:3] == (2, "opened_at", value)


@pytest.mark.parametrize(
    "name", ["cases [1].csv", "cases*.csv.gz", "year=2024/cases.csv", "cases 'quoted'; --.csv"]
)
def test_a_name_is_a_name_and_never_a_pattern(exports, name):
    exports.write("cases 1.csv", TEXT.replace("p;", "other;"))
    exports.write(name, gzip.compress(TEXT.encode()) if name.endswith(".gz") else TEXT)
    assert {row["file"]: row["rows_landed"] for row in exports.land()} == {
        "cases 1.csv": 2,
        name: 2,
    }
    assert exports.rows("cases", "count(distinct process_id) over ()")[0] in [(1,), (2,)]
    landed_of_name = {row[0] for row in exports.rows("cases", "file || process_id")}
    assert landed_of_name == {"cases 1.csvother", f"{name}p"}


def test_a_parquet_file_in_a_folder_named_like_a_partition(exports):
    path = exports.write("process_id=x/cases [2].parquet", b"")
    path.unlink()
    with duckdb.connect() as connection:
        relation = "select 'p' as process_id, 'a' as case_id, date '2024-01-02' as opened_at"
        connection.sql(relation).write_parquet(str(path))
    exports.land()
    assert exports.rows("cases", "process_id, case_id") == [("p", "a")]


def test_a_link_to_nothing_is_told(exports):
    path = exports.write("cases.csv", "")
    path.unlink()
    path.symlink_to("gone.csv")
    assert exports.problems() == [
        "exports/acme/canonical/cases.csv is a link to nothing, or no file: remove it."
    ]


def test_a_time_zone_of_the_register_that_does_not_exist_is_told(exports):
    exports.companies = [type(exports.companies[0])("acme", "USD", "Rome")]
    exports.write("cases.csv", TEXT)
    assert exports.problems() == [
        "seeds/companies.csv: the time zone of acme: 'Rome' is no time zone: write a name such as "
        "Europe/Rome."
    ]


def test_an_export_is_never_written_on(exports):
    contents = {
        "cases [1].csv": TEXT.encode("cp1252"),
        "cases [2].csv.gz": gzip.compress(TEXT.encode("utf-16")),
        "cases 3.csv": TEXT.encode("utf-16"),
    }
    paths = {exports.write(name, content): content for name, content in contents.items()}
    exports.land()
    assert {path: path.read_bytes() for path in paths} == paths
