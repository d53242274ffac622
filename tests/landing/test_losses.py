"""What is lost, unknown or odd is said, and above a limit it stops the build.

What would go wrong unseen: failed runs that are filtered away, a file of which every row is
rejected, half of a delivery, and a figure that is right about whatever is left.
"""

from datetime import datetime

import duckdb
import openpyxl
import pytest

from gains.landing.find.export_files import Company

CASES = """
tables:
  cases:
    columns:
      process_id: {constant: p}
      case_id: Id
      opened_at: Opened
      closed_at: Closed
"""


def found(exports, columns="finding, severity, row_count, sentence"):
    return exports.found(columns)


def use(exports, map_name, settings="constants: {process_id: p}", zone="UTC"):
    exports.companies = [Company("acme", "USD", zone)]
    exports.use_shipped_map(map_name)
    exports.write("_settings.yml", settings, map_name)


@pytest.mark.parametrize(
    ("bad", "severity"), [(0, None), (1, None), (2, "warning"), (5, "warning"), (6, "critical")]
)
def test_rejected_rows_have_two_limits(exports, bad, severity):
    """Of 100 rows: 1 is within the limit, 2 to 5 are a warning, 6 are critical."""
    exports.write_map("tool", CASES)
    lines = [f"{n},2025-03-{n % 27 + 1:02d}," for n in range(100 - bad)]
    lines += [f"{100 + n},soon," for n in range(bad)]
    exports.write("a.csv", "Id,Opened,Closed\n" + "\n".join(lines) + "\n", "tool")
    exports.land()
    assert [row[1] for row in found(exports)] == ([severity] if severity else [])
    if severity:
        sentence = found(exports)[0][3]
        assert (
            f"{bad} of 100 rows of cases are rejected: {bad} not a time (such as line" in sentence
        )
        assert "Opened 'soon')" in sentence


def test_a_map_may_raise_the_limit(exports):
    exports.write_map("tool", CASES + "rejected_rows: {stop_above: 20%}\n")
    lines = [f"{n},2025-03-01," for n in range(90)] + [f"{n},soon," for n in range(90, 100)]
    exports.write("a.csv", "Id,Opened,Closed\n" + "\n".join(lines) + "\n", "tool")
    exports.land()
    assert [row[:3] for row in found(exports)] == [("rejected_rows", "warning", 10)]


def test_all_rows_rejected_is_critical_however_few(exports):
    exports.write("cases.csv", "process_id,case_id,opened_at\np,1,soon\n")
    exports.land()
    assert [row[:3] for row in found(exports)] == [("rejected_rows", "critical", 1)]


def test_rejection_that_depends_on_the_outcome_is_said(exports):
    exports.write_map(
        "tool", CASES.replace("closed_at: Closed", "closed_at: Closed\n      due_at: Due")
    )
    lines = [f"{n},2025-03-01 09:00,2025-03-01 10:00,2025-03-02" for n in range(60)]
    lines += [f"b{n},2025-03-01 09:00,2025-03-05 10:00,unknown" for n in range(6)]
    exports.write("a.csv", "Id,Opened,Closed,Due\n" + "\n".join(lines) + "\n", "tool")
    exports.land()
    assert (
        "differs from what is kept (hours to close 97.0 where kept rows have 1.0)"
        in (found(exports)[0][3])
    )


@pytest.mark.parametrize(
    ("map_name", "header", "unknown"),
    [
        ("power_automate_runs", "Name,Start time,End time,Status", "Exploded"),
        ("uipath_jobs", "Key,StartTime,EndTime,State", "Vanished"),
    ],
)
@pytest.mark.parametrize(("count", "severity"), [(1, "warning"), (30, "critical")])
def test_a_value_that_no_map_knows_is_rejected_and_never_filtered(
    exports, map_name, header, unknown, count, severity
):
    use(exports, map_name)
    known = {"power_automate_runs": "Succeeded", "uipath_jobs": "Successful"}[map_name]
    lines = [
        f"r{n},2025-03-01 09:00,2025-03-01 09:01,{unknown if n < count else known}"
        for n in range(200)
    ]
    exports.write("a.csv", header + "\n" + "\n".join(lines) + "\n", map_name)
    (row,) = exports.land()
    assert (row["rows_rejected"], row["rows_filtered"]) == (count, 0)
    (unknown_values, *_) = [one for one in found(exports) if one[0] == "unknown_values"]
    assert unknown_values[1:3] == (severity, count)
    assert (
        f'values: {{status: {{"{unknown}": ...}}}} (succeeded or failed or cancelled)'
        in (unknown_values[3])
    )
    exports.write(
        "_settings.yml",
        f"constants: {{process_id: p}}\nvalues: {{status: {{{unknown}: failed}}}}\n",
        map_name,
    )
    (row,) = exports.land()
    assert row["rows_landed"] == 200 and found(exports) == []


@pytest.mark.parametrize(
    ("map_name", "header", "status", "meaning"),
    [
        ("power_automate_runs", "Name,Start time,End time,Status", "TimedOut", "failed"),
        ("power_automate_runs", "Name,Start time,End time,Status", "Aborted", "failed"),
        ("power_automate_runs", "Name,Start time,End time,Status", "Skipped", "cancelled"),
        ("uipath_jobs", "Key,StartTime,EndTime,State", "Faulted", "failed"),
    ],
)
def test_failed_runs_are_runs(exports, map_name, header, status, meaning):
    use(exports, map_name)
    lines = [f"r{n},2025-03-01 09:00,2025-03-01 09:01,{status}" for n in range(30)]
    exports.write("a.csv", header + "\n" + "\n".join(lines) + "\n", map_name)
    exports.land()
    assert exports.rows("automation_runs", "status") == [(meaning,)] * 30


def test_the_values_of_a_column_are_counted_with_their_meaning(exports):
    use(exports, "power_automate_runs")
    lines = ["a,2025-03-02 09:00,,Failed", "b,2025-03-01 09:00,,failed", "c,2025-03-03 09:00,,Odd"]
    exports.write(
        "a.csv",
        "Name,Start time,End time,Status\n" + "\n".join(lines) + "\n",
        "power_automate_runs",
    )
    exports.land()
    columns = "column_name, value, row_count, cast(first_seen as varchar), meaning, is_new"
    assert sorted(exports.beside("export_values", columns)) == [
        ("Status", "Failed", 1, "2025-03-02", "failed", False),
        ("Status", "Odd", 1, "2025-03-03", None, True),
        ("Status", "failed", 1, "2025-03-01", "failed", False),
    ]


@pytest.mark.parametrize(
    "resolution", ["Wont Fix", "Won’t Do", "won't do", "Not a bug", "Withdrawn", "Abgelehnt"]
)
def test_a_jira_issue_that_was_called_off_is_cancelled(exports, resolution):
    use(exports, "jira_issues")
    exports.write(
        "a.csv",
        "Issue key,Created,Resolved,Resolution\n"
        f"A-1,01/Mar/25 9:53 AM,02/Mar/25 9:53 AM,{resolution}\n",
        "jira_issues",
    )
    exports.land()
    assert exports.rows("cases", "is_cancelled") == [(True,)]


JIRA_HEADERS = {
    "es": ("Clave de incidencia", "Creada", "Resuelta", "Resolución", "Estado"),
    "de": ("Vorgangsschlüssel", "Erstellt", "Erledigt", "Lösung", "Status"),
    "fr": ("Clé de ticket", "Création", "Résolue", "Résolution", "État"),
    "pt": ("Chave da item", "Criado", "Resolvido", "Resolução", "Status"),
    "it": ("Chiave ticket", "Creato", "Risolto", "Risoluzione", "Stato"),
    "nl": ("Issuesleutel", "Aangemaakt", "Opgelost", "Oplossing", "Status"),
}


@pytest.mark.parametrize("language", JIRA_HEADERS)
def test_jira_in_the_language_of_the_site(exports, language):
    from babel.dates import format_datetime

    use(exports, "jira_issues")
    lines = []
    for month in range(1, 13):
        at = datetime(2025, month, 13, 9, 53)
        written = format_datetime(at, "dd/MMM/yy h:mm a", locale=language)
        lines.append(f'A-{month};"{written}";"{written}";;')
    exports.write(
        "a.csv", ";".join(JIRA_HEADERS[language]) + "\n" + "\n".join(lines) + "\n", "jira_issues"
    )
    exports.land()
    assert [row[0].month for row in exports.rows("cases", "closed_at")] == list(range(1, 13))


@pytest.mark.parametrize(
    ("state", "resolved", "closed", "expected"),
    [
        ("Closed", "", "2025-03-05 10:00:00", (datetime(2025, 3, 5, 10), False)),
        ("7", "", "2025-03-05 10:00:00", (datetime(2025, 3, 5, 10), False)),
        ("Geschlossen", "", "2025-03-05 10:00:00", (datetime(2025, 3, 5, 10), False)),
        ("8", "", "", (None, True)),
        ("Canceled", "2025-03-04 10:00:00", "", (datetime(2025, 3, 4, 10), True)),
        ("In Progress", "2025-03-04 10:00:00", "", (None, False)),
        ("2", "2025-03-04 10:00:00", "", (None, False)),
        (
            "Resolved",
            "2025-03-04 10:00:00",
            "2025-03-09 10:00:00",
            (datetime(2025, 3, 4, 10), False),
        ),
    ],
)
def test_status_and_date_agree(exports, state, resolved, closed, expected):
    use(exports, "servicenow_incidents")
    exports.write(
        "a.csv",
        "number,opened_at,state,resolved_at,closed_at\n"
        f"I1,2025-03-01 09:00:00,{state},{resolved},{closed}\n",
        "servicenow_incidents",
    )
    exports.land()
    assert exports.rows("cases", "closed_at, is_cancelled") == [expected]


def test_closed_without_any_date_is_rejected_and_never_open_for_ever(exports):
    use(exports, "zendesk_tickets")
    exports.write(
        "a.csv",
        "Id,Created at,Solved at,Status\n1,2025-03-01 09:00,,Solved\n2,2025-03-01 09:00,,Open\n",
        "zendesk_tickets",
    )
    exports.land()
    assert exports.rows("cases", "case_id") == [("2",)]
    assert exports.rejected()[0][3].startswith("Status says 'Solved', and no date says when")


@pytest.mark.parametrize(
    ("content", "finding", "severity"),
    [
        ("", "empty_file", "critical"),
        ("\n \n\n", "empty_file", "critical"),
        ("Id,Opened,Closed\n", "no_rows", "warning"),
        ("Id,Opened,Closed\n1,2025-03-01,\n2,2025-03-02,\n3,2025-0", "rejected_rows", "critical"),
        ('Id,Opened,Closed\n1,2025-03-01,\n2,"2025-03', "cut_off", "critical"),
        ("Id,Opened,Closed\n1,2025-03-01,\n2,2025-03-01", "cut_off", "critical"),
        ("1,2025-01-01,x\nId,Opened,Closed\n2,2025-03-01,\n", "rows_above_header", "warning"),
    ],
)
def test_each_odd_file_has_its_own_sentence(exports, content, finding, severity):
    exports.write_map("tool", CASES)
    exports.write("a.csv", content, "tool")
    exports.land()
    (one, *_) = [row for row in found(exports) if row[0] == finding]
    assert one[1] == severity
    assert one[3].startswith("exports/acme/tool/a.csv")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_header_far_down_is_found_where_it_is_stated(exports, ending, tmp_path):
    exports.write_map("tool", CASES)
    rows = [[f"filter {n}"] for n in range(70)] + [
        ["Id", "Opened", "Closed"],
        ["1", "2025-03-01", ""],
    ]
    if ending == "csv":
        exports.write("a.csv", "\n".join(",".join(row) for row in rows) + "\n", "tool")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(exports.write("a.xlsx", b"", "tool"))
    (sentence,) = exports.problems()
    assert "no row among the first 50 has any header that the map knows" in sentence
    exports.write("_settings.yml", "header_row: 71", "tool")
    (row,) = exports.land()
    assert row["rows_landed"] == 1
    exports.write("_settings.yml", "header_row: 500", "tool")
    (sentence,) = exports.problems()
    assert "'header_row' states line 500, and there is no such row" in sentence


def workbook(exports, sheets, name="a.xlsx", map_name="tool", hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    book.save(exports.write(name, b"", map_name))


def test_all_sheets_with_the_same_header_are_read(exports):
    exports.write_map("tool", CASES)
    head = ["Id", "Opened", "Closed"]
    workbook(
        exports,
        {
            "Notes": [["Exported by", "somebody"]],
            "Page 1": [head, ["1", datetime(2025, 3, 1), None]],
            "Page 2": [head, ["2", datetime(2025, 3, 2), None]],
            "Old": [head, ["3", datetime(2020, 3, 2), None]],
        },
        hidden=("Old",),
    )
    exports.land()
    assert exports.rows("cases", "case_id") == [("1",), ("2",)]
    ((finding, severity, _, sentence),) = found(exports)
    assert (finding, severity) == ("hidden_sheet", "warning")
    assert "'Old'" in sentence


def test_sheets_that_both_could_be_meant_are_asked_for(exports):
    exports.write_map("tool", CASES)
    workbook(
        exports,
        {
            "A": [["Id", "Opened", "Closed"], ["1", datetime(2025, 3, 1), None]],
            "B": [["Id", "Opened", "Closed", "More"], ["2", datetime(2025, 3, 2), None, 1]],
        },
    )
    (sentence,) = exports.problems()
    assert "the sheets 'A' and 'B' have different headers" in sentence
    exports.write("_settings.yml", "sheet: B", "tool")
    exports.land()
    assert exports.rows("cases", "case_id") == [("2",)]


@pytest.mark.parametrize(("column", "formula"), [(2, "=B2+1"), (1, "=TODAY()")])
def test_a_formula_without_a_stored_value_rejects_its_row(exports, column, formula):
    exports.write_map("tool", CASES)
    row = ["1", datetime(2025, 3, 1), datetime(2025, 3, 2)]
    row[column] = formula
    good = [[str(n), datetime(2025, 3, 1), datetime(2025, 3, 2)] for n in range(2, 40)]
    workbook(exports, {"A": [["Id", "Opened", "Closed"], row, *good]})
    exports.land()
    ((_, _, _, reason),) = exports.rejected()
    assert "a formula without a stored value: open the file in a spreadsheet and save" in reason


def test_ids_keep_every_digit_and_damaged_ones_are_refused(exports):
    exports.write_map("tool", CASES)
    lines = [f"{n:013d},2025-03-01," for n in range(1, 40)] + ["1.03006E+13,2025-03-01,"]
    exports.write("a.csv", "Id,Opened,Closed\n" + "\n".join(lines) + "\n", "tool")
    exports.land()
    assert exports.rows("cases", "case_id")[0] == ("0000000000001",)
    ((_, column, value, reason),) = exports.rejected()
    assert (column, value) == ("Id", "1.03006E+13")
    assert "damaged by a spreadsheet" in reason


def test_a_total_is_a_row_without_a_name(exports):
    use(exports, "clockify_time_entries", "constants: {process_id: p}\ndefaults: {role: clerk}\n")
    header = "Project,User,Group,Email,Start Date,Duration (decimal)\n"
    exports.write(
        "a.csv",
        header
        + "Total Rewards Portal,Ann,,a@x,2025-03-13,1.50\nOther,Ann,dev,a@x,2025-03-13,1.00\n"
        + "Total,,,,,2.50\n",
        "clockify_time_entries",
    )
    (row,) = exports.land()
    assert exports.rows("time_entries", "minutes, role") == [(90, "clerk"), (60, "dev")]
    assert (row["rows_read"], row["rows_filtered"]) == (2, 1)


def test_an_audit_log_is_asked_for_and_folds_to_the_last_state(exports):
    """By hand: I2 was closed, reopened and closed again."""
    export_map = """
tables:
  cases:
    status: {from: State, open: [New, Reopened], closed: [Closed]}
    columns:
      process_id: {constant: p}
      case_id: Id
      opened_at: Opened
      closed_at: Closed
"""
    exports.write_map("tool", export_map)
    lines = [
        "I1,New,2025-03-01 09:00,,2025-03-01 09:00",
        "I1,Closed,2025-03-01 09:00,2025-03-02 09:00,2025-03-02 09:00",
        "I2,Closed,2025-03-01 09:00,2025-03-02 09:00,2025-03-02 09:00",
        "I2,New,2025-03-01 09:00,,2025-03-01 09:00",
        "I2,Closed,2025-03-01 09:00,2025-03-07 09:00,2025-03-07 09:00",
        "I2,Reopened,2025-03-01 09:00,2025-03-02 09:00,2025-03-03 09:00",
        "I3,New,2025-03-04 09:00,,2025-03-04 09:00",
    ]
    exports.write("a.csv", "Id,State,Opened,Closed,Updated\n" + "\n".join(lines) + "\n", "tool")
    exports.land()
    (one,) = found(exports)
    assert one[:2] == ("rejected_rows", "critical")
    assert "one_row_per: {last_by: Updated}" in one[3]
    exports.write_map(
        "tool",
        export_map.replace("    status:", "    one_row_per: {last_by: Updated}\n    status:"),
    )
    (row,) = exports.land()
    assert exports.rows("cases", "case_id, closed_at, rework_count") == [
        ("I1", datetime(2025, 3, 2, 9), 0),
        ("I2", datetime(2025, 3, 7, 9), 1),
        ("I3", None, 0),
    ]
    assert (row["rows_read"], row["rows_landed"], row["rows_filtered"]) == (3, 3, 4)


@pytest.mark.parametrize(
    ("terms", "due"),
    [("Net 30", "2025-03-31"), ("45 jours", "2025-04-15"), ("Due on receipt", "2025-03-01")],
)
def test_a_due_date_may_be_a_date_plus_terms(exports, terms, due):
    exports.write_map(
        "tool",
        """
tables:
  invoices:
    columns:
      process_id: {constant: p}
      invoice_id: Id
      customer_id: {constant: c}
      invoice_date: Date
      due_date: {from: Date, plus_days: {from: Terms, values: {Due on receipt: 0}}}
      amount: {constant: "1"}
      currency: {company: currency}
""",
    )
    exports.write("a.csv", f"Id,Date,Terms\n1,2025-03-01,{terms}\n2,2025-03-01,whenever\n", "tool")
    exports.land()
    assert exports.rows("invoices", "cast(due_date as varchar)") == [(due,)]
    assert "has terms that say no number of days" in exports.rejected()[0][3]


def test_earlier_files_of_a_folder_show_the_order_of_a_small_one(exports):
    exports.write_map("tool", CASES)
    exports.write("2026-09.csv", "Id,Opened,Closed\n1,09/13/2026,\n2,09/14/2026,\n", "tool")
    exports.write("2026-11-01.csv", "Id,Opened,Closed\n3,11/02/2026,\n4,11/03/2026,\n", "tool")
    exports.land()
    assert [row[0].month for row in exports.rows("cases", "opened_at")] == [9, 9, 11, 11]
    exports.write("2026-10.csv", "Id,Opened,Closed\n5,20/10/2026,\n", "tool")
    exports.write("2026-08.csv", "Id,Opened,Closed\n6,08/20/2026,\n", "tool")
    (sentence,) = exports.problems()
    assert "2026-11-01.csv" in sentence and "cannot be decided" in sentence
    (exports.root / "exports/acme/tool/2026-11-01.csv").unlink()
    exports.land()
    ((finding, _, _, sentence),) = found(exports)
    assert finding == "written_otherwise"
    assert "2026-10.csv, column 'Opened': the day first, where 2 other files" in sentence


def test_nothing_is_lost_between_read_landed_and_rejected(exports):
    exports.write_map("tool", CASES)
    exports.write(
        "a.csv", "Id,Opened,Closed\n1,2025-03-01,\n1,2025-03-02,\n2,soon,\n,2025-03-04,\n", "tool"
    )
    (row,) = exports.land()
    assert row["rows_read"] == row["rows_landed"] + row["rows_rejected"] == 4
    with duckdb.connect() as connection:
        path = exports.root / "landed" / "rejected_rows" / "*.parquet"
        causes = connection.execute(f"select distinct cause from read_parquet('{path}')").fetchall()
    assert {cause for (cause,) in causes} == {
        "contradicting rows",
        "not a time",
        "empty but required",
    }


@pytest.mark.parametrize("header", ["lifecycle:transition", "registration_type"])
def test_the_halves_of_a_step_are_one_step(exports, header):
    """By hand: the first start of a step goes with its first end."""
    use(exports, "event_log")
    lines = [
        "1,check,START,2025-03-01 09:00,ann",
        "1,check,start,2025-03-01 09:30,ann",
        "1,check,complete,2025-03-01 10:00,ann",
        "1,check,suspend,2025-03-01 10:10,ann",
        "1,check,complete,2025-03-01 11:00,ann",
        "1,ship,start,2025-03-01 12:00,bob",
        "2,check,complete,2025-03-02 09:00,ann",
    ]
    content = f"case_id,activity,{header},timestamp,resource\n" + "\n".join(lines) + "\n"
    exports.write("a.csv", content, "event_log")
    (row,) = exports.land()
    day = datetime(2025, 3, 1)
    assert sorted(exports.rows("case_events", "finished_at, started_at"), key=str) == [
        (day.replace(hour=10), day.replace(hour=9)),
        (day.replace(hour=11), day.replace(hour=9, minute=30)),
        (datetime(2025, 3, 2, 9), None),
    ]
    assert (row["rows_read"], row["rows_landed"], row["rows_filtered"]) == (3, 3, 4)
    assert [one[:3] for one in found(exports)] == [("unpaired_steps", "warning", 1)]
