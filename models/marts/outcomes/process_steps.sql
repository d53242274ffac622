with

waits as (

    select * from {{ ref('int_event_waits') }}

),

case_events as (

    select * from {{ ref('stg_exports__case_events') }}

),

labor as (

    select * from {{ ref('int_labor_costs') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

waits_by_activity as (

    select
        process_id,
        activity,
        percentile_cont(0.5) within group (order by wait_hours) as wait_hours_p50,
        percentile_cont(0.9) within group (order by wait_hours) as wait_hours_p90,
        sum(wait_hours) as wait_hours_total,
        60.0 * avg(case when not is_automated then step_hours end) as touch_minutes_mean,
        sum(case when not is_automated then step_hours end) as touch_hours_total,
        sum(wait_hours + coalesce(step_hours, 0.0)) as hours_total

    from waits

    group by
        process_id,
        activity

),

cases_by_activity as (

    select
        case_events.process_id,
        case_events.activity,
        count(distinct case_events.case_id) as case_count,
        count(*) as event_count

    from case_events

    inner join coverage
        on case_events.process_id = coverage.process_id
        and case_events.finished_at < coverage.as_of_until

    group by
        case_events.process_id,
        case_events.activity

),

average_rates as (

    select
        process_id,
        sum(labor_cost) / nullif(sum(case when labor_cost is not null then minutes end), 0)
        * 60.0 as hourly_rate

    from labor

    group by process_id

),

months_covered as (

    select
        process_id,
        greatest(
            cast({{ days_between('cases_from', 'as_of_date') }} as double) + 1.0, 1.0
        ) * 12.0 / {{ var('days_per_year') }} as month_count

    from coverage

    where cases_from is not null

),

steps as (

    select
        cast(cases_by_activity.process_id as string) as process_id,
        cast(cases_by_activity.activity as string) as activity,
        cast(cases_by_activity.case_count as bigint) as case_count,
        cast(waits_by_activity.wait_hours_p50 as double) as wait_hours_p50,
        cast(waits_by_activity.wait_hours_p90 as double) as wait_hours_p90,
        cast(waits_by_activity.wait_hours_total as double) as wait_hours_total,
        cast(waits_by_activity.touch_minutes_mean as double) as touch_minutes_mean,
        cast(
            cast(cases_by_activity.event_count - cases_by_activity.case_count as double)
            / nullif(cases_by_activity.event_count, 0) as double
        ) as rework_share,
        cast(
            waits_by_activity.touch_hours_total * average_rates.hourly_rate
            / months_covered.month_count as double
        ) as cost_per_month,
        cast(
            waits_by_activity.hours_total / nullif(
                sum(waits_by_activity.hours_total) over (
                    partition by cases_by_activity.process_id
                ),
                0
            ) as double
        ) as cycle_time_share,
        cast(cases_by_activity.event_count as bigint) as event_count

    from cases_by_activity

    inner join waits_by_activity
        on cases_by_activity.process_id = waits_by_activity.process_id
        and cases_by_activity.activity = waits_by_activity.activity

    left join average_rates
        on cases_by_activity.process_id = average_rates.process_id

    left join months_covered
        on cases_by_activity.process_id = months_covered.process_id

)

select * from steps
