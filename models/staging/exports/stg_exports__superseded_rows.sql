{% set tables = canonical_tables() %}

with

landed_files as (

    select * from {{ ref('landed_files') }}

),

{% for table in tables %}
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

{% for table, canonical in tables.items() if table != 'payments' %}
{% set columns = canonical.key + (['occurrence'] if canonical.repeats else []) -%}
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
        landed_files.delivery_order

    from {{ comparable }} as comparable

    inner join {{ table }}_delivered_more_than_once
        {% for column in columns -%}
        {{ 'on' if loop.first else 'and' }} comparable.{{ column }}
        {{- ' is not distinct from ' if column in canonical.nullable_in_key else ' = ' -}}
        {{ table }}_delivered_more_than_once.{{ column }}
        {% endfor %}
    inner join landed_files
        on comparable.file_id = landed_files.file_id
        and landed_files.table_name = '{{ table }}'

),

{{ table }}_superseded as (

    select
        '{{ table }}' as table_name,
        file_id,
        line_number,
        {% if canonical.shares_keys -%}
        -- the parts of a document are one file's
        rank() over (
            partition by
                {{ columns | join(',\n                ') }}
            order by delivery_order desc
        ) > 1 as is_superseded
        {%- else -%}
        row_number() over (
            partition by
                {{ columns | join(',\n                ') }}
            order by delivery_order desc, line_number desc
        ) > 1 as is_superseded
        {%- endif %}

    from {{ table }}_contested

),

{% endfor %}
payments_delivered_more_than_once as (

    select
        process_id,
        payment_id

    from payments

    group by
        process_id,
        payment_id

    having count(*) > 1

),

payments_contested as (

    select
        payments.*,
        landed_files.delivery_order,
        landed_files.covers_from,
        landed_files.covers_to

    from payments

    inner join payments_delivered_more_than_once
        on payments.process_id = payments_delivered_more_than_once.process_id
        and payments.payment_id = payments_delivered_more_than_once.payment_id

    inner join landed_files
        on payments.file_id = landed_files.file_id
        and landed_files.table_name = 'payments'

),

-- a reference such as ACH stands for many payments; a number stands for one in each file
payment_references as (

    select
        process_id,
        payment_id,
        file_id,
        delivery_order,
        min(covers_from) as covers_from,
        max(covers_to) as covers_to,
        min(customer_id) as first_customer_id,
        max(customer_id) as last_customer_id,
        min(customer_id) = max(customer_id) and min(paid_date) = max(paid_date) as is_one_payment

    from payments_contested

    group by
        process_id,
        payment_id,
        file_id,
        delivery_order

),

numbers_of_one_payment as (

    select
        process_id,
        payment_id,
        max(delivery_order) as newest_delivery_order

    from payment_references

    group by
        process_id,
        payment_id

    having bool_and(is_one_payment)
        and min(first_customer_id) = max(last_customer_id)

),

payments_compared as (

    select
        contested.file_id,
        contested.line_number,
        contested.invoice_id,
        contested.paid_date,
        contested.delivery_order,
        max(contested.delivery_order) over (
            partition by
                contested.process_id,
                contested.payment_id,
                contested.customer_id,
                contested.paid_date
        ) as newest_of_payment,
        max(contested.delivery_order) over (
            partition by
                contested.process_id,
                contested.payment_id,
                contested.customer_id,
                contested.paid_date,
                contested.invoice_id
        ) as newest_of_part,
        max(contested.delivery_order) over (
            partition by contested.process_id, contested.payment_id, contested.invoice_id
        ) as newest_of_number_and_invoice,
        row_number() over (
            partition by
                contested.file_id,
                contested.process_id,
                contested.payment_id,
                contested.invoice_id,
                contested.customer_id,
                contested.paid_date,
                contested.amount,
                contested.currency,
                contested.entry_type,
                contested.clearing_id
            order by contested.line_number desc
        ) as times_told,
        numbers_of_one_payment.newest_delivery_order as newest_of_number,
        newest_references.covers_from as newest_covers_from,
        newest_references.covers_to as newest_covers_to

    from payments_contested as contested

    left join numbers_of_one_payment
        on contested.process_id = numbers_of_one_payment.process_id
        and contested.payment_id = numbers_of_one_payment.payment_id

    left join payment_references as newest_references
        on numbers_of_one_payment.process_id = newest_references.process_id
        and numbers_of_one_payment.payment_id = newest_references.payment_id
        and numbers_of_one_payment.newest_delivery_order = newest_references.delivery_order

),

-- no payment is replaced by another that only shares its reference: the newest delivery wins for
-- the same customer and day, and for another day only where the number stands for one payment and
-- the newer file covers the day on which it was. A payment pays several invoices, a row each; one
-- that was delivered unapplied and applied later would count twice, so its unapplied row gives way.
payments_superseded as (

    select
        'payments' as table_name,
        file_id,
        line_number,
        times_told > 1
        or delivery_order < newest_of_part
        or (invoice_id is null and delivery_order < newest_of_payment)
        or (
            delivery_order < newest_of_number
            and paid_date between newest_covers_from and newest_covers_to
            and (invoice_id is null or newest_of_number_and_invoice = newest_of_number)
        ) as is_superseded

    from payments_compared

),

superseded_or_not as (

    {% for table in tables %}
    select * from {{ table }}_superseded
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

superseded as (

    select
        superseded_or_not.table_name,
        superseded_or_not.file_id,
        superseded_or_not.line_number

    from superseded_or_not

    where superseded_or_not.is_superseded

)

select * from superseded
