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

    def rename(tables: dict[str, list[dict]]) -> None:
        by_id = sorted(tables["initiatives"], key=lambda row: row["initiative_id"])
        for row, name in zip(by_id, NAMES, strict=True):
            row["initiative_name"] = row["business_owner"] = name
        for company in tables["companies"]:
            company["company_name"] = NAMES[0] + company["company_id"]
        for process in tables["processes"]:
            process["process_name"] = NAMES[1]

    database = write(folder, change=rename)
    with duckdb.connect(str(database)) as connection:
        connection.execute("update kpi_effects set reason = $1", [NAMES[4]])
    return Publication(folder)


def large(folder: Path) -> Publication:
    """Publish twelve companies with sixty initiatives, in four currencies, with long names."""

    def spread(tables: dict[str, list[dict]]) -> None:
        two = tables["companies"]
        tables["companies"] = [
            {
                **company,
                "company_id": f"{company['company_id']}_{copy}",
                "company_name": f"Holding {company['company_name']} of the Northern Provinces "
                f"{copy}",
                "currency": company["currency"] if copy == 0 else ("GBP", "CHF")[copy % 2],
            }
            for copy in range(6)
            for company in two
        ]
        for process in tables["processes"]:
            copy = process["process_id"].rpartition("_")[2]
            process["company_id"] += f"_{copy if copy.isdigit() else 0}"
        for row in tables["initiatives"]:
            row["initiative_name"] += " for the shared service center of all northern branches"

    write(folder, copies=6, change=spread)
    return Publication(folder)
