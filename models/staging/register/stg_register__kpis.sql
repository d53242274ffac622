with

kpis as (

    select * from {{ source('register', 'kpis') }}

),

with_measures as (

    select
        kpis.*,
        kpis.kpi_id in (
            {% for kpi in measures() -%}
            '{{ kpi }}'{{ ', ' if not loop.last }}
            {% endfor %}
        ) as has_measure

    from kpis

)

select * from with_measures
