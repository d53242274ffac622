"""Publications that are hard to print: hostile names, many companies, many initiatives."""

from pathlib import Path

import duckdb

from gains.published.publication import Publication
from tests.published.sample_publication import write

HEBREW, ARABIC = "אוטומציה של חשבוניות", "أتمتة الفواتير"
NAMES = (
    "<script>document.title='run'</script> & \"quotes\" 'single' <b>bold</b>",
    "#let x = 1; *bold* _it_ $a$ @ref \\ [x] `code` // gone /* gone */ ~ <label>",
    '=HYPERLINK("http://127.0.0.1/","=1+1")',
    "@SUM(A1:A9)",
    "{{title}} </script></noscript>--> {0} %s {formula}",
    HEBREW,
    ARABIC,
    "🚀 Rocket 👩‍👩‍👧 ❤️ 🇩🇪 done",
    "\u202egpj.exe\u202c \x07bell\ttab\nline 請求書自動化",
    "W" * 120,
)


def hostile(folder: Path) -> Publication:
    """Publish the sample with a hostile name for each initiative, owner, company and process."""
    database = write(folder)
    with duckdb.connect(str(database)) as connection:
        ids = connection.execute("select initiative_id from initiatives order by 1").fetchall()
        for (key,), name in zip(ids, NAMES, strict=True):
            connection.execute(
                "update initiatives set initiative_name = $1, business_owner = $1 "
                "where initiative_id = $2",
                [name, key],
            )
            connection.execute(
                "update initiative_scorecard set business_owner = $1 where initiative_id = $2",
                [name, key],
            )
        connection.execute("update companies set company_name = $1 || company_id", [NAMES[0]])
        connection.execute("update processes set process_name = $1", [NAMES[1]])
        connection.execute("update kpi_effects set reason = $1", [NAMES[4]])
    return Publication(folder)


def large(folder: Path) -> Publication:
    """Publish twelve companies with sixty initiatives, in four currencies, with long names."""
    database = write(folder, copies=6)
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            """
            create or replace table companies as
            select
                companies.company_id || '_' || copies.copy as company_id,
                'Holding ' || companies.company_name || ' of the Northern Provinces '
                || copies.copy as company_name,
                case
                    when copies.copy = 0 then companies.currency
                    when copies.copy % 2 = 0 then 'GBP'
                    else 'CHF'
                end as currency,
                companies.time_zone,
                companies.cost_of_capital
            from companies
            cross join (select unnest(range(6)) as copy) as copies
            """
        )
        copy = "coalesce(try_cast(regexp_extract(process_id, '_([0-9]+)$', 1) as integer), 0)"
        connection.execute(f"update processes set company_id = company_id || '_' || {copy}")
        connection.execute(
            "update initiatives set initiative_name = initiative_name || ' for the shared service "
            "center of all northern branches'"
        )
    return Publication(folder)
