{#
    One row per landed row that gives way to a newer delivery of the same document. Among several
    deliveries the newest row of a key wins; of equal rows in one file the last one.
    It is a table of its own because it is small: the documents themselves stay views of the landed
    files, and ten million rows are not written a second time.
#}

{% set keys = {
    'cases': ['process_id', 'case_id'],
    'case_events': ['process_id', 'case_id', 'activity', 'finished_at', 'resource', 'occurrence'],
    'invoices': ['process_id', 'invoice_id'],
    'payments': ['process_id', 'payment_id'],
    'time_entries': ['process_id', 'entry_id'],
    'process_costs': ['process_id', 'cost_id'],
    'automation_runs': ['process_id', 'run_id'],
} %}
{# The keys of two tables have a column that may be empty. #}
{% set nullable = ['resource'] %}

with

landed_files as (

    select * from {{ ref('landed_files') }}

),

{% for table in keys %}
{{ table }} as (

    select * from {{ source('landed', table) }}

),

{% endfor %}
-- the time is part of an event's key, so only a stretch of time that two files share can hold one
-- event twice: most logs are delivered stretch by stretch and need no comparison at all
case_events_files as (

    select
        process_id,
        file_id,
        min(finished_at) as first_at,
        max(finished_at) as last_at

    from case_events

    group by
        process_id,
        file_id

),

case_events_shared_stretches as (

    select
        files.process_id,
        files.file_id,
        min(greatest(files.first_at, others.first_at)) as first_at,
        max(least(files.last_at, others.last_at)) as last_at

    from case_events_files as files

    inner join case_events_files as others
        on files.process_id = others.process_id
        and files.file_id != others.file_id
        and files.first_at <= others.last_at
        and others.first_at <= files.last_at

    group by
        files.process_id,
        files.file_id

),

case_events_comparable as (

    select case_events.*

    from case_events

    inner join case_events_shared_stretches as stretches
        on case_events.process_id = stretches.process_id
        and case_events.file_id = stretches.file_id
        and case_events.finished_at between stretches.first_at and stretches.last_at

),

{% for table, columns in keys.items() %}
{% set comparable = table ~ '_comparable' if table == 'case_events' else table -%}
-- nearly every document is delivered once: ranking only the others keeps large logs cheap
{{ table }}_delivered_more_than_once as (

    select
        {{ columns | join(',\n        ') }}

    from {{ comparable }}

    group by
        {{ columns | join(',\n        ') }}

    having count(*) > 1

),

{{ table }}_contested as (

    select
        {% for column in columns -%}
        comparable.{{ column }},
        {% endfor -%}
        comparable.file_id,
        comparable.line_number,
        {{ 'comparable.invoice_id' if table == 'payments' else 'cast(null as string)' }} as part_of_document,
        landed_files.delivery_order

    from {{ comparable }} as comparable

    inner join {{ table }}_delivered_more_than_once
        {% for column in columns -%}
        {{ 'on' if loop.first else 'and' }} comparable.{{ column }}
        {{- ' is not distinct from ' if column in nullable else ' = ' -}}
        {{ table }}_delivered_more_than_once.{{ column }}
        {% endfor %}
    inner join landed_files
        on comparable.file_id = landed_files.file_id
        and landed_files.table_name = '{{ table }}'

),

{{ table }}_ranked as (

    select
        '{{ table }}' as table_name,
        file_id,
        line_number,
        part_of_document,
        delivery_order,
        max(delivery_order) over (
            partition by
                {{ columns | join(',\n                ') }}
        ) as newest_delivery_order,
        row_number() over (
            partition by
                {{ columns | join(',\n                ') }},
                part_of_document
            order by delivery_order desc, line_number desc
        ) as newness

    from {{ table }}_contested

),

{% endfor %}
ranked as (

    {% for table in keys %}
    select * from {{ table }}_ranked
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

superseded as (

    select
        ranked.table_name,
        ranked.file_id,
        ranked.line_number

    from ranked

    where ranked.newness > 1
        -- a payment pays several invoices, a row each; one that was delivered unapplied and applied
        -- later would count twice, so its unapplied row gives way to any newer delivery
        or (
            ranked.table_name = 'payments'
            and ranked.part_of_document is null
            and ranked.delivery_order < ranked.newest_delivery_order
        )

)

select * from superseded
