"""How dates are written is decided by the column and then holds for every value of it.

What would go wrong unseen: a third of the months lost because a site speaks Spanish, a ledger read
with day and month swapped, an invoice of the first that falls into the month before.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date, format_datetime

MAP = "tables: {cases: {columns: {process_id: {constant: p}, case_id: Id, opened_at: Opened}}}"
DATES = """
tables:
  process_costs:
    columns:
      process_id: {constant: p}
      cost_id: Id
      cost_month: Day
      category: {constant: vendor}
      amount: {constant: "1"}
      currency: {company: currency}
"""


def opened(exports, values, settings="", export_map=MAP):
    """The UTC times as landed, in the order of the file."""
    exports.write_map("tool", export_map)
    exports.write("_settings.yml", settings, "tool")
    lines = "".join(f'{number};"{value}"\n' for number, value in enumerate(values))
    exports.write("a.csv", f"Id;Opened\n{lines}", "tool")
    exports.land()
    return [row[0] for row in exports.rows("cases", "opened_at")]


@pytest.mark.parametrize(
    "language",
    ["es", "es_MX", "pt_BR", "fr", "de", "de_AT", "it", "nl", "pl", "cs", "sv", "da", "fi", "tr",
     "ru", "uk", "el", "ro", "hu", "id", "ca", "ar", "he", "hi"],
)  # fmt: skip
@pytest.mark.parametrize("pattern", ["d/MMM/yy h:mm a", "EEEE d MMMM y HH:mm"])
def test_the_months_of_every_language_are_read(exports, language, pattern):
    """Babel writes what is read back: one row per month, none may be lost."""
    moments = [datetime(2025, month, 3 + month, 9 + month % 8, 53) for month in range(1, 13)]
    written = [format_datetime(moment, pattern, locale=language) for moment in moments]
    found = opened(exports, written)
    assert exports.rejected() == []
    assert found == moments


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "pt", "nl", "ja", "ko", "zh"])
@pytest.mark.parametrize("width", ["medium", "long", "full"])
def test_dates_as_the_cldr_writes_them_are_read(exports, language, width):
    days = [date(2025, month, 12 + month) for month in range(1, 13)]
    written = [format_date(day, width, locale=language) for day in days]
    found = opened(exports, written)
    assert [moment.date() for moment in found] == days


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-03-03 09:00:00 +0100", "2025-03-03 08:00:00"),
        ("2025-03-03 09:00:00 UTC", "2025-03-03 09:00:00"),
        ("2025-03-03 09:05:07,123", "2025-03-03 09:05:07.123000"),
        ("20250303T090500Z", "2025-03-03 09:05:00"),
        ("20250303090507", "2025-03-03 09:05:07"),
        ("2025-03-03T09:00:00+05:30[Asia/Kolkata]", "2025-03-03 03:30:00"),
        ("2025/03/03 09:00 GMT-04:00", "2025-03-03 13:00:00"),
        ("Mon Mar 03 09:00:00 CET 2025", "2025-03-03 08:00:00"),
        ("Mon Mar 03 2025 09:00:00 GMT+0100 (Central European Standard Time)", "2025-03-03 08:00"),
        ("Mon, 03 Mar 2025 09:00:00 EST", "2025-03-03 14:00:00"),
        ("2025-03-03 09:00:00 America/Sao_Paulo", "2025-03-03 12:00:00"),
        ("2025-03-03T09:00:00.123456789Z", "2025-03-03 09:00:00.123456"),
        ("3/26/25, 9:05\u202fAM", "2025-03-26 09:05:00"),
        ("Aug 3, 2025, 9:53:11\u202fPM", "2025-08-03 21:53:11"),
        ("3/26/2025 9:05 a.m.", "2025-03-26 09:05:00"),
        ("26/3/2025 9:05 p. m.", "2025-03-26 21:05:00"),
        ("26/3/2025\u00a09:05\u00a0p.\u00a0m.", "2025-03-26 21:05:00"),
        ("\u200e26/03/2025 14h30", "2025-03-26 14:30:00"),
        ("26.3.2025 klo 14.30", "2025-03-26 14:30:00"),
        ("2025年3月26日 下午2:30", "2025-03-26 14:30:00"),
        ("3/26/2025 12:00 AM", "2025-03-26 00:00:00"),
        ("3/26/2025 12:30 PM", "2025-03-26 12:30:00"),
        ("٢٠٢٥-٠٣-٢٦ ٠٩:٠٥", "2025-03-26 09:05:00"),
    ],
)
def test_a_time_of_any_system_is_read(exports, written, expected):
    (found,) = opened(exports, [written])
    assert found == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("epoch_s", "1740996000"),
        ("epoch_ms", "1740996000000"),
        ("epoch_us", "1740996000000000"),
    ],
)
def test_a_count_since_1970_is_read_where_it_is_stated_and_asked_for_where_not(
    exports, stated, written
):
    sentence = ""
    try:
        opened(exports, [written] * 3)
    except Exception as error:
        (sentence,) = error.sentences
    assert f"write format: {stated}" in sentence
    export_map = MAP.replace("opened_at: Opened", f"opened_at: {{from: Opened, format: {stated}}}")
    found = opened(exports, [written] * 3, export_map=export_map)
    assert found == [datetime.fromtimestamp(1740996000, UTC).replace(tzinfo=None)] * 3


def test_a_month_that_means_two_months_is_asked_for(exports):
    """'lis' is October in Croatian and November in Polish."""
    written = ["03 lis 2025 09:00", "04 lis 2025 10:00"]
    with pytest.raises(Exception, match=r"different languages \(.*pl.*\): write the language"):
        opened(exports, written)
    assert opened(exports, written, "language: pl")[0] == datetime(2025, 11, 3, 9)
    assert opened(exports, written, "language: hr")[0] == datetime(2025, 10, 3, 9)


def test_another_word_beside_a_month_says_which_language_it_is(exports):
    found = opened(exports, ["03 lis 2025 09:00", "04 sty 2025 10:00"])
    assert [moment.month for moment in found] == [11, 1]


@pytest.mark.parametrize(
    ("stated", "right", "wrong"),
    [("month_first", "03/01/2012", "13/01/2012"), ("day_first", "01/03/2012", "01/13/2012")],
)
def test_a_stated_order_that_the_column_contradicts_stops(exports, stated, right, wrong):
    other = {"month_first": "day_first", "day_first": "month_first"}[stated]
    with pytest.raises(
        Exception,
        match=rf"but '{wrong}' and 39 others can only be .* date_order: "
        f"{other}",
    ):
        opened(exports, [right] * 60 + [wrong] * 40, f"date_order: {stated}")


def test_a_stated_order_with_both_kinds_of_values_tells_both_counts(exports):
    values = ["13/01/2012"] * 2 + ["01/14/2012"] * 5
    with pytest.raises(Exception, match=r"and 4 others .* \(2 can only be day first\): the file"):
        opened(exports, values, "date_order: day_first")


def test_a_stated_format_that_the_column_contradicts_stops(exports):
    export_map = MAP.replace("opened_at: Opened", "opened_at: {from: Opened, format: '%d.%m.%Y'}")
    with pytest.raises(Exception, match="10 of 40 values are no dates, for instance '2025-01-02'"):
        opened(exports, ["03.01.2025"] * 30 + ["2025-01-02"] * 10, export_map=export_map)


def test_a_few_outliers_are_rejected_and_the_rest_is_read(exports):
    written = [f"{day:02d}/03/2025 10:00" for day in range(1, 29)] + ["pending"]
    assert len(opened(exports, written)) == 28
    ((line, column, value, reason),) = exports.rejected()
    assert (line, column, value) == (30, "Opened", "pending")
    assert reason.startswith("Opened (opened_at) 'pending' is not a time with the day before")


@pytest.mark.parametrize("odd", ["yesterday", "Q1/2025", "week 12", "2025-W12"])
def test_a_column_that_is_mostly_no_date_stops_with_what_it_holds(exports, odd):
    with pytest.raises(
        Exception, match=r"most values are not written like a date \(30 like '"
    ) as caught:
        opened(exports, ["03/13/2025"] * 4 + [odd] * 30)
    assert "4 like '03/13/2025'" in str(caught.value) and "'format'" in str(caught.value)


def test_dates_in_two_ways_stop_with_both_counts(exports):
    with pytest.raises(Exception, match="20 like '13/03/2025' and 10 like '2025-03-13'"):
        opened(exports, ["13/03/2025"] * 20 + ["2025-03-13"] * 10)


def test_one_column_of_a_file_shows_the_order_for_the_others(exports):
    """'13.03.21' beside '12.04.21': one system wrote both."""
    exports.write_map("tool", MAP.replace("opened_at: Opened", "opened_at: Opened, due_at: Due"))
    exports.write("a.csv", "Id,Opened,Due\n1,13.03.21,12.04.21\n2,14.03.21,11.04.21\n", "tool")
    exports.land()
    assert [row[0] for row in exports.rows("cases", "cast(due_at as date)")] == [
        date(2021, 4, 12),
        date(2021, 4, 11),
    ]


LEDGER = """
tables:
  invoices:
    columns:
      process_id: {constant: p}
      invoice_id: Id
      customer_id: {constant: c}
      invoice_date: Date
      due_date: Due
      amount: {constant: "1"}
      currency: {company: currency}
"""


@pytest.mark.parametrize("zone", ["America/New_York", "America/Los_Angeles", "Europe/Rome"])
@pytest.mark.parametrize(
    "behind", ["T00:00:00Z", "T00:00:00.000Z", " 00:00:00 UTC", "T00:00+00:00"]
)
def test_a_date_in_the_clothes_of_an_instant_stays_the_date(exports, zone, behind):
    exports.companies = [type(exports.companies[0])("acme", "USD", zone)]
    exports.write_map("tool", LEDGER)
    exports.write("a.csv", f"Id,Date,Due\n1,2025-03-01{behind},2025-03-31{behind}\n", "tool")
    exports.land()
    assert exports.rows("invoices", "invoice_date, due_date") == [
        (date(2025, 3, 1), date(2025, 3, 31))
    ]


def test_an_instant_that_is_no_midnight_falls_on_a_day_of_the_zone(exports):
    exports.companies = [type(exports.companies[0])("acme", "USD", "America/New_York")]
    exports.write_map("tool", LEDGER)
    exports.write(
        "a.csv",
        "Id,Date,Due\n1,2025-03-01T02:30:00Z,2025-03-31\n2,2025-03-02T00:00:00Z,2025-03-31\n",
        "tool",
    )
    exports.land()
    assert exports.rows("invoices", "invoice_date") == [(date(2025, 2, 28),), (date(2025, 3, 1),)]


@pytest.mark.parametrize("company_zone", ["America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize(
    "due", ["25/Nov/25 12:00 AM", "2025-11-25", "25.11.2025", "25/11/2025 0:00"]
)
def test_a_due_date_lasts_to_the_end_of_its_day_in_the_zone_of_the_file(exports, company_zone, due):
    """By hand: the day ends in Rome at 23:00 UTC."""
    exports.companies = [type(exports.companies[0])("acme", "USD", company_zone)]
    exports.write_map("tool", MAP.replace("opened_at: Opened", "opened_at: Opened, due_at: Due"))
    exports.write("_settings.yml", "time_zone: Europe/Rome", "tool")
    exports.write("a.csv", f"Id;Opened;Due\n1;2025-11-25 09:00;{due}\n", "tool")
    exports.land()
    ((found,),) = exports.rows("cases", "due_at")
    assert found == datetime(2025, 11, 25, 23) - timedelta(microseconds=1)


def test_a_due_time_is_that_time(exports):
    exports.write_map("tool", MAP.replace("opened_at: Opened", "opened_at: Opened, due_at: Due"))
    exports.write(
        "a.csv",
        "Id;Opened;Due\n1;2025-11-25 09:00;2025-11-25 17:00\n2;2025-11-25 09:00;2025-11-26 12:30\n",
        "tool",
    )
    exports.land()
    assert exports.rows("cases", "due_at") == [
        (datetime(2025, 11, 25, 17),),
        (datetime(2025, 11, 26, 12, 30),),
    ]


def test_a_header_that_says_its_zone_is_believed(exports):
    exports.companies = [type(exports.companies[0])("acme", "USD", "America/New_York")]
    exports.write_map("tool", MAP.replace("Opened", "Created (UTC)"))
    exports.write("a.csv", "Id,Created (UTC)\n1,2025-03-01 09:00\n", "tool")
    exports.land()
    assert exports.rows("cases", "opened_at") == [(datetime(2025, 3, 1, 9),)]


def test_a_stated_zone_without_some_of_the_hours_stops(exports):
    """New York has no 02:30 on 9 March 2025; London has."""
    values = ["2025-03-09 02:30", "2025-03-09 04:00"]
    with pytest.raises(Exception, match="America/New_York has no 2025-03-09 02:30"):
        opened(exports, values, "time_zone: America/New_York")
    assert opened(exports, values, "time_zone: Europe/London")[0] == datetime(2025, 3, 9, 2, 30)


@pytest.mark.parametrize("written", ["2025-03", "03/2025", "Mar 2025", "mars 2025", "2025-03-01"])
def test_a_month_is_its_first_day(exports, written):
    exports.write_map("tool", DATES)
    exports.write("a.csv", f"Id,Day\n1,{written}\n", "tool")
    exports.land()
    assert exports.rows("process_costs", "cost_month") == [(date(2025, 3, 1),)]


@pytest.mark.parametrize("stated", ["cp1252", "latin-1", "iso-8859-15"])
def test_a_stated_encoding_that_the_file_contradicts_stops(exports, stated):
    """Unseen, every 'é' would be 'Ã©', and one customer two."""
    exports.write_map("tool", MAP)
    exports.write("_settings.yml", f"encoding: {stated}", "tool")
    exports.write("a.csv", "Id,Opened\nJosé,2025-03-01\nZoë,2025-03-02\n", "tool")
    (sentence,) = exports.problems()
    assert "all 2 characters beyond ASCII (such as 'é') are UTF-8" in sentence
    exports.write("a.csv", "Id,Opened\nJosé,2025-03-01\n".encode(stated), "tool")
    exports.land()
    assert exports.rows("cases", "case_id") == [("José",)]
