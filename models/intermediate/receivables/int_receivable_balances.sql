{#
    One row per document and day on which its open balance changed, and by what. The part below zero (paid before
    it was invoiced, or paid too much) is a credit of the customer: it never ages.
#}

with

movements as (

    select * from {{ ref('int_receivable_movements') }}

),

changes_by_day as (

    select
        process_id,
        document_id,
        currency,
        movement_date,
        sum(amount) as amount,
        sum(case when movement_type in ('payment', 'refund') then -amount else 0 end)
            as paid_amount,
        sum(case when movement_type = 'credit' then -amount else 0 end) as credited_amount,
        sum(case when movement_type = 'discount' then -amount else 0 end) as discount_amount,
        sum(case when movement_type = 'transfer' then -amount else 0 end) as transferred_amount,
        sum(case when movement_type = 'write_off' then -amount else 0 end) as written_off_amount

    from movements

    where document_id is not null

    group by
        process_id,
        document_id,
        currency,
        movement_date

),

with_open_amounts as (

    select
        changes_by_day.process_id,
        changes_by_day.document_id,
        changes_by_day.currency,
        changes_by_day.movement_date,
        changes_by_day.amount,
        changes_by_day.paid_amount,
        changes_by_day.credited_amount,
        changes_by_day.discount_amount,
        changes_by_day.transferred_amount,
        changes_by_day.written_off_amount,
        sum(changes_by_day.amount) over (
            partition by changes_by_day.process_id, changes_by_day.document_id
            order by changes_by_day.movement_date
            rows between unbounded preceding and current row
        ) as open_after

    from changes_by_day

),

balances as (

    select
        with_open_amounts.process_id,
        with_open_amounts.document_id,
        with_open_amounts.currency,
        with_open_amounts.movement_date,
        cast(with_open_amounts.paid_amount as decimal(18, 4)) as paid_amount,
        cast(with_open_amounts.credited_amount as decimal(18, 4)) as credited_amount,
        cast(with_open_amounts.discount_amount as decimal(18, 4)) as discount_amount,
        cast(with_open_amounts.transferred_amount as decimal(18, 4)) as transferred_amount,
        cast(with_open_amounts.written_off_amount as decimal(18, 4)) as written_off_amount,
        cast(with_open_amounts.open_after - with_open_amounts.amount as decimal(18, 4))
            as open_before,
        cast(with_open_amounts.open_after as decimal(18, 4)) as open_after,
        with_open_amounts.open_after - with_open_amounts.amount
        > {{ var('clearing_tolerance') }} as is_open_before,
        with_open_amounts.open_after > {{ var('clearing_tolerance') }} as is_open_after

    from with_open_amounts

)

select * from balances
