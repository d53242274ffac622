with

estimated as (

    select * from {{ ref('int_effects_estimated') }}

),

checks as (

    select
        cast(initiative_id as string) as initiative_id,
        cast(kpi_id as string) as kpi_id,
        cast(check_id as string) as check_id,
        cast(passed as boolean) as passed,
        cast(decides as boolean) as decides,
        cast(figure as double) as figure,
        cast(sentence as string) as sentence,
        cast(finding_code as string) as finding_code,
        cast(finding_params as string) as finding_params

    from estimated

    where result = 'check'

)

select * from checks
