{#
    One row per initiative and scope that it is part of: its company, and everything. Totals are made
    per scope, so that a reader of one company finds its rows and never those of the others.
#}

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
