"""What each key of a map does, on one small file each."""

from datetime import date, datetime
from decimal import Decimal

import pytest

PAYMENTS = """
tables:
  payments:
    columns:
      process_id: {constant: p}
      payment_id: Id
      customer_id: {constant: c}
      paid_date: Day
      amount: AMOUNT
      currency: {company: currency}
"""


def land(exports, export_map: str, content: str) -> None:
    exports.write_map("shop", export_map)
    exports.write("a.csv", content, "shop")
    exports.rows_landed = exports.land()


@pytest.mark.parametrize(
    ("sign", "amounts"),
    [("as_is", [-5, 7]), ("reversed", [5, -7]), ("positive", [5, 7]), ("negative", [-5, -7])],
)
def test_the_sign_is_what_the_map_says(exports, sign, amounts):
    export_map = PAYMENTS.replace("AMOUNT", f"{{from: Amount, sign: {sign}}}")
    land(exports, export_map, "Id,Day,Amount\n1,2024-01-02,-5.00\n2,2024-01-02,7.00\n")
    assert [row[0] for row in exports.rows("payments", "amount")] == [Decimal(a) for a in amounts]


def test_headers_are_found_in_any_case_with_synonyms_below_a_preamble(exports):
    export_map = PAYMENTS.replace("AMOUNT", "[Sum, Paid Amount]")
    land(exports, export_map, "Report\nof May;;\n\n ID ;day;PAID  amount\n1;2024-01-02;7,50\n")
    assert exports.rows("payments", "line_number, payment_id, amount") == [(5, "1", Decimal("7.5"))]


def test_a_date_and_its_time_are_joined_and_values_looked_up(exports):
    land(
        exports,
        """
        time_zone: Europe/Rome
        tables:
          cases:
            columns:
              process_id: {from: Team, values: {A: intake, B: claims}}
              case_id: Id
              opened_at: {join: [Day, Time]}
              is_cancelled: {from: State, values: {void: "true"}, otherwise: "false"}
        """,
        "Id,Team,Day,Time,State\n1,a,13.06.2024,10:30,void\n2,b,14.06.2024,,\n3,C,14.06.2024,,x\n",
    )
    assert exports.rows("cases", "case_id, process_id, opened_at, is_cancelled") == [
        ("1", "intake", datetime(2024, 6, 13, 8, 30), True),
        ("2", "claims", datetime(2024, 6, 13, 22), False),
    ]
    assert exports.rejected() == [
        (4, "Team", "C", "Team (process_id) 'C' is none of the values that the map knows")
    ]


def test_nulls_are_only_what_the_map_lists(exports):
    land(
        exports,
        """
        nulls: ["-"]
        tables:
          cases:
            columns:
              process_id: {constant: p}
              case_id: Id
              opened_at: Opened
              closed_at: {from: Closed, nulls: ["0000-00-00"]}
              segment: Segment
        """,
        "Id,Opened,Closed,Segment\nNULL,2024-01-02,0000-00-00,n/a\n2,2024-01-02,-,-\n",
    )
    assert exports.rows("cases", "case_id, closed_at, segment") == [
        ("NULL", None, "n/a"),
        ("2", None, None),
    ]


def test_stated_coverage_stands_in_for_the_days_of_the_rows(exports):
    export_map = "covers: {from: 2024-01-01, to: 2024-03-31}\n" + PAYMENTS.replace("AMOUNT", "Sum")
    land(exports, export_map, "Id,Day,Sum\n1,2024-01-02,7.00\n")
    (row,) = exports.rows_landed
    assert (row["covers_from"], row["covers_to"]) == (date(2024, 1, 1), date(2024, 3, 31))


def test_a_row_test_on_a_column_that_is_not_there_stops(exports):
    export_map = PAYMENTS.replace("AMOUNT", "Sum").replace(
        "    columns:", "    only: [{column: State, in: [ok]}]\n    columns:"
    )
    exports.write_map("shop", export_map)
    exports.write("a.csv", "Id,Day,Sum\n1,2024-01-02,7.00\n", "shop")
    (sentence,) = exports.problems()
    assert sentence == (
        "exports/acme/shop/a.csv: the map chooses rows by the column 'State', which the file does "
        "not have. It has 'Id', 'Day', 'Sum'."
    )


def test_texts_of_an_export_are_data_and_never_sql(exports):
    """Unseen, a header or a value with a quote in it would end a statement."""
    land(
        exports,
        PAYMENTS.replace("AMOUNT", '"Su\'m"').replace("payment_id: Id", "payment_id: 'I\"d'"),
        'I""d,Day,Su\'m\n'.replace('""', '"') + "x'); drop table records; --,2024-01-02,7.00\n",
    )
    assert exports.rows("payments", "payment_id") == [("x'); drop table records; --",)]


def test_the_day_of_an_instant_is_that_of_the_time_zone(exports):
    export_map = "time_zone: Europe/Rome\n" + PAYMENTS.replace("AMOUNT", "Sum")
    days = [
        "2024-05-31T23:30:00Z",
        "2024-05-31T23:30:00+02:00",
        "2024-05-31T23:30:00",
        "2024-05-31",
    ]
    lines = "".join(f"{number},{day},1\n" for number, day in enumerate(days))
    land(exports, export_map, "Id,Day,Sum\n" + lines)
    found = [str(day) for (day,) in exports.rows("payments", "paid_date")]
    assert found == ["2024-06-01", "2024-05-31", "2024-05-31", "2024-05-31"]
