with

cases as (

    select * from {{ ref('fct_cases') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

days as (

    select
        coverage.process_id,
        {{ days_from_to('coverage.cases_from', 'coverage.as_of_date') }} as backlog_date

    from coverage

    where coverage.cases_from is not null

),

opened as (

    select
        process_id,
        opened_date,
        count(*) as opened_count

    from cases

    where not is_cancelled

    group by
        process_id,
        opened_date

),

finished as (

    select
        process_id,
        closed_date,
        count(*) as finished_count

    from cases

    where not is_cancelled
        and is_closed

    group by
        process_id,
        closed_date

),

opened_and_finished as (

    select
        days.process_id,
        days.backlog_date,
        coalesce(opened.opened_count, 0) as opened_count,
        coalesce(finished.finished_count, 0) as finished_count

    from days

    left join opened
        on days.process_id = opened.process_id
        and days.backlog_date = opened.opened_date

    left join finished
        on days.process_id = finished.process_id
        and days.backlog_date = finished.closed_date

),

accumulated as (

    select
        opened_and_finished.process_id,
        opened_and_finished.backlog_date,
        opened_and_finished.opened_count,
        opened_and_finished.finished_count,
        sum(opened_and_finished.opened_count - opened_and_finished.finished_count) over (
            partition by opened_and_finished.process_id
            order by opened_and_finished.backlog_date
            rows between unbounded preceding and current row
        ) as backlog_count

    from opened_and_finished

)

select * from accumulated
