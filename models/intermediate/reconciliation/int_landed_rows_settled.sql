{% set tables = canonical_tables() %}

with

landed_files as (

    select * from {{ ref('landed_files') }}

),

{% for table in tables %}

{{ table }}_landed as (

    select * from {{ source('landed', table) }}

),

{{ table }} as (

    select * from {{ ref('stg_exports__' ~ table) }}

),

{% endfor %}

loaded as (

    {% for table, canonical in tables.items() %}
    select
        '{{ table }}' as table_name,
        file_id,
        count(*) as rows_loaded,
        sum({{ canonical.money or 'cast(0 as decimal(18, 4))' }})
            as amount_loaded

    from {{ table }}

    group by file_id

    {% if not loop.last %}union all{% endif %}

    {% endfor %}

),

files_with_rows_left_behind as (

    select
        landed_files.file_id,
        landed_files.table_name

    from landed_files

    left join loaded
        on landed_files.file_id = loaded.file_id
        and landed_files.table_name = loaded.table_name

    where landed_files.rows_landed <> coalesce(loaded.rows_loaded, 0)

),

superseded as (

    {% for table, canonical in tables.items() %}
    select
        '{{ table }}' as table_name,
        {{ table }}_landed.file_id,
        count(*) as rows_superseded,
        sum({{ table ~ '_landed.' ~ canonical.money if canonical.money
            else 'cast(0 as decimal(18, 4))' }}) as amount_superseded

    from {{ table }}_landed

    inner join files_with_rows_left_behind
        on {{ table }}_landed.file_id = files_with_rows_left_behind.file_id
        and files_with_rows_left_behind.table_name = '{{ table }}'

    left join {{ table }} as same_row
        on {{ table }}_landed.file_id = same_row.file_id
        and {{ table }}_landed.line_number = same_row.line_number

    where same_row.file_id is null
        and exists (
            select 1

            from {{ table }} as newest

            where
                {% set key = ['process_id', 'payment_id'] if table == 'payments' else canonical.key -%}
                {% for column in key %}
                newest.{{ column }}
                    {{ 'is not distinct from' if column in canonical.nullable_in_key else '=' }}
                    {{ table }}_landed.{{ column }}
                {% if not loop.last %}and{% endif %}
                {% endfor %}
        )

    group by {{ table }}_landed.file_id

    {% if not loop.last %}union all{% endif %}

    {% endfor %}

),

settled as (

    select
        landed_files.file_id,
        landed_files.table_name,
        coalesce(loaded.rows_loaded, 0) as rows_loaded,
        coalesce(superseded.rows_superseded, 0) as rows_superseded,
        coalesce(loaded.amount_loaded, 0) as amount_loaded,
        coalesce(superseded.amount_superseded, 0) as amount_superseded

    from landed_files

    left join loaded
        on landed_files.file_id = loaded.file_id
        and landed_files.table_name = loaded.table_name

    left join superseded
        on landed_files.file_id = superseded.file_id
        and landed_files.table_name = superseded.table_name

)

select * from settled
