{#
    One row per critical check that did not pass. Its test fails on any row, and dbt then skips
    whatever depends on this model: nothing is modeled from exports that cannot be trusted.
#}

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
