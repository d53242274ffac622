with

validation_results as (

    select * from {{ ref('validation_results') }}

),

reconciliation as (

    select * from {{ ref('export_reconciliation') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

checks_counted as (

    select
        'portfolio' as scope,
        sum(case when did_run and success then 1 else 0 end) as checks_passed,
        sum(case when did_run and not success and severity = 'warning' then 1 else 0 end)
            as checks_warned,
        sum(case when did_run and not success and severity != 'warning' then 1 else 0 end)
            as checks_failed,
        sum(case when did_run then 0 else 1 end) as checks_not_run

    from validation_results

),

scopes as (

    select
        'company:' || company_id as scope,
        company_id,
        company_id as exporting_company_id

    from companies

    union all

    select
        'portfolio' as scope,
        cast(null as string) as company_id,
        company_id as exporting_company_id

    from companies

),

rows_counted as (

    select
        scopes.scope,
        scopes.company_id,
        count(distinct reconciliation.file_id) as file_count,
        coalesce(sum(reconciliation.rows_read), 0) as rows_read,
        coalesce(sum(reconciliation.rows_loaded), 0) as rows_loaded,
        coalesce(sum(reconciliation.rows_rejected), 0) as rows_rejected,
        coalesce(sum(reconciliation.rows_superseded), 0) as rows_superseded

    from scopes

    left join reconciliation
        on scopes.exporting_company_id = reconciliation.company_id

    group by
        scopes.scope,
        scopes.company_id

),

totals as (

    select
        cast(rows_counted.scope as string) as scope,
        cast(rows_counted.company_id as string) as company_id,
        cast(
            checks_counted.checks_passed
            + checks_counted.checks_warned
            + checks_counted.checks_failed as bigint
        ) as checks_run,
        cast(checks_counted.checks_passed as bigint) as checks_passed,
        cast(checks_counted.checks_warned as bigint) as checks_warned,
        cast(checks_counted.checks_failed as bigint) as checks_failed,
        cast(checks_counted.checks_not_run as bigint) as checks_not_run,
        cast(rows_counted.file_count as bigint) as file_count,
        cast(rows_counted.rows_read as bigint) as rows_read,
        cast(rows_counted.rows_loaded as bigint) as rows_loaded,
        cast(rows_counted.rows_rejected as bigint) as rows_rejected,
        cast(rows_counted.rows_superseded as bigint) as rows_superseded,
        cast(
            rows_counted.rows_read
            - rows_counted.rows_loaded
            - rows_counted.rows_rejected
            - rows_counted.rows_superseded as bigint
        ) as rows_unaccounted

    from rows_counted

    left join checks_counted
        on rows_counted.scope = checks_counted.scope

)

select * from totals
