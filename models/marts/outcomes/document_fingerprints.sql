{% set tables = canonical_tables() %}
{% set words_of_days = {'cases': ['cases opened', 'cases closed']} %}

with

{% for table in tables %}
{{ table }} as (

    select * from {{ ref('stg_exports__' ~ table) }}

),

{% endfor %}
facts as (

    {% for table, canonical in tables.items() -%}
    {% set words = words_of_days.get(table, [table, table ~ ' cleared']) -%}
    select
        {{ table }}.process_id,
        '{{ words[0] }}' as table_name,
        cast({{ table }}.{{ canonical.day }} as date) as fact_date,
        {{ checksum_of(table, 'first') }} as content

    from {{ table }}

    {% if canonical.later_day -%}
    union all

    select
        {{ table }}.process_id,
        '{{ words[1] }}' as table_name,
        cast({{ table }}.{{ canonical.later_day }} as date) as fact_date,
        {{ checksum_of(table, 'later') }} as content

    from {{ table }}

    where {{ table }}.{{ canonical.later_day }} is not null

    {% endif -%}
    {{ 'union all' if not loop.last }}

    {% endfor -%}
),

fingerprints as (

    select
        cast(process_id as string) as process_id,
        cast(table_name as string) as table_name,
        fact_date,
        cast(count(*) as bigint) as document_count,
        cast(sum(cast(content as decimal(28, 4))) as decimal(38, 4)) as checksum

    from facts

    group by
        process_id,
        table_name,
        fact_date

)

select * from fingerprints
