with

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

table_coverage as (

    select * from {{ ref('int_table_coverage') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

sources as (

    select
        table_coverage.process_id,
        kpis.kpi_id,
        table_coverage.covers_from,
        table_coverage.covers_to

    from table_coverage

    inner join kpis
        on table_coverage.is_source_of = kpis.source

),

needed_tables as (

    select
        table_coverage.process_id,
        kpis.kpi_id,
        table_coverage.covers_from,
        table_coverage.covers_to,
        -- payments follow their invoices: they begin later, and are missed from their last day on
        table_coverage.table_name = 'payments' as follows_documents

    from table_coverage

    inner join kpis
        on ';' || kpis.needs || ';' like '%;' || table_coverage.table_name || ';%'

),

-- a log that starts or stops within a week of its source is taken to cover it
bounds as (

    select
        sources.process_id,
        sources.kpi_id,
        max(
            case
                when not needed_tables.follows_documents
                    and needed_tables.covers_from > {{ add_days('sources.covers_from', 7) }}
                    then needed_tables.covers_from
            end
        ) as needed_from,
        min(
            case
                when needed_tables.follows_documents
                    or needed_tables.covers_to < {{ add_days('sources.covers_to', -7) }}
                    then needed_tables.covers_to
            end
        ) as needed_to

    from sources

    inner join needed_tables
        on sources.process_id = needed_tables.process_id
        and sources.kpi_id = needed_tables.kpi_id

    group by
        sources.process_id,
        sources.kpi_id

),

covered_in_common as (

    select
        sources.process_id,
        sources.kpi_id,
        greatest(
            sources.covers_from,
            coalesce(bounds.needed_from, sources.covers_from)
        ) as covers_from,
        least(
            sources.covers_to,
            coverage.covered_through_date,
            coalesce(bounds.needed_to, sources.covers_to)
        ) as covers_to

    from sources

    inner join coverage
        on sources.process_id = coverage.process_id

    left join bounds
        on sources.process_id = bounds.process_id
        and sources.kpi_id = bounds.kpi_id

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
