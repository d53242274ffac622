{#
    One row per initiative: whether two different people answer for it and success was said
    beforehand. No owner, no claim: what is not owned is shown and enters no total.
#}

with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

primary_targets as (

    select
        initiative_id,
        count(*) as primary_target_count,
        count(review_date) as review_date_count

    from targets

    where is_primary

    group by initiative_id

),

with_reasons as (

    select
        initiatives.initiative_id,
        initiatives.process_id,
        case
            when initiatives.business_owner is null and initiatives.transformation_lead is null
                then 'Neither a business owner nor a transformation lead is named.'
            when initiatives.business_owner is null then 'No business owner is named.'
            when initiatives.transformation_lead is null then 'No transformation lead is named.'
            when lower(initiatives.business_owner) = lower(initiatives.transformation_lead)
                then
                    initiatives.business_owner
                    || ' is both business owner and transformation lead; two people are needed.'
            when coalesce(primary_targets.primary_target_count, 0) = 0
                then 'No target is marked as primary.'
            when primary_targets.primary_target_count > 1
                then
                    cast(primary_targets.primary_target_count as string)
                    || ' targets are marked as primary; one is needed.'
            when primary_targets.review_date_count = 0
                then 'The primary target has no review date.'
        end as unowned_reason

    from initiatives

    left join primary_targets
        on initiatives.initiative_id = primary_targets.initiative_id

),

owned as (

    select
        with_reasons.*,
        with_reasons.unowned_reason is null as is_owned

    from with_reasons

)

select * from owned
