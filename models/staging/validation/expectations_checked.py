"""One row per check of `expectations/` that ran on the staged exports and the register."""


def model(dbt, session):
    # the suites name the tables that they read; dbt builds those first because they stand here
    dbt.ref("landed_files")
    dbt.ref("landing_findings")
    dbt.ref("stg_exports__cases")
    dbt.ref("stg_exports__case_events")
    dbt.ref("stg_exports__invoices")
    dbt.ref("stg_exports__payments")
    dbt.ref("stg_exports__replaced_invoices")
    dbt.ref("stg_exports__open_items")
    dbt.ref("stg_exports__ledger_totals")
    dbt.ref("stg_exports__time_entries")
    dbt.ref("stg_exports__process_costs")
    dbt.ref("stg_exports__automation_runs")
    dbt.ref("stg_register__companies")
    dbt.ref("stg_register__processes")
    dbt.ref("stg_register__initiatives")
    dbt.ref("stg_register__targets")
    dbt.ref("stg_register__labor_rates")
    dbt.ref("stg_register__calendars")
    dbt.ref("stg_register__holidays")
    dbt.ref("stg_register__fx_rates")
    dbt.ref("stg_register__kpis")
    # what readers see now: what is gone since then is worth a question
    dbt.ref("int_documents_before")

    from pathlib import Path

    from dbt_common.invocation import get_invocation_id

    from gains.validation.runner import validate

    return validate(
        session,
        Path("expectations"),
        run_id=get_invocation_id(),
        data_docs=Path("target/data_docs"),
    )
