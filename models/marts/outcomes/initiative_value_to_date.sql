with

value_by_month as (

    select * from {{ ref('initiative_value') }}

),

to_date as (

    select
        cast(company_id as string) as company_id,
        cast(initiative_id as string) as initiative_id,
        cast(value_type as string) as value_type,
        cast(currency as string) as currency,
        cast(counts as boolean) as counts,
        cast(sum(amount) as double) as amount,
        cast(sum(amount_low) as double) as amount_low,
        cast(sum(amount_high) as double) as amount_high

    from value_by_month

    group by
        company_id,
        initiative_id,
        value_type,
        currency,
        counts

)

select * from to_date
