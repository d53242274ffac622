{#
    One row per process, currency, component and day: by how much the component of the open balance
    changes on that day. Components: everything open, unapplied, disputed, and past due by at least
    1, 31, 61 and 91 days. A change on day d of an invoice due on day u is past due by at least x days
    from the later of d and u + x on, so every balance at every date is a running total of these
    rows, and invoices are never multiplied by months.
#}

with

balances as (

    select * from {{ ref('int_receivable_balances') }}

),

movements as (

    select * from {{ ref('int_receivable_movements') }}

),

documents as (

    select * from {{ ref('int_receivable_documents') }}

),

changes_of_documents as (

    select
        balances.process_id,
        balances.currency,
        documents.document_type = 'invoice' as is_invoice,
        documents.is_disputed,
        balances.movement_date,
        documents.due_date,
        balances.open_after - balances.open_before as change_of_balance,
        greatest(balances.open_after, 0) - greatest(balances.open_before, 0) as change_of_owed,
        -- more paid than owed: unlike a credit memo, that is money received
        case
            when documents.document_type = 'invoice' and documents.amount > 0
                then least(balances.open_before, 0) - least(balances.open_after, 0)
            else 0
        end as change_of_overpaid,
        case
            when documents.document_type = 'invoice'
                then
                    case when balances.is_open_after then 1 else 0 end
                    - case when balances.is_open_before then 1 else 0 end
            else 0
        end as change_of_count

    from balances

    inner join documents
        on balances.process_id = documents.process_id
        and balances.document_id = documents.document_id

),

unapplied_changes as (

    select
        process_id,
        currency,
        movement_date,
        sum(amount) as change_of_balance

    from movements

    where document_id is null

    group by
        process_id,
        currency,
        movement_date

),

component_changes as (

    select
        process_id,
        currency,
        'open' as component,
        movement_date as change_date,
        sum(change_of_balance) as amount_change,
        sum(change_of_count) as count_change

    from changes_of_documents

    group by
        process_id,
        currency,
        movement_date

    union all

    select
        process_id,
        currency,
        'open' as component,
        movement_date as change_date,
        change_of_balance as amount_change,
        0 as count_change

    from unapplied_changes

    union all

    select
        process_id,
        currency,
        'unapplied' as component,
        movement_date as change_date,
        -change_of_balance as amount_change,
        0 as count_change

    from unapplied_changes

    union all

    select
        process_id,
        currency,
        'unapplied' as component,
        movement_date as change_date,
        sum(change_of_overpaid) as amount_change,
        0 as count_change

    from changes_of_documents

    where change_of_overpaid != 0

    group by
        process_id,
        currency,
        movement_date

    union all

    select
        process_id,
        currency,
        'disputed' as component,
        movement_date as change_date,
        sum(change_of_owed) as amount_change,
        sum(change_of_count) as count_change

    from changes_of_documents

    where is_disputed

    group by
        process_id,
        currency,
        movement_date

    {% for bucket_start in ageing_bucket_starts() -%}
    union all

    select
        process_id,
        currency,
        'past_due_{{ bucket_start }}' as component,
        greatest(movement_date, {{ add_days('due_date', bucket_start) }}) as change_date,
        sum(change_of_owed) as amount_change,
        sum(change_of_count) as count_change

    from changes_of_documents

    where is_invoice

    group by
        process_id,
        currency,
        greatest(movement_date, {{ add_days('due_date', bucket_start) }})

    {% endfor -%}
),

days as (

    select
        process_id,
        currency,
        component,
        change_date,
        cast(sum(amount_change) as decimal(28, 4)) as amount_change,
        cast(sum(count_change) as bigint) as count_change

    from component_changes

    group by
        process_id,
        currency,
        component,
        change_date

)

select * from days
