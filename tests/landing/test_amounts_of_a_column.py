"""How amounts are written is decided by the column, and what stands beside the digits counts.

What would go wrong unseen: a credit read as a debit, euros added up as dollars, a file of amounts
with no-break spaces that is rejected whole.
"""

from decimal import Decimal

import pytest
from babel.numbers import format_currency

MAP = """
tables:
  invoices:
    columns:
      process_id: {constant: p}
      invoice_id: Id
      customer_id: {constant: c}
      invoice_date: {constant: "2024-01-02"}
      due_date: {constant: "2024-01-02"}
      amount: Amount
      currency: {from: Currency, company: currency}
"""


def landed(exports, amounts, currencies=None, company_currency="EUR", export_map=MAP, settings=""):
    """Amount and currency of each row."""
    exports.companies = [type(exports.companies[0])("acme", company_currency, "UTC")]
    exports.write_map("tool", export_map)
    exports.write("_settings.yml", settings, "tool")
    header = "Id;Amount" + (";Currency" if currencies else "")
    lines = [f"{n};{amount}" for n, amount in enumerate(amounts)]
    if currencies:
        lines = [f"{line};{one}" for line, one in zip(lines, currencies, strict=True)]
    exports.write("a.csv", "\n".join([header, *lines]) + "\n", "tool")
    exports.land()
    return exports.rows("invoices", "amount, currency")


@pytest.mark.parametrize(
    ("written", "amounts"),
    [
        (["1,234.50 CR", "50.00 DR"], ["-1234.50", "50"]),
        (["1.234,50 Cr.", "50,00 Dr."], ["-1234.50", "50"]),
        (["CR 1,234.50", "Dr 2.50"], ["-1234.50", "2.50"]),
        (["EUR 10.00 CR", "€ 5.25"], ["-10", "5.25"]),
        (["1\u00a0234,50\u00a0€", "99,00\u00a0€"], ["1234.50", "99"]),
        (["1\u202f234,50\u202f€", "-99,00\u202f€"], ["1234.50", "-99"]),
        (["\u221299,50", "1\u2009234,00"], ["-99.50", "1234"]),
        (["1,23,456.00", "12,34,56,789.50"], ["123456", "123456789.50"]),
        (["1'234.50", "1’234’567.00"], ["1234.50", "1234567"]),
        (["(1.234,50)", "(€ 7,00)"], ["-1234.50", "-7"]),
        (["99,-", "1.234,--"], ["99", "1234"]),
    ],
)
def test_amounts_of_every_country_are_read(exports, written, amounts):
    found = landed(exports, written)
    assert exports.rejected() == []
    assert [amount for amount, _ in found] == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("locale", "currency"),
    [("pt_BR", "BRL"), ("sv_SE", "SEK"), ("da_DK", "DKK"), ("nb_NO", "NOK"), ("pl_PL", "PLN"),
     ("cs_CZ", "CZK"), ("hu_HU", "HUF"), ("de_CH", "CHF"), ("en_IN", "INR"), ("hi_IN", "INR"),
     ("ja_JP", "JPY"), ("zh_CN", "CNY"), ("ko_KR", "KRW"), ("tr_TR", "TRY"), ("ru_RU", "RUB"),
     ("uk_UA", "UAH"), ("ro_RO", "RON"), ("he_IL", "ILS"), ("en_ZA", "ZAR"), ("es_MX", "MXN"),
     ("es_PE", "PEN"), ("en_CA", "CAD"), ("fr_CA", "CAD"), ("zh_HK", "HKD"), ("th_TH", "THB"),
     ("vi_VN", "VND"), ("id_ID", "IDR"), ("ms_MY", "MYR"), ("en_NG", "NGN"), ("fr_FR", "EUR")],
)  # fmt: skip
def test_amounts_as_the_cldr_writes_them_are_read_in_their_currency(exports, locale, currency):
    """Babel writes them; the company keeps its books in the currency."""
    sums = [Decimal("1234567.50"), Decimal("-99.25"), Decimal("12.00")]
    written = [
        format_currency(amount, currency, locale=locale, currency_digits=False) for amount in sums
    ]
    found = landed(exports, written, company_currency=currency)
    assert exports.rejected() == []
    assert found == [(amount, currency) for amount in sums]


def test_a_sign_beside_the_digits_is_the_currency_of_the_row(exports):
    found = landed(exports, ["1.234,50 €", "R$ 7,00", "99,00 zł", "CHF 5,25", "3,00"])
    assert [currency for _, currency in found] == ["EUR", "BRL", "PLN", "CHF", "EUR"]


def test_a_sign_that_contradicts_the_currency_column_rejects_the_row(exports):
    found = landed(
        exports, ["1.234,50 €", "€ 7,00", "$ 8,00", "kr 9,00"], ["EUR", "USD", "CAD", "NOK"]
    )
    assert [currency for _, currency in found] == ["EUR", "CAD", "NOK"]
    ((line, column, value, reason),) = exports.rejected()
    assert (line, column, value) == (3, "Currency", "USD")
    assert "the amount says EUR" in reason


def test_a_sign_of_several_currencies_is_the_company_s_or_is_asked_for(exports):
    assert landed(exports, ["kr 9,00"], company_currency="DKK") == [(Decimal(9), "DKK")]
    landed(exports, ["kr 9,00", "9,00"], company_currency="EUR")
    ((_, _, _, reason),) = exports.rejected()
    assert "the amount says DKK, ISK, NOK or SEK" in reason


@pytest.mark.parametrize(
    ("stated", "wrong"), [("1,234.56", "1.234,50"), ("1.234,56", "1,234.50"), ("1,234.56", "7,5")]
)
def test_a_stated_style_that_the_column_contradicts_stops_with_both_counts(exports, stated, wrong):
    fits = "2.50" if stated == "1,234.56" else "2,50"
    with pytest.raises(Exception, match=rf"'{wrong}' and 19 others have .* \(5 have a decimal"):
        landed(exports, [wrong] * 20 + [fits] * 5, settings=f"number_style: '{stated}'")


def test_a_few_words_among_amounts_are_rejected_and_most_words_stop(exports):
    assert len(landed(exports, ["7,50"] * 30 + ["see note"])) == 30
    assert [row[2] for row in exports.rejected()] == ["see note"]
    with pytest.raises(
        Exception, match=r"20 of 25 values are no numbers .* 20 like 'see note', 5 like"
    ):
        landed(exports, ["7,50"] * 5 + ["see note"] * 20)


@pytest.mark.parametrize("damaged", ["1.03E+13", "1,5e3", "#REF!", "12:30", "7 of 9"])
def test_what_a_spreadsheet_damaged_is_no_amount(exports, damaged):
    landed(exports, ["7,50"] * 30 + [damaged])
    assert [row[2] for row in exports.rejected()] == [damaged]
