from pathlib import Path

import pyarrow as pa

COLUMNS = {
    "company_id": pa.string(),
    "map": pa.string(),
    "file": pa.string(),
    "file_id": pa.string(),
    "table_name": pa.string(),
    "delivery_order": pa.int64(),
    "rows_read": pa.int64(),
    "rows_landed": pa.int64(),
    "rows_rejected": pa.int64(),
    "rows_filtered": pa.int64(),
    "amount_read": pa.decimal128(38, 4),
    "amount_landed": pa.decimal128(38, 4),
    "amount_rejected": pa.decimal128(38, 4),
    "covers_from": pa.date32(),
    "covers_to": pa.date32(),
    "content_hash": pa.string(),
    "settings": pa.string(),
}


def model(dbt, session):
    from gains.landing import Company, LandingError, land

    # an error raised here would reach the user as a stack trace: the hook tells the sentences
    dbt.config(
        materialized="table",
        post_hook="select error(content) from read_text('landed/problems.txt') where size > 0",
    )
    companies = dbt.ref("stg_register__companies").project("company_id, currency, time_zone")
    problems = ""
    try:
        rows = land(Path.cwd(), [Company(*row) for row in companies.fetchall()])
    except LandingError as error:
        rows, problems = [], str(error)
    Path("landed").mkdir(exist_ok=True)
    Path("landed/problems.txt").write_text(problems, encoding="utf-8")
    return pa.Table.from_pylist(rows, schema=pa.schema(list(COLUMNS.items())))
