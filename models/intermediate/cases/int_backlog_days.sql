with

cases as (

    select * from {{ ref('fct_cases') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

days as (

    select
        coverage.company_id,
        coverage.process_id,
        coverage.cases_from,
        {{ days_from_to('coverage.cases_from', 'coverage.covered_through_date') }} as backlog_date

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

-- a case that was closed before it was opened, by mistake, was never open
finished_cases as (

    select
        process_id,
        opened_date,
        greatest(opened_date, closed_date) as finished_date

    from cases

    where not is_cancelled
        and is_closed

),

finished as (

    select
        finished_cases.process_id,
        finished_cases.finished_date,
        count(*) as finished_count,
        sum({{ days_between('coverage.cases_from', 'finished_cases.opened_date') }})
            as opened_on_days

    from finished_cases

    inner join coverage
        on finished_cases.process_id = coverage.process_id

    group by
        finished_cases.process_id,
        finished_cases.finished_date

),

opened_and_finished as (

    select
        days.company_id,
        days.process_id,
        days.backlog_date,
        1 + {{ days_between('days.cases_from', 'days.backlog_date') }} as days_covered,
        coalesce(opened.opened_count, 0) as opened_count,
        coalesce(finished.finished_count, 0) as finished_count,
        coalesce(opened.opened_count, 0)
        * {{ days_between('days.cases_from', 'days.backlog_date') }}
        - coalesce(finished.opened_on_days, 0) as opened_on_days_added

    from days

    left join opened
        on days.process_id = opened.process_id
        and days.backlog_date = opened.opened_date

    left join finished
        on days.process_id = finished.process_id
        and days.backlog_date = finished.finished_date

),

accumulated as (

    select
        opened_and_finished.*,
        sum(opened_and_finished.opened_count - opened_and_finished.finished_count) over (
            partition by opened_and_finished.process_id
            order by opened_and_finished.backlog_date
            rows between unbounded preceding and current row
        ) as backlog_count,
        sum(opened_and_finished.opened_on_days_added) over (
            partition by opened_and_finished.process_id
            order by opened_and_finished.backlog_date
            rows between unbounded preceding and current row
        ) as opened_on_days

    from opened_and_finished

),

backlog as (

    select
        company_id,
        process_id,
        backlog_date,
        days_covered,
        opened_count,
        finished_count,
        backlog_count,
        backlog_count * (days_covered - 1) - opened_on_days as backlog_age_days

    from accumulated

)

select * from backlog
