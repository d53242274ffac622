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

with_codes as (

    select
        initiatives.initiative_id,
        initiatives.process_id,
        case
            when initiatives.business_owner is null and initiatives.transformation_lead is null
                then 'no_owner_and_no_lead'
            when initiatives.business_owner is null then 'no_owner'
            when initiatives.transformation_lead is null then 'no_lead'
            when lower(initiatives.business_owner) = lower(initiatives.transformation_lead)
                then 'one_person'
            when coalesce(primary_targets.primary_target_count, 0) = 0 then 'no_primary_target'
            when primary_targets.primary_target_count > 1 then 'several_primary_targets'
            when primary_targets.review_date_count = 0 then 'no_review_date'
        end as unowned_reason_code,
        initiatives.business_owner,
        primary_targets.primary_target_count

    from initiatives

    left join primary_targets
        on initiatives.initiative_id = primary_targets.initiative_id

),

owned as (

    select
        initiative_id,
        process_id,
        unowned_reason_code,
        case unowned_reason_code
            when 'one_person' then {{ json_text({'name': 'business_owner'}) }}
            when 'several_primary_targets' then {{ json_text({'count': 'primary_target_count'}) }}
        end as unowned_reason_params,
        unowned_reason_code is null as is_owned

    from with_codes

)

select * from owned
