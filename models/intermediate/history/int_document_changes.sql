with

documents_before as (

    select * from {{ ref('int_documents_before') }}

),

documents_now as (

    select * from {{ ref('document_fingerprints') }}

),

figures_before as (

    select * from {{ ref('int_figures_before') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

covered_before as (

    select
        figures_before.initiative_id,
        initiatives.process_id,
        initiatives.comparison_process_id,
        max(figures_before.as_of_date) as as_of_date

    from figures_before

    inner join initiatives
        on figures_before.initiative_id = initiatives.initiative_id

    group by
        figures_before.initiative_id,
        initiatives.process_id,
        initiatives.comparison_process_id

),

days_side_by_side as (

    select
        coalesce(documents_before.process_id, documents_now.process_id) as process_id,
        coalesce(documents_before.table_name, documents_now.table_name) as table_name,
        coalesce(documents_before.fact_date, documents_now.fact_date) as fact_date,
        coalesce(documents_now.document_count, 0) - coalesce(documents_before.document_count, 0)
            as more_documents

    from documents_before

    full join documents_now
        on documents_before.process_id = documents_now.process_id
        and documents_before.table_name = documents_now.table_name
        and documents_before.fact_date = documents_now.fact_date

    where documents_before.document_count is distinct from documents_now.document_count
        or documents_before.checksum is distinct from documents_now.checksum

),

-- instants are dated in UTC: around midnight the last day may still gain some
days_of_initiatives as (

    select
        covered_before.initiative_id,
        days_side_by_side.table_name,
        days_side_by_side.fact_date,
        days_side_by_side.more_documents

    from covered_before

    inner join days_side_by_side
        on days_side_by_side.process_id
        in (covered_before.process_id, covered_before.comparison_process_id)
        and (
            days_side_by_side.fact_date < covered_before.as_of_date
            or (
                days_side_by_side.fact_date = covered_before.as_of_date
                and days_side_by_side.table_name
                in ('invoices', 'payments', 'time_entries', 'process_costs')
            )
        )

),

changes_by_table as (

    select
        initiative_id,
        table_name,
        more_documents > 0 as is_late,
        sum(more_documents) as more_documents,
        count(distinct fact_date) as day_count,
        min(fact_date) as first_date,
        max(fact_date) as last_date

    from days_of_initiatives

    group by
        initiative_id,
        table_name,
        more_documents > 0

),

changes_in_words as (

    select
        initiative_id,
        is_late,
        table_name,
        replace(table_name, '_', ' ') || ', ' || {{ day_in_words('first_date') }}
        || case when last_date > first_date then ' to ' || {{ day_in_words('last_date') }} else '' end
        || case when is_late then ' (' || cast(more_documents as string) || ' more)' else '' end
            as words

    from changes_by_table

),

changes as (

    select
        initiative_id,
        bool_or(is_late) as is_late,
        bool_or(not is_late) as is_corrected,
        nullif(
            {{ dbt.listagg('case when is_late then words end', "'; '", 'order by table_name') }},
            ''
        ) as late_documents,
        nullif(
            {{ dbt.listagg('case when not is_late then words end', "'; '", 'order by table_name') }},
            ''
        ) as corrected_documents

    from changes_in_words

    group by initiative_id

)

select * from changes
