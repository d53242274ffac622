{# One row per KPI of the catalogue. #}

with

kpis as (

    select * from {{ ref('kpis') }}

),

typed as (

    select
        {{ register_value('kpi_id') }} as kpi_id,
        {{ register_value('kpi_name') }} as kpi_name,
        lower({{ register_value('kind') }}) as kind,
        {{ register_value('unit') }} as unit,
        lower({{ register_value('better') }}) as better,
        lower({{ register_value('source') }}) as source,
        replace(lower({{ register_value('needs') }}), ' ', '') as needs,
        {{ register_value('verdict_from') }} as verdict_from,
        lower({{ register_value('priced_as') }}) as priced_as,
        {{ register_value('plausible_low', 'double') }} as plausible_low,
        {{ register_value('plausible_high', 'double') }} as plausible_high,
        {{ register_value('version', 'integer') }} as version,
        {{ register_value('definition') }} as definition,
        {{ register_value('kpi_id') }} in (
            {% for kpi in measures() -%}
            '{{ kpi }}'{{ ', ' if not loop.last }}
            {% endfor %}
        ) as has_measure,
        {{ seed_line() }} as line_number

    from kpis

)

select * from typed
