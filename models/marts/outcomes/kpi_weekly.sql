with

kpi_periods as (

    select * from {{ ref('int_kpi_periods') }}

),

weeks as (

    select
        cast(company_id as string) as company_id,
        cast(process_id as string) as process_id,
        cast(kpi_id as string) as kpi_id,
        period_start,
        cast(n as bigint) as n,
        cast(numerator as double) as numerator,
        cast(denominator as double) as denominator,
        cast(value as double) as value,
        cast(p50 as double) as p50,
        cast(p90 as double) as p90,
        cast(open_count as bigint) as open_count,
        cast(opened_count as bigint) as opened_count,
        is_complete,
        cast(cap as double) as cap

    from kpi_periods

    where period_grain = 'week'

)

select * from weeks
