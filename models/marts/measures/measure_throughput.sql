with

cases as (

    select * from {{ ref('fct_cases') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

finished_cases as (

    select
        cases.company_id,
        cases.process_id,
        cases.case_id as unit_id,
        cases.segment,
        cases.closed_date as period_date,
        1 as unit_count,
        cast(1 as double) as numerator,
        cast(0 as double) as denominator,
        cases.is_cancelled as is_excluded,
        case when cases.is_cancelled then 'cancelled' end as exclusion_reason

    from cases

    where cases.is_closed

),

covered_days as (

    select
        coverage.company_id,
        coverage.process_id,
        {{ days_from_to('coverage.cases_from', 'least(coverage.as_of_date, coverage.cases_to)') }}
            as period_date

    from coverage

    where coverage.cases_from is not null

),

covered_weeks as (

    select
        covered_days.company_id,
        covered_days.process_id,
        cast(covered_days.period_date as string) as unit_id,
        cast(null as string) as segment,
        covered_days.period_date,
        0 as unit_count,
        cast(0 as double) as numerator,
        cast(1 as double) / 7 as denominator,
        false as is_excluded,
        cast(null as string) as exclusion_reason

    from covered_days

),

combined as (

    select * from finished_cases

    union all

    select * from covered_weeks

),

observations as (

    select
        'throughput' as kpi_id,
        combined.company_id,
        combined.process_id,
        combined.unit_id,
        combined.segment,
        'unit' as period_grain,
        combined.period_date,
        combined.unit_count,
        combined.numerator,
        combined.denominator,
        false as is_open,
        combined.is_excluded,
        combined.exclusion_reason

    from combined

)

select * from observations
