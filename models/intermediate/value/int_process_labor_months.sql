with

labor as (

    select * from {{ ref('int_labor_costs') }}

),

touch_minutes as (

    select * from {{ ref('int_case_touch_minutes') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

labor_rates as (

    select * from {{ ref('stg_register__labor_rates') }}

),

only_roles as (

    select
        company_id,
        min(role) as role

    from labor_rates

    where hourly_rate is not null

    group by company_id

    having count(distinct role) = 1

),

rates_of_only_roles as (

    select
        labor_rates.company_id,
        cast(labor_rates.hourly_rate as double) as hourly_rate,
        coalesce(labor_rates.valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(
            lead(labor_rates.valid_from) over (
                partition by labor_rates.company_id
                order by labor_rates.valid_from nulls first
            ),
            cast('9999-12-31' as date)
        ) as valid_until

    from labor_rates

    inner join only_roles
        on labor_rates.company_id = only_roles.company_id
        and labor_rates.role = only_roles.role

),

minutes_logged as (

    select
        process_id,
        {{ month_start('work_date') }} as month_start,
        minutes,
        labor_cost

    from labor

),

minutes_of_steps as (

    select
        touch_minutes.process_id,
        {{ month_start('touch_minutes.period_date') }} as month_start,
        touch_minutes.minutes,
        touch_minutes.minutes / 60.0 * rates_of_only_roles.hourly_rate as labor_cost

    from touch_minutes

    inner join coverage
        on touch_minutes.process_id = coverage.process_id
        and not coverage.has_time_entries

    left join rates_of_only_roles
        on touch_minutes.company_id = rates_of_only_roles.company_id
        and touch_minutes.period_date >= rates_of_only_roles.valid_from
        and touch_minutes.period_date < rates_of_only_roles.valid_until

),

minutes_of_both as (

    select * from minutes_logged

    union all

    select * from minutes_of_steps

),

months as (

    select
        process_id,
        month_start,
        cast(sum(minutes) as double) / 60.0 as paid_hours,
        cast(sum(labor_cost) as double) as labor_cost,
        cast(sum(case when labor_cost is not null then minutes else 0 end) as double) / 60.0
            as hours_with_rate

    from minutes_of_both

    group by
        process_id,
        month_start

)

select * from months
