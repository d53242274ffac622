{#
    One row per receivables process: how much money came in, and how much of it names its invoices or
    fits them by amount. What was only laid on the oldest invoices, in advance or on nothing says
    little about which invoices are late.
#}

with

entries as (

    select * from {{ ref('int_receivable_entries') }}

),

matches as (

    select * from {{ ref('int_receivable_matches') }}

),

clearings as (

    select * from {{ ref('int_receivable_clearings') }}

),

currency_rates as (

    select * from {{ ref('int_currency_rates') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

matched_by_amount as (

    select
        entry_id,
        sum(amount) as amount

    from matches

    where entry_id is not null
        and matched_by in ('exact_amount', 'set_of_invoices', 'part_payment')

    group by entry_id

),

entries_of_clearings as (

    select distinct entry_id from clearings where entry_id is not null

),

cash as (

    select
        entries.process_id,
        entries.amount * currency_rates.rate as amount,
        case
            when entries.invoice_id is not null or entries_of_clearings.entry_id is not null
                then entries.amount
            else coalesce(matched_by_amount.amount, 0)
        end * currency_rates.rate as matched_amount

    from entries

    inner join coverage
        on entries.process_id = coverage.process_id

    inner join currency_rates
        on entries.currency = currency_rates.currency
        and coverage.currency = currency_rates.quote_currency
        and entries.paid_date >= currency_rates.valid_from
        and entries.paid_date < currency_rates.valid_until

    left join matched_by_amount
        on entries.entry_id = matched_by_amount.entry_id

    left join entries_of_clearings
        on entries.entry_id = entries_of_clearings.entry_id

    where entries.entry_type = 'payment'
        and entries.amount > 0

),

shares as (

    select
        process_id,
        cast(sum(amount) as double) as cash_amount,
        cast(sum(matched_amount) as double) as matched_amount,
        cast(sum(matched_amount) as double) / nullif(cast(sum(amount) as double), 0)
            as matched_share

    from cash

    group by process_id

),

with_reasons as (

    select
        shares.*,
        case
            when shares.matched_share < {{ var('least_matched_share') }}
                then
                    'Only ' || cast(cast(floor(100 * shares.matched_share) as integer) as string)
                    || '% of the money that came in names its invoices or fits their amounts, so '
                    || 'which of them are late, and how long they took, is not known.'
        end as reason_no_due_dates

    from shares

)

select * from with_reasons
