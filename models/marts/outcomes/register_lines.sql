with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

processes as (

    select * from {{ ref('stg_register__processes') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

calendars as (

    select * from {{ ref('stg_register__calendars') }}

),

holidays as (

    select * from {{ ref('stg_register__holidays') }}

),

labor_rates as (

    select * from {{ ref('stg_register__labor_rates') }}

),

fx_rates as (

    select * from {{ ref('stg_register__fx_rates') }}

),

lines as (

    select
        'windows' as scope,
        initiative_id as owner_id,
        '' as line_key,
        cast(null as date) as line_date,
        process_id
        || ', go-live ' || coalesce(cast(go_live_date as string), 'none')
        || ', ramp ' || cast(ramp_days as string)
        || ' days, baseline ' || cast(baseline_weeks as string)
        || ' weeks, compared with ' || coalesce(comparison_process_id, 'nothing') as content

    from initiatives

    union all

    select
        'money' as scope,
        initiative_id as owner_id,
        '' as line_key,
        cast(null as date) as line_date,
        'build cost ' || coalesce(cast(build_cost as string), 'none')
        || ', run cost ' || coalesce(cast(run_cost_per_month as string), 'none')
        || ', cashable ' || cast(capacity_is_cashable as string) as content

    from initiatives

    union all

    select
        'targets' as scope,
        initiative_id as owner_id,
        kpi_id as line_key,
        cast(null as date) as line_date,
        'change ' || coalesce(cast(target_relative_change as string), 'none')
        || ', review ' || coalesce(cast(review_date as string), 'none')
        || ', claim ' || coalesce(cast(claimed_annual_value as string), 'none')
        || ', primary ' || cast(is_primary as string) as content

    from targets

    union all

    select
        'process' as scope,
        process_id as owner_id,
        '' as line_key,
        cast(null as date) as line_date,
        'calendar ' || coalesce(calendar_id, 'none')
        || ', promised hours ' || coalesce(cast(sla_hours as string), 'none') as content

    from processes

    union all

    select
        'company' as scope,
        company_id as owner_id,
        '' as line_key,
        cast(null as date) as line_date,
        'currency ' || coalesce(currency, 'none')
        || ', time zone ' || coalesce(time_zone, 'none')
        || ', cost of capital ' || coalesce(cast(cost_of_capital as string), 'none') as content

    from companies

    union all

    select
        'calendar' as scope,
        calendar_id as owner_id,
        cast(weekday as string) || ' ' || coalesce(cast(opens_minute as string), '') as line_key,
        cast(null as date) as line_date,
        coalesce(cast(closes_minute as string), '') as content

    from calendars

    union all

    select
        'calendar' as scope,
        calendar_id as owner_id,
        'holiday ' || cast(holiday_date as string) as line_key,
        holiday_date as line_date,
        'closed' as content

    from holidays

    union all

    select
        'rates' as scope,
        company_id as owner_id,
        role || ' ' || coalesce(cast(valid_from as string), '') as line_key,
        valid_from as line_date,
        coalesce(cast(hourly_rate as string), 'none') as content

    from labor_rates

    union all

    select
        'exchange_rates' as scope,
        currency || ' ' || quote_currency as owner_id,
        cast(rate_date as string) as line_key,
        rate_date as line_date,
        coalesce(cast(rate as string), 'none') as content

    from fx_rates

),

-- two lines with one key are a mistake that the checks report; together they are one line here
register_lines as (

    select
        cast(scope || ' ' || coalesce(owner_id, '') || ' ' || coalesce(line_key, '') as string)
            as line_id,
        cast(scope as string) as scope,
        cast(owner_id as string) as owner_id,
        max(line_date) as line_date,
        cast({{ dbt.listagg('content', "'; '", 'order by content') }} as string) as content

    from lines

    group by
        scope || ' ' || coalesce(owner_id, '') || ' ' || coalesce(line_key, ''),
        scope,
        owner_id

)

select * from register_lines
