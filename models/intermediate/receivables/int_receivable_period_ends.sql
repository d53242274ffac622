{#
    One row per receivables process, period grain (week, month) and period: every week end (Sunday)
    and month end from the first invoice to the period of the as-of date, with whether invoices and
    payments cover it, and the sentence that says why not.
#}

with

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

days as (

    select
        coverage.process_id,
        {{ days_from_to('coverage.invoices_from', add_days('coverage.as_of_date', 31)) }}
            as period_end

    from coverage

    where coverage.has_invoices
        and coverage.invoices_from <= coverage.as_of_date

),

periods as (

    select
        days.process_id,
        'month' as period_grain,
        {{ month_start('days.period_end') }} as period_start,
        days.period_end

    from days

    where days.period_end = {{ month_end('days.period_end') }}

    union all

    select
        days.process_id,
        'week' as period_grain,
        {{ week_start('days.period_end') }} as period_start,
        days.period_end

    from days

    where days.period_end = {{ add_days(week_start('days.period_end'), 6) }}

),

known_periods as (

    select
        coverage.company_id,
        periods.process_id,
        coverage.currency,
        periods.period_grain,
        periods.period_start,
        periods.period_end,
        1 + {{ days_between('periods.period_start', 'periods.period_end') }} as day_count,
        row_number() over (
            partition by periods.process_id, periods.period_grain
            order by periods.period_end
        ) as period_number,
        coverage.first_week_of_invoices,
        case
            when coverage.payments_to is null
                then 'No payments were exported for this process, so what was still open is not known.'
            when periods.period_end > least(coverage.invoices_to, coverage.payments_to)
                then
                    'The exports cover invoices up to ' || {{ day_in_words('coverage.invoices_to') }}
                    || ' and payments up to ' || {{ day_in_words('coverage.payments_to') }}
                    || ', so ' || {{ day_in_words('periods.period_end') }} || ' is not covered yet.'
            when periods.period_end > coverage.covered_through_date
                then
                    'The figures stop at the as-of date ' || {{ day_in_words('coverage.as_of_date') }}
                    || ', so ' || {{ day_in_words('periods.period_end') }} || ' is not covered yet.'
        end as reason_not_covered

    from periods

    inner join coverage
        on periods.process_id = coverage.process_id
        and periods.period_start <= coverage.as_of_date

)

select * from known_periods
