with

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

scopes as (

    select
        'company:' || company_id as scope,
        company_id,
        initiative_id

    from scorecard

    union all

    select
        'portfolio' as scope,
        cast(null as string) as company_id,
        initiative_id

    from scorecard

)

select * from scopes
