with

restatements_before as (

    select * from {{ ref('int_restatements_before') }}

),

restatements_found as (

    select * from {{ ref('int_restatements_found') }}

),

combined as (

    select
        restatements_before.as_published_on,
        restatements_before.restated_as_of,
        restatements_before.company_id,
        restatements_before.process_id,
        restatements_before.initiative_id,
        restatements_before.kpi_id,
        restatements_before.measure,
        restatements_before.was,
        restatements_before.{{ adapter.quote('is') }} as is_now,
        restatements_before.cause,
        restatements_before.sentence

    from restatements_before

    union all

    select
        restatements_found.as_published_on,
        restatements_found.restated_as_of,
        restatements_found.company_id,
        restatements_found.process_id,
        restatements_found.initiative_id,
        restatements_found.kpi_id,
        restatements_found.measure,
        restatements_found.was,
        restatements_found.is_now,
        restatements_found.cause,
        restatements_found.sentence

    from restatements_found

    where restatements_found.cause != 'new_weeks'

),

restatements as (

    select
        combined.as_published_on,
        combined.restated_as_of,
        cast(combined.company_id as string) as company_id,
        cast(combined.process_id as string) as process_id,
        cast(combined.initiative_id as string) as initiative_id,
        cast(combined.kpi_id as string) as kpi_id,
        cast(combined.measure as string) as measure,
        cast(combined.was as double) as was,
        cast(combined.is_now as double) as {{ adapter.quote('is') }},
        cast(combined.cause as string) as cause,
        cast(combined.sentence as string) as sentence

    from combined

)

select * from restatements
