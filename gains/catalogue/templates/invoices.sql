with

invoices as (

    select * from {{ ref('fct_invoices') }}

),

observations as (

    select
        '$kpi_id' as kpi_id,
        invoices.company_id,
        invoices.process_id,
        invoices.invoice_id as unit_id,
        invoices.segment,
        'unit' as period_grain,
        invoices.invoice_date as period_date,
        1 as unit_count,
        -- to be written
        cast(0 as double) as numerator,
        cast(1 as double) as denominator,
        false as is_open,
        -- and then: what is left out, and why
        true as is_excluded,
        'not written yet' as exclusion_reason

    from invoices

    where invoices.document_type = 'invoice'

)

select * from observations
