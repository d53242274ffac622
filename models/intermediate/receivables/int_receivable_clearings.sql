{#
    One row per part of a document, or of money without an invoice, that a clearing of the ledger
    settles: what is settled together adds up to zero. What is owed (invoices, refunds) is settled by
    what reduces it (credit memos, payments, transfers, write-offs, discounts) in the order of their
    days, after memos and invoices of the same amount. What the ledger cleared and no exported entry
    explains was paid; beside exported payments it is a discount, or a write-off where it is too large
    for one. Movements are in the document's currency and signed: positive raises receivables.
#}

with

documents as (

    select * from {{ ref('int_receivable_documents') }}

),

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

applied_amounts as (

    select
        process_id,
        document_id,
        sum(amount) as amount

    from (
        select
            process_id,
            applied_to_invoice_id as document_id,
            applied_amount as amount

        from entries

        where applied_to_invoice_id is not null

        union all

        -- the other side of a credit memo that an entry applies
        select
            process_id,
            payment_id as document_id,
            -amount as amount

        from entries

        where is_credit_memo_applied
    ) as applications

    group by
        process_id,
        document_id

),

-- amount: what is left of the item, with the sign of its effect on receivables
items as (

    select
        documents.process_id,
        documents.document_id,
        cast(null as string) as entry_id,
        documents.customer_id,
        documents.currency,
        case when documents.amount < 0 then 'credit' else 'invoice' end as item_type,
        documents.amount - coalesce(applied_amounts.amount, 0) as amount,
        documents.document_date as item_date,
        documents.cleared_on,
        documents.clearing_id,
        documents.ledger_entry_id

    from documents

    left join applied_amounts
        on documents.process_id = applied_amounts.process_id
        and documents.document_id = applied_amounts.document_id

    where documents.is_known

    union all

    select
        entries.process_id,
        cast(null as string) as document_id,
        entries.entry_id,
        entries.customer_id,
        entries.currency,
        entries.entry_type as item_type,
        -entries.amount as amount,
        entries.paid_date as item_date,
        entries.cleared_on,
        entries.clearing_id,
        entries.ledger_entry_id

    from entries

    where entries.invoice_id is null
        and not entries.is_credit_memo_applied

),

-- a ledger that names the closing entry links entries in pairs: what hangs together is one clearing
links as (

    select distinct
        process_id,
        clearing_id as one,
        ledger_entry_id as other

    from items

    where clearing_id != ledger_entry_id

),

labels_0 as (

    select
        process_id,
        one as node,
        one as label

    from links

    union

    select
        process_id,
        other as node,
        other as label

    from links

),

{% for round in range(1, 5) -%}
labels_{{ round }} as (

    select
        labels.process_id,
        labels.node,
        min(least(labels.label, neighbors.label)) as label

    from labels_{{ round - 1 }} as labels

    inner join (
        select
            process_id,
            one as node,
            other as neighbor

        from links

        union all

        select
            process_id,
            other as node,
            one as neighbor

        from links
    ) as edges
        on labels.process_id = edges.process_id
        and labels.node = edges.node

    inner join labels_{{ round - 1 }} as neighbors
        on edges.process_id = neighbors.process_id
        and edges.neighbor = neighbors.node

    group by
        labels.process_id,
        labels.node

),

{% endfor -%}
-- an item that is open still belongs to the clearing that has used a part of it
items_in_clearings as (

    select
        items.*,
        coalesce(
            labels.label,
            items.clearing_id,
            -- without a number, what one customer cleared on a day was cleared together
            case
                when items.cleared_on is not null
                    then items.customer_id || ' on ' || cast(items.cleared_on as string)
            end
        ) as clearing

    from items

    left join labels_4 as labels
        on items.process_id = labels.process_id
        and coalesce(items.clearing_id, items.ledger_entry_id) = labels.node

    where items.cleared_on is not null
        or items.clearing_id is not null
        or labels.label is not null

),

clearings as (

    select
        process_id,
        clearing,
        count(document_id) > 0 as has_documents,
        min(amount) < 0 and max(amount) > 0 as has_both_sides,
        max(cleared_on) as cleared_on,
        max(item_date) as last_date

    from items_in_clearings

    group by
        process_id,
        clearing

),

-- where the ledger gives no day, two sides that share a number were settled when the later one came
dated as (

    select
        items_in_clearings.process_id,
        items_in_clearings.clearing,
        items_in_clearings.document_id,
        items_in_clearings.entry_id,
        items_in_clearings.currency,
        items_in_clearings.item_type,
        items_in_clearings.amount,
        items_in_clearings.item_date,
        case
            when items_in_clearings.cleared_on is not null
                then greatest(items_in_clearings.cleared_on, items_in_clearings.item_date)
            -- the ledger says which items are closed, and this one is not
            when items_in_clearings.ledger_entry_id is not null then null
            when items_in_clearings.clearing_id is null then null
            when clearings.cleared_on is not null
                then greatest(clearings.cleared_on, items_in_clearings.item_date)
            when clearings.has_both_sides and clearings.has_documents then clearings.last_date
            -- money for documents that no export holds touches no balance
            when not clearings.has_documents then items_in_clearings.item_date
        end as closed_on

    from items_in_clearings

    inner join clearings
        on items_in_clearings.process_id = clearings.process_id
        and items_in_clearings.clearing = clearings.clearing

    where items_in_clearings.amount != 0

),

-- a memo over exactly what an invoice is over was written for it
numbered as (

    select
        dated.*,
        dated.amount > 0 as is_owed,
        abs(dated.amount) as size,
        row_number() over (
            partition by
                dated.process_id,
                dated.clearing,
                dated.currency,
                dated.item_type,
                dated.amount,
                dated.closed_on is null
            order by dated.item_date, coalesce(dated.document_id, dated.entry_id)
        ) as number_of_its_size

    from dated

),

sizes_of_memos_and_invoices as (

    select
        invoices.process_id,
        invoices.clearing,
        invoices.currency,
        invoices.size,
        invoices.number_of_its_size

    from numbered as invoices

    inner join numbered as memos
        on invoices.process_id = memos.process_id
        and invoices.clearing = memos.clearing
        and invoices.currency = memos.currency
        and invoices.size = memos.size
        and invoices.number_of_its_size = memos.number_of_its_size
        and memos.item_type = 'credit'
        and memos.closed_on is not null

    where invoices.item_type = 'invoice'
        and invoices.closed_on is not null

),

-- both sides of a clearing in the same order, each item as a stretch of the running total
stretches as (

    select
        numbered.*,
        sum(numbered.size) over in_order - numbered.size as size_from,
        sum(numbered.size) over in_order as size_to

    from numbered

    left join sizes_of_memos_and_invoices as same_sizes
        on numbered.process_id = same_sizes.process_id
        and numbered.clearing = same_sizes.clearing
        and numbered.currency = same_sizes.currency
        and numbered.size = same_sizes.size
        and numbered.number_of_its_size = same_sizes.number_of_its_size
        and numbered.item_type in ('invoice', 'credit')
        and numbered.closed_on is not null

    window in_order as (
        partition by
            numbered.process_id, numbered.clearing, numbered.currency, numbered.is_owed
        order by
            case when numbered.closed_on is null then 1 else 0 end,
            case when same_sizes.size is null then 1 else 0 end,
            case when same_sizes.size is not null then numbered.size else 0 end,
            case when same_sizes.size is not null then numbered.number_of_its_size else 0 end,
            numbered.closed_on,
            case numbered.item_type
                when 'credit' then 1
                when 'payment' then 2
                when 'transfer' then 3
                when 'write_off' then 4
                when 'discount' then 5
                else 0
            end,
            numbered.item_date,
            coalesce(numbered.document_id, numbered.entry_id)
        rows between unbounded preceding and current row
    )

),

owed as (

    select * from stretches where is_owed

),

reducing as (

    select * from stretches where not is_owed

),

-- two stretches that overlap settle each other by what they have in common
settlements as (

    select
        owed.process_id,
        owed.currency,
        owed.document_id as owed_document_id,
        owed.entry_id as owed_entry_id,
        reducing.document_id as reducing_document_id,
        reducing.entry_id as reducing_entry_id,
        reducing.item_type,
        least(owed.size_to, reducing.size_to) - greatest(owed.size_from, reducing.size_from)
            as amount,
        greatest(
            owed.item_date,
            reducing.item_date,
            least(
                coalesce(owed.closed_on, reducing.closed_on),
                coalesce(reducing.closed_on, owed.closed_on)
            )
        ) as settled_on

    from owed

    inner join reducing
        on owed.process_id = reducing.process_id
        and owed.clearing = reducing.clearing
        and owed.currency = reducing.currency
        and owed.size_from < reducing.size_to
        and reducing.size_from < owed.size_to

    where owed.closed_on is not null
        or reducing.closed_on is not null

),

sides as (

    select
        process_id,
        clearing,
        currency,
        sum(case when is_owed then size else 0 end) as owed_in_all,
        sum(case when is_owed then 0 else size end) as reducing_in_all,
        sum(case when item_type = 'payment' and not is_owed then size else 0 end) as paid_in_all,
        sum(case when is_owed and closed_on is not null then size else 0 end) as owed_and_closed

    from stretches

    group by
        process_id,
        clearing,
        currency

),

unexplained as (

    select
        stretches.process_id,
        stretches.currency,
        stretches.is_owed,
        stretches.document_id,
        stretches.entry_id,
        case
            when not stretches.is_owed then 'credit_memo_used'
            when sides.paid_in_all = 0 then 'payment'
            when sides.owed_and_closed - sides.reducing_in_all
                <= {{ var('largest_discount_share') }} * sides.owed_and_closed
                then 'discount'
            else 'write_off'
        end as movement_type,
        stretches.size_to
        - greatest(
            stretches.size_from,
            case
                when stretches.is_owed then sides.reducing_in_all
                else sides.owed_in_all
            end
        ) as amount,
        stretches.closed_on as settled_on

    from stretches

    inner join sides
        on stretches.process_id = sides.process_id
        and stretches.clearing = sides.clearing
        and stretches.currency = sides.currency

    where stretches.closed_on is not null
        and stretches.size_to > case
            when stretches.is_owed then sides.reducing_in_all
            else sides.owed_in_all
        end

),

movements as (

    select
        process_id,
        owed_document_id as document_id,
        owed_entry_id as entry_id,
        currency,
        case when owed_document_id is null then 'matched' else item_type end as movement_type,
        -amount as amount,
        false as is_implied,
        settled_on as movement_date

    from settlements

    union all

    select
        process_id,
        reducing_document_id as document_id,
        reducing_entry_id as entry_id,
        currency,
        case when reducing_document_id is null then 'matched' else 'credit_memo_used' end
            as movement_type,
        amount,
        false as is_implied,
        settled_on as movement_date

    from settlements

    union all

    select
        process_id,
        document_id,
        entry_id,
        currency,
        case when document_id is null then 'matched' else movement_type end as movement_type,
        case when is_owed then -amount else amount end as amount,
        true as is_implied,
        settled_on as movement_date

    from unexplained

),

clearing_movements as (

    select
        process_id,
        document_id,
        entry_id,
        currency,
        movement_type,
        cast(amount as decimal(18, 4)) as amount,
        is_implied,
        movement_date

    from movements

    where amount != 0

)

select * from clearing_movements
