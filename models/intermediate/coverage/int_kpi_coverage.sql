{#
    One row per process and KPI: the days that all exports it needs cover, and its first and last
    whole week. A log that starts or stops within a week of the cases is taken to cover them.
#}

with

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

covered_by_exports as (

    select
        coverage.process_id,
        kpis.kpi_id,
        coverage.covered_through_date,
        case
            when kpis.kpi_id in ('days_to_pay', 'overdue_share') or kpis.kind = 'balance'
                then coverage.invoices_from
            else coverage.cases_from
        end as main_from,
        case
            when kpis.kpi_id in ('days_to_pay', 'overdue_share') or kpis.kind = 'balance'
                then coverage.invoices_to
            else coverage.cases_to
        end as main_to,
        case
            when kpis.kpi_id in ('cost_per_transaction', 'touch_time_minutes')
                then coverage.time_entries_from
        end as log_from,
        case
            when kpis.kpi_id in ('cost_per_transaction', 'touch_time_minutes')
                then coverage.time_entries_to
        end as log_to,
        case
            when kpis.kpi_id = 'cost_per_transaction' then coverage.process_costs_from
        end as costs_from,
        case
            when kpis.kpi_id = 'cost_per_transaction' then coverage.process_costs_to
        end as costs_to,
        case
            when kpis.kpi_id in ('days_to_pay', 'overdue_share') or kpis.kind = 'balance'
                then coverage.payments_to
        end as payments_to

    from coverage

    cross join kpis

),

covered_in_common as (

    select
        covered_by_exports.process_id,
        covered_by_exports.kpi_id,
        covered_by_exports.covered_through_date,
        greatest(
            covered_by_exports.main_from,
            case
                when covered_by_exports.log_from
                    > {{ add_days('covered_by_exports.main_from', 7) }}
                    then covered_by_exports.log_from
            end,
            case
                when covered_by_exports.costs_from
                    > {{ add_days('covered_by_exports.main_from', 7) }}
                    then covered_by_exports.costs_from
            end
        ) as covers_from,
        least(
            covered_by_exports.main_to,
            covered_by_exports.covered_through_date,
            case
                when covered_by_exports.log_to < {{ add_days('covered_by_exports.main_to', -7) }}
                    then covered_by_exports.log_to
            end,
            case
                when covered_by_exports.costs_to < {{ add_days('covered_by_exports.main_to', -7) }}
                    then covered_by_exports.costs_to
            end,
            covered_by_exports.payments_to
        ) as covers_to

    from covered_by_exports

    where covered_by_exports.main_from is not null

),

with_whole_weeks as (

    select
        covered_in_common.*,
        {{ week_start(add_days('covered_in_common.covers_from', 6)) }} as first_whole_week,
        {{ add_days(week_start(add_days('covered_in_common.covers_to', 1)), -7) }}
            as last_whole_week

    from covered_in_common

)

select * from with_whole_weeks
