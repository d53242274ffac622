{#
    One row per receivables process, covered month end and bucket of days past due: what is open in
    it. Due today is current; money not yet matched to an invoice, and credit memos, lower the current
    bucket and never an overdue one. The buckets of a month add up to its ar_balance.
#}

with

periods as (

    select * from {{ ref('int_receivable_periods') }}

),

months as (

    select *

    from periods

    where period_grain = 'month'
        and reason_unknown is null
        and reason_no_due_dates is null

),

buckets as (

    select
        company_id,
        process_id,
        period_end as month_end,
        currency,
        'current' as bucket,
        1 as bucket_number,
        current_balance as balance,
        open_invoice_count - past_due_1_count as invoice_count

    from months

    {% for bucket_start in ageing_bucket_starts() -%}
    {% set next_start = ageing_bucket_starts()[loop.index] -%}
    union all

    select
        company_id,
        process_id,
        period_end as month_end,
        currency,
        {% if loop.last -%}
        '{{ bucket_start }}+' as bucket,
        {{ loop.index + 1 }} as bucket_number,
        past_due_{{ bucket_start }}_balance as balance,
        past_due_{{ bucket_start }}_count as invoice_count
        {%- else -%}
        '{{ bucket_start }}-{{ next_start - 1 }}' as bucket,
        {{ loop.index + 1 }} as bucket_number,
        past_due_{{ bucket_start }}_balance - past_due_{{ next_start }}_balance as balance,
        past_due_{{ bucket_start }}_count - past_due_{{ next_start }}_count as invoice_count
        {%- endif %}

    from months

    {% endfor -%}
),

typed as (

    select
        cast(company_id as string) as company_id,
        cast(process_id as string) as process_id,
        month_end,
        cast(currency as string) as currency,
        cast(bucket as string) as bucket,
        cast(bucket_number as bigint) as bucket_number,
        cast(balance as decimal(18, 2)) as balance,
        cast(invoice_count as bigint) as invoice_count,
        -- money not yet matched can make a bucket negative: shares are of what is positive
        cast(
            greatest(cast(balance as double), 0.0)
            / nullif(
                sum(greatest(cast(balance as double), 0.0)) over (
                    partition by process_id, month_end
                ),
                0.0
            ) as double
        ) as share_of_balance

    from buckets

)

select * from typed
