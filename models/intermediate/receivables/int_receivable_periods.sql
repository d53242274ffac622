{#
    One row per receivables process and period (week, month): balances at its end side by side, sales
    and write-offs within it, and why it cannot be reported, if so. All balance KPIs and the ageing
    are made from these rows, so they cannot disagree about a balance.
#}

with

period_ends as (

    select * from {{ ref('int_receivable_period_ends') }}

),

closing_balances as (

    select * from {{ ref('int_receivable_closing_balances') }}

),

flows as (

    select * from {{ ref('int_receivable_flows') }}

),

faults as (

    select * from {{ ref('int_receivable_faults') }}

),

matched_shares as (

    select * from {{ ref('int_receivable_matched_shares') }}

),

balances_side_by_side as (

    select
        process_id,
        period_grain,
        period_end,
        sum(case when component = 'open' then balance end) as ar_balance,
        sum(case when component = 'unapplied' then balance end) as unapplied_balance,
        sum(case when component = 'disputed' then balance end) as disputed_balance,
        sum(case when component = 'open' then invoice_count end) as open_invoice_count,
        {% for bucket_start in ageing_bucket_starts() -%}
        sum(case when component = 'past_due_{{ bucket_start }}' then balance end)
            as past_due_{{ bucket_start }}_balance,
        sum(case when component = 'past_due_{{ bucket_start }}' then invoice_count end)
            as past_due_{{ bucket_start }}_count,
        {% endfor -%}
        min(currency_without_rate) as currency_without_rate

    from closing_balances

    group by
        process_id,
        period_grain,
        period_end

),

flows_in_grains as (

    select
        process_id,
        'month' as period_grain,
        {{ month_end('flow_date') }} as period_end,
        credit_sales,
        write_offs,
        payments_without_invoice,
        currency_without_rate

    from flows

    union all

    select
        process_id,
        'week' as period_grain,
        {{ add_days(week_start('flow_date'), 6) }} as period_end,
        credit_sales,
        write_offs,
        payments_without_invoice,
        currency_without_rate

    from flows

),

flows_by_period as (

    select
        process_id,
        period_grain,
        period_end,
        sum(credit_sales) as credit_sales,
        sum(write_offs) as write_offs,
        sum(payments_without_invoice) as payments_without_invoice,
        min(currency_without_rate) as currency_without_rate

    from flows_in_grains

    group by
        process_id,
        period_grain,
        period_end

),

combined as (

    select
        period_ends.company_id,
        period_ends.process_id,
        period_ends.currency,
        period_ends.period_grain,
        period_ends.period_start,
        period_ends.period_end,
        period_ends.day_count,
        period_ends.period_number,
        period_ends.first_week_of_invoices,
        balances_side_by_side.ar_balance,
        coalesce(balances_side_by_side.unapplied_balance, 0) as unapplied_balance,
        coalesce(balances_side_by_side.disputed_balance, 0) as disputed_balance,
        balances_side_by_side.open_invoice_count,
        {% for bucket_start in ageing_bucket_starts() -%}
        coalesce(balances_side_by_side.past_due_{{ bucket_start }}_balance, 0)
            as past_due_{{ bucket_start }}_balance,
        coalesce(balances_side_by_side.past_due_{{ bucket_start }}_count, 0)
            as past_due_{{ bucket_start }}_count,
        {% endfor -%}
        coalesce(flows_by_period.credit_sales, 0) as credit_sales,
        coalesce(flows_by_period.write_offs, 0) as write_offs,
        coalesce(flows_by_period.payments_without_invoice, 0) as payments_without_invoice,
        coalesce(
            period_ends.reason_not_covered,
            'The register has no exchange rate from '
            || coalesce(
                balances_side_by_side.currency_without_rate,
                flows_by_period.currency_without_rate
            )
            || ' to ' || period_ends.currency || ' for a day that the figures of '
            || {{ day_in_words('period_ends.period_end') }} || ' need.',
            faults.reason,
            case
                when balances_side_by_side.ar_balance < 0
                    then
                        'Receivables would be below zero ('
                        || cast(balances_side_by_side.ar_balance as string) || ' '
                        || period_ends.currency || '): customers paid more than all exported '
                        || 'invoices. Invoices may be missing, or payments are read wrongly.'
            end
        ) as reason_unknown,
        -- an overdue part above the whole says that money was not matched to the invoices it paid
        case
            when balances_side_by_side.past_due_1_balance > balances_side_by_side.ar_balance
                then
                    'More is overdue (' || cast(balances_side_by_side.past_due_1_balance as string)
                    || ') than is open in all (' || cast(balances_side_by_side.ar_balance as string)
                    || '): money of customers is not matched to their invoices.'
            else matched_shares.reason_no_due_dates
        end as reason_no_due_dates,
        matched_shares.matched_share

    from period_ends

    left join balances_side_by_side
        on period_ends.process_id = balances_side_by_side.process_id
        and period_ends.period_grain = balances_side_by_side.period_grain
        and period_ends.period_end = balances_side_by_side.period_end

    left join flows_by_period
        on period_ends.process_id = flows_by_period.process_id
        and period_ends.period_grain = flows_by_period.period_grain
        and period_ends.period_end = flows_by_period.period_end

    left join faults
        on period_ends.process_id = faults.process_id
        and period_ends.period_end >= faults.from_date

    left join matched_shares
        on period_ends.process_id = matched_shares.process_id

),

-- what is not covered is unknown, not what happens to be in the files so far
known_or_null as (

    select
        company_id,
        process_id,
        currency,
        period_grain,
        period_start,
        period_end,
        day_count,
        period_number,
        first_week_of_invoices,
        reason_unknown,
        reason_no_due_dates,
        matched_share,
        {% for column in [
            'ar_balance', 'unapplied_balance', 'disputed_balance', 'open_invoice_count'
        ] -%}
        case when reason_unknown is null then {{ column }} end as {{ column }},
        {% endfor -%}
        {% for bucket_start in ageing_bucket_starts() -%}
        case
            when coalesce(reason_unknown, reason_no_due_dates) is null
                then past_due_{{ bucket_start }}_balance
        end
            as past_due_{{ bucket_start }}_balance,
        case
            when coalesce(reason_unknown, reason_no_due_dates) is null
                then past_due_{{ bucket_start }}_count
        end
            as past_due_{{ bucket_start }}_count,
        {% endfor -%}
        case
            when coalesce(reason_unknown, reason_no_due_dates) is null
                then ar_balance - past_due_1_balance
        end as current_balance,
        case when coalesce(reason_unknown, reason_no_due_dates) is null then past_due_1_balance end
            as overdue_balance,
        case when reason_unknown is null then cast(round(credit_sales, 2) as decimal(18, 2)) end
            as credit_sales,
        case when reason_unknown is null then cast(round(write_offs, 2) as decimal(18, 2)) end
            as write_offs,
        case
            when reason_unknown is null
                then cast(round(payments_without_invoice, 2) as decimal(18, 2))
        end as payments_without_invoice

    from combined

)

select * from known_or_null
