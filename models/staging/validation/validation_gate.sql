with

checks as (

    select * from {{ ref('expectations_checked') }}

),

critical_findings as (

    select
        suite,
        expectation,
        column_name,
        did_run,
        unexpected_count,
        message

    from checks

    where not success
        and severity = 'critical'

)

select * from critical_findings
