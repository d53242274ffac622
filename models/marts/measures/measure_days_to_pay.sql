with

invoices as (

    select * from {{ ref('fct_invoices') }}

),

matched_shares as (

    select * from {{ ref('int_receivable_matched_shares') }}

),

with_exclusions as (

    select
        invoices.company_id,
        invoices.process_id,
        invoices.invoice_id,
        invoices.segment,
        invoices.invoice_date,
        invoices.days_to_pay,
        invoices.paid_date,
        case
            when invoices.amount <= 0 then 'the amount is zero or negative'
            when invoices.is_cleared_by_credit then 'cleared by credit alone'
            when invoices.observed_to is null then 'no payments were exported'
            when matched_shares.reason_no_due_dates is not null
                then 'the payments do not say which invoices they pay'
            when invoices.invoice_date > invoices.observed_to
                then 'the payments do not reach the invoice date'
        end as exclusion_reason

    from invoices

    left join matched_shares
        on invoices.process_id = matched_shares.process_id

    where invoices.document_type = 'invoice'

),

observations as (

    select
        'days_to_pay' as kpi_id,
        with_exclusions.company_id,
        with_exclusions.process_id,
        with_exclusions.invoice_id as unit_id,
        with_exclusions.segment,
        'unit' as period_grain,
        with_exclusions.invoice_date as period_date,
        1 as unit_count,
        cast(with_exclusions.days_to_pay as double) as numerator,
        cast(1 as double) as denominator,
        with_exclusions.paid_date is null as is_open,
        with_exclusions.exclusion_reason is not null as is_excluded,
        with_exclusions.exclusion_reason

    from with_exclusions

)

select * from observations
