with

checks as (

    select * from {{ ref('expectations_checked') }}

),

-- published only where no critical check failed
gate as (

    select count(*) as critical_count from {{ ref('validation_gate') }}

),

results as (

    select
        checks.run_id,
        checks.suite,
        checks.expectation,
        checks.column_name,
        checks.table_name,
        checks.severity,
        checks.message,
        checks.row_count,
        checks.unexpected_count,
        checks.unexpected_share,
        checks.did_run,
        checks.success

    from checks

    cross join gate

)

select * from results
