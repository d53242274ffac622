-- what readers saw until now is kept before it is replaced
-- depends_on: {{ ref('figures_as_published') }}

with

{% for model in published_tables() %}
{% set relation = ref(model) %}
{{ model }} as (

    select
        {{ loop.index }} as position,
        '{{ relation.identifier }}' as table_name,
        '{{ relation.schema }}' as schema_name

),

{% endfor %}

combined as (

    {% for model in published_tables() %}
    select * from {{ model }}

    {{ 'union all' if not loop.last }}

    {% endfor %}
)

select * from combined
