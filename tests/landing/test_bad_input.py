"""Bad input gets a sentence with file, line, column and value: never a trace, never a guess."""

import io
import threading
import zipfile
from decimal import Decimal

import pytest

INVOICES = "process_id,invoice_id,customer_id,invoice_date,due_date,amount,currency\n"
CASES = "process_id,case_id,opened_at,closed_at\n"


def invoice(number: str = "1", amount: str = "100.50", date: str = "2024-01-02") -> str:
    return f"p,{number},c,{date},2024-02-01,{amount},USD\n"


def counts(row: dict) -> tuple[int, int, int]:
    return row["rows_read"], row["rows_landed"], row["rows_rejected"]


def test_an_empty_file_has_no_rows(exports):
    exports.write("cases.csv", "")
    (row,) = exports.land()
    assert counts(row) == (0, 0, 0)
    assert row["settings"] == "an empty file"
    assert row["covers_to"] is None


def test_a_header_alone_has_no_rows(exports):
    exports.write("cases.csv", CASES)
    (row,) = exports.land()
    assert counts(row) == (0, 0, 0)


def test_a_missing_required_column_names_file_column_and_the_nearest_header(exports):
    exports.write("cases.csv", "process_id,case_id,opend_at\np,1,2024-01-01\n")
    (sentence,) = exports.problems()
    assert sentence == (
        "exports/acme/canonical/cases.csv, row 1: the required column 'opened_at' of cases is "
        "missing; the nearest header is 'opend_at'. The file has 'process_id', 'case_id', "
        "'opend_at'."
    )


def test_a_missing_optional_column_is_null(exports):
    exports.write("cases.csv", "process_id,case_id,opened_at\np,1,2024-01-01\n")
    exports.land()
    assert exports.rows("cases", "closed_at, segment, is_cancelled") == [(None, None, False)]


def test_an_unknown_column_is_named_and_not_read(exports):
    exports.write("cases.csv", "process_id,case_id,opened_at,color\np,1,2024-01-01,red\n")
    (row,) = exports.land()
    assert row["settings"].endswith("columns that Gains does not know and did not read: 'color'")


def test_a_date_that_does_not_exist_rejects_its_row(exports):
    exports.write("invoices.csv", INVOICES + invoice("1", date="2024-02-31") + invoice("2"))
    (row,) = exports.land()
    assert counts(row) == (2, 1, 1)
    assert exports.rejected() == [
        (
            2,
            "invoice_date",
            "2024-02-31",
            "invoice_date '2024-02-31' is not a date like 2024-01-31 (ISO 8601)",
        )
    ]


@pytest.mark.parametrize("value", ["31/02/2024", "1/2/2024", "20240102", "tomorrow", "0000-01-01"])
def test_a_canonical_date_is_iso_and_nothing_else(exports, value):
    exports.write("invoices.csv", INVOICES + invoice(date=value))
    exports.land()
    assert [row[:3] for row in exports.rejected()] == [(2, "invoice_date", value)]


def test_all_columns_at_fault_stand_in_one_rejected_row(exports):
    exports.write("invoices.csv", INVOICES + "p,1,,2024-13-01,2024-02-01,12abc,Dollar\n")
    (row,) = exports.land()
    assert counts(row) == (1, 0, 1)
    assert exports.rejected() == [
        (
            2,
            "customer_id",
            None,
            "customer_id is empty but required; "
            "invoice_date '2024-13-01' is not a date like 2024-01-31 (ISO 8601); "
            "amount '12abc' is not an amount like 1234.56; "
            "currency 'Dollar' is not a currency code of three letters, such as USD",
        )
    ]


def test_mixed_date_orders_stop_with_two_examples(exports):
    exports.write_map("shop", "tables: {cases: {columns: {case_id: Id, opened_at: Opened}}}")
    exports.write("_settings.yml", "constants: {process_id: p}", "shop")
    exports.write("a.csv", "Id,Opened\n1,13/01/2024\n2,01/14/2024\n", "shop")
    (sentence,) = exports.problems()
    assert sentence == (
        "exports/acme/shop/a.csv, column 'Opened': '13/01/2024' has the day first and "
        "'01/14/2024' the month: one column cannot be read both ways. Correct the file, or "
        "deliver the two parts as two files."
    )


def test_an_undecidable_date_order_stops_and_names_the_setting(exports):
    exports.write_map("shop", "tables: {cases: {columns: {case_id: Id, opened_at: Opened}}}")
    exports.write("_settings.yml", "constants: {process_id: p}", "shop")
    exports.write("a.csv", "Id,Opened\n1,03/01/2024\n2,01/04/2024\n", "shop")
    (sentence,) = exports.problems()
    assert sentence == (
        "exports/acme/shop/a.csv, column 'Opened': it cannot be decided whether day or month comes "
        "first, for instance in '01/04/2024' and '03/01/2024': write date_order: day_first (or "
        "month_first) into exports/acme/shop/_settings.yml, or beside the column in the map."
    )
    exports.write("_settings.yml", "constants: {process_id: p}\ndate_order: day_first", "shop")
    exports.land()
    assert [str(row[0]) for row in exports.rows("cases", "opened_at")] == [
        "2024-01-03 00:00:00",
        "2024-04-01 00:00:00",
    ]


@pytest.mark.parametrize("value", ["1.234,56", "1,234.56", "(12.50)", "12.50-", "$12.50", "1e3"])
def test_a_canonical_amount_is_a_plain_decimal_and_nothing_else(exports, value):
    exports.write("invoices.csv", INVOICES + invoice(amount=f'"{value}"'))
    (row,) = exports.land()
    assert counts(row) == (1, 0, 1)
    assert exports.rejected()[0][1:3] == ("amount", value)


@pytest.mark.parametrize(
    ("written", "amounts"),
    [
        (["1.234,56", "-7,5", "12,50-"], ["1234.56", "-7.5", "-12.50"]),
        (["1,234.56", "(12.50)", "12.50-"], ["1234.56", "-12.50", "-12.50"]),
        (["$1,234.56", "-$7.00", "$ (8.00)"], ["1234.56", "-7", "-8"]),
        (["EUR 1 234,56", "99,00 €", "1 000,00"], ["1234.56", "99", "1000"]),
        (["1'234.50", "5", "0.5"], ["1234.50", "5", "0.5"]),
    ],
)
def test_a_mapped_amount_is_read_in_the_style_of_its_column(exports, written, amounts):
    exports.write_map("shop", AMOUNTS_MAP)
    lines = "".join(f"{number};{amount}\n" for number, amount in enumerate(written))
    exports.write("a.csv", "Id;Amount\n" + lines, "shop")
    exports.land()
    assert exports.rejected() == []
    assert [row[0] for row in exports.rows("invoices", "amount")] == [Decimal(a) for a in amounts]


AMOUNTS_MAP = """
tables:
  invoices:
    columns:
      process_id: {constant: p}
      invoice_id: Id
      customer_id: {constant: c}
      invoice_date: {constant: "2024-01-02"}
      due_date: {constant: "2024-01-02"}
      amount: Amount
      currency: {company: currency}
"""


def test_two_number_styles_in_one_column_stop(exports):
    exports.write_map("shop", AMOUNTS_MAP)
    exports.write("a.csv", "Id;Amount\n1;1.234,56\n2;1,234.56\n", "shop")
    (sentence,) = exports.problems()
    assert "'1,234.56' has a decimal point and '1.234,56' a decimal comma" in sentence


def test_thousands_or_decimals_that_cannot_be_told_apart_stop(exports):
    exports.write_map("shop", AMOUNTS_MAP)
    exports.write("a.csv", "Id;Amount\n1;1,234\n2;950\n", "shop")
    (sentence,) = exports.problems()
    assert "it cannot be decided whether '1,234'" in sentence
    assert "number_style: '1,234.56' (or '1.234,56')" in sentence


def test_the_case_id_na_is_a_case_id(exports):
    exports.write("cases.csv", CASES + "p,NA,2024-01-01,\np,null,2024-01-01,\n")
    exports.land()
    assert exports.rows("cases", "case_id, closed_at") == [("NA", None), ("null", None)]


def test_equal_rows_with_one_key_both_land(exports):
    exports.write("invoices.csv", INVOICES + invoice("7") + invoice("7"))
    (row,) = exports.land()
    assert counts(row) == (2, 2, 0)


def test_rows_that_contradict_each_other_are_all_rejected(exports):
    exports.write("invoices.csv", INVOICES + invoice("7", "1") + invoice("8") + invoice("7", "2"))
    (row,) = exports.land()
    assert counts(row) == (3, 1, 2)
    assert [(line, value, reason[:63]) for line, _, value, reason in exports.rejected()] == [
        (2, "7", "has the same process_id and invoice_id as line 4, with other va"),
        (4, "7", "has the same process_id and invoice_id as line 2, with other va"),
    ]
    assert row["amount_read"] == row["amount_landed"] + row["amount_rejected"] == Decimal("103.50")


def test_events_with_one_key_all_stay_and_are_numbered(exports):
    event = "p,1,check,2024-01-01T10:00:00\n"
    exports.write("case_events.csv", "process_id,case_id,activity,finished_at\n" + event * 3)
    exports.land()
    assert exports.rows("case_events", "line_number, occurrence") == [(2, 1), (3, 2), (4, 3)]


def test_a_truncated_last_line_is_rejected(exports):
    exports.write("invoices.csv", INVOICES + invoice("1") + "p,2,c,2024-0")
    (row,) = exports.land()
    assert counts(row) == (2, 1, 1)
    assert exports.rejected()[0][::3] == (3, "the line has 4 fields where the header has 7")


def test_a_quote_that_never_closes_loses_one_line_and_not_the_rest(exports):
    exports.write("cases.csv", CASES + 'p,"1,2024-01-01,\np,2,2024-01-01,\np,3,2024-01-01,\n')
    (row,) = exports.land()
    assert counts(row) == (3, 2, 1)
    assert exports.rejected()[0][0] == 2
    assert exports.rejected()[0][3] == "the line opens a quote that is never closed"


def test_line_numbers_behind_quoted_newlines_are_those_of_the_file(exports):
    exports.write(
        "cases.csv",
        'process_id,case_id,opened_at,segment\np,1,2024-01-01,"two\nlines"\np,2,never,x\n',
    )
    exports.land()
    assert exports.rows("cases", "line_number, segment") == [(2, "two\nlines")]
    assert exports.rejected()[0][:3] == (4, "opened_at", "never")


def test_a_zip_archive_named_csv_is_refused(exports):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cases.csv", CASES)
    exports.write("cases.csv", packed.getvalue())
    (sentence,) = exports.problems()
    assert sentence == (
        "exports/acme/canonical/cases.csv is a ZIP archive or an Excel workbook with another name: "
        "unpack it, or rename it to .xlsx."
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cases.xlsx", b"", "is empty (0 bytes)"),
        ("cases.xlsx", b"no workbook", "cannot be opened as an Excel workbook"),
        ("cases.csv", b"<html><body>Please log in</body></html>", "is a web page"),
        ("cases.xls", b"<table></table>", "is an old Excel file or a web page named .xls"),
        ("cases.csv", b"\xd0\xcf\x11\xe0rest", "is an old Excel file"),
        ("cases.csv.gz", b"process_id", "is named .gz but is not packed by gzip"),
        ("cases.parquet", b"PAR1 and nothing else", "is no Parquet file, or ends too early"),
        ("cases.pdf", b"%PDF", "is of a kind that cannot be read"),
        ("tickets.csv", b"a,b\n", "the name starts with no canonical table"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(exports, name, content, words):
    exports.write(name, content)
    (sentence,) = exports.problems()
    assert sentence.startswith(f"exports/acme/canonical/{name}")
    assert words in sentence


def test_a_file_that_grows_while_it_is_read_stops(exports):
    path = exports.write("cases.csv", CASES + "p,1,2024-01-01,\n" * 2000)
    stop = threading.Event()

    def grow():
        number = 0
        while not stop.is_set():
            number += 1
            with path.open("a") as stream:
                stream.write(f"p,grown {number},2024-01-01,\n")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        (sentence,) = exports.problems()
    finally:
        stop.set()
        writer.join()
    assert sentence == (
        "exports/acme/canonical/cases.csv changed while it was read: wait until the delivery is "
        "complete, and build again."
    )


def test_a_folder_without_a_map_names_the_nearest(exports):
    exports.write("cases.csv", CASES, "canonicals")
    (sentence,) = exports.problems()
    assert sentence.startswith(
        "exports/acme/canonicals/ names no map (the nearest is 'canonical'): write "
        "export_maps/canonicals.yml"
    )


def test_a_company_that_is_not_in_the_register_stops(exports):
    exports.write("cases.csv", CASES)
    (exports.root / "exports" / "acme").rename(exports.root / "exports" / "acne")
    (sentence,) = exports.problems()
    assert sentence.startswith(
        "exports/acne/ belongs to no company of the register (the nearest is 'acme')"
    )


def test_all_problems_of_all_files_are_told_at_once(exports):
    exports.write("cases.csv", "case_id\n1\n")
    exports.write("invoices.xlsx", b"")
    exports.write("cases.csv", CASES, "nowhere")
    assert len(exports.problems()) == 4
