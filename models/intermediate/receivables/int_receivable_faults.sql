{#
    One row per receivables process whose payments contradict their invoices by a factor of ten, a
    hundred or a thousand: from which day on its balances cannot be right, and the sentence that says
    so. One payment with a lost decimal mark is enough. Of payments that are too small, which may be
    parts, only a share of all that no customer would choose.
#}

with

documents as (

    select * from {{ ref('int_receivable_documents') }}

),

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

paid as (

    select
        process_id,
        applied_to_invoice_id as document_id,
        max(paid_date) as last_paid_date,
        count(*) as entry_count,
        sum(applied_amount) as amount

    from entries

    where applied_to_invoice_id is not null
        and entry_type in ('payment', 'refund')

    group by
        process_id,
        applied_to_invoice_id

),

factors as (

    select
        documents.process_id,
        documents.document_id,
        documents.amount as invoice_amount,
        paid.amount as paid_amount,
        paid.last_paid_date,
        paid.amount > documents.amount as is_too_large,
        case
            {% for factor in [10, 100, 1000] -%}
            when abs(paid.amount - {{ factor }} * documents.amount) <= 0.01
                or abs(documents.amount - {{ factor }} * paid.amount) <= 0.01
                then {{ factor }}
            {% endfor -%}
        end as factor

    from documents

    inner join paid
        on documents.process_id = paid.process_id
        and documents.document_id = paid.document_id

    where documents.document_type = 'invoice'
        and documents.amount > 1
        and paid.amount > 0.05
        and (paid.amount > documents.amount or paid.entry_count = 1)

),

counted as (

    select
        factors.*,
        count(*) over (partition by process_id) as paid_count,
        count(factor) over (partition by process_id, is_too_large) as fault_count,
        row_number() over (
            partition by process_id, is_too_large, factor is null
            order by last_paid_date, document_id
        ) as fault_number

    from factors

),

first_faults as (

    select
        counted.*,
        row_number() over (
            partition by process_id order by last_paid_date, document_id
        ) as order_of_process

    from counted

    where factor is not null
        and fault_number = 1
        and (
            is_too_large
            or (fault_count >= 3 and fault_count > {{ var('largest_share_of_tenths') }} * paid_count)
        )

),

faults as (

    select
        process_id,
        last_paid_date as from_date,
        'The invoice ' || document_id || ' over ' || cast(cast(invoice_amount as decimal(18, 2)) as string)
        || ' was paid with ' || cast(cast(paid_amount as decimal(18, 2)) as string) || ', '
        || case when is_too_large then '' else 'one part in ' end || cast(factor as string)
        || case when is_too_large then ' times its amount' else ' of it' end
        || case
            when fault_count > 1 then ' (and ' || cast(fault_count - 1 as string) || ' more like it)'
            else ''
        end
        || ': is a decimal mark missing? Correct the amount and deliver it again.' as reason

    from first_faults

    where order_of_process = 1

)

select * from faults
