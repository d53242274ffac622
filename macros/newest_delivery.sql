{#
    The landed rows of a canonical table without those that gave way to a newer delivery, with where
    each came from. The columns are those of gains/canonical.py.
#}
{% macro newest_delivery(table) -%}
    {% set canonical = canonical_tables()[table] -%}
    select
        landed.company_id,
        {% for column in canonical.columns -%}
        landed.{{ column }},
        {% endfor -%}
        {{ 'landed.occurrence,' if canonical.repeats }}
        landed.map,
        landed.file,
        landed.file_id,
        landed.line_number

    from {{ source('landed', table) }} as landed

    left join {{ ref('stg_exports__superseded_rows') }} as superseded_rows
        on landed.file_id = superseded_rows.file_id
        and landed.line_number = superseded_rows.line_number
        and superseded_rows.table_name = '{{ table }}'

    where superseded_rows.file_id is null
{%- endmacro %}
