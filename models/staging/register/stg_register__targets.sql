{# One row per initiative and KPI: what was promised. #}

with

targets as (

    select * from {{ ref('targets') }}

),

typed as (

    select
        {{ register_value('initiative_id') }} as initiative_id,
        {{ register_value('kpi_id') }} as kpi_id,
        {{ register_value('target_relative_change', 'double') }} as target_relative_change,
        {{ register_value('claimed_annual_value', 'decimal(18, 4)') }} as claimed_annual_value,
        coalesce({{ register_value('is_primary', 'boolean') }}, false) as is_primary,
        {{ register_value('review_date', 'date') }} as review_date

    from targets

)

select * from typed
