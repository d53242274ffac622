with

restatements_found as (

    select * from {{ ref('int_restatements_found') }}

),

updates as (

    select
        as_published_on,
        restated_as_of as updated_as_of,
        cast(company_id as string) as company_id,
        cast(process_id as string) as process_id,
        cast(initiative_id as string) as initiative_id,
        cast(kpi_id as string) as kpi_id,
        cast(measure as string) as measure,
        cast(was as double) as was,
        cast(is_now as double) as {{ adapter.quote('is') }},
        cast(cause as string) as cause,
        cast(sentence as string) as sentence

    from restatements_found

    where cause = 'new_weeks'

)

select * from updates
