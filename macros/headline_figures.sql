{#
    The figures that pages and reports state as headlines or tiles, by the table that holds them: column,
    unit, columns of the low and high end, definition in words. A figure that is to be shown is added here.
#}
{% macro headline_figures_of(kind) -%}
    {{ return({
        'totals': [
            ('net_annual_value', 'money', 'net_annual_value_low', 'net_annual_value_high', 'Yearly value of what counts if the measured pace holds, net of run cost.'),
            ('claimed_annual_value', 'money', none, none, 'Claimed per year by initiatives that are owned and live.'),
            ('unproven_claimed_annual_value', 'money', none, none, 'Claims of owned and live initiatives that do not count.'),
            ('unowned_claimed_annual_value', 'money', none, none, 'Claimed per year by initiatives that nobody owns.'),
            ('planned_claimed_annual_value', 'money', none, none, 'Claimed per year by owned initiatives that are not live yet.'),
            ('unowned_net_annual_value', 'money', none, none, 'Measured per year, and in no total, because nobody owns all of it.'),
            ('measured_share', 'share', none, none, 'Measured per year, over claimed per year.'),
            ('gains_to_date', 'money', 'gains_to_date_low', 'gains_to_date_high', 'Cash, capacity and carrying cost gained to date by what counts.'),
            ('cash_to_date', 'money', none, none, 'Cash cost and carrying cost saved to date by what counts.'),
            ('capacity_to_date', 'money', none, none, 'Hours freed to date by what counts, at their rate; still paid.'),
            ('released_to_date', 'money', none, none, 'Working capital released to date by what counts: once, and in no sum.'),
            ('run_cost_to_date', 'money', none, none, 'Run cost to date of what counts.'),
            ('build_cost_to_date', 'money', none, none, 'Build cost of what counts.'),
            ('spent_to_date', 'money', none, none, 'Build and run cost to date of everything that was bought.'),
            ('spent_on_what_did_not_hold', 'money', none, none, 'Spent to date on what does not count.'),
            ('net_to_date', 'money', 'net_to_date_low', 'net_to_date_high', 'Gains to date of what counts, less everything spent.'),
            ('top_share', 'share', none, none, 'Share of the largest contributor in the gains to date.'),
        ],
        'counts': [
            ('initiative_count', 'count', none, none, 'Initiatives of the register.'),
            ('live_count', 'count', none, none, 'Initiatives that are live.'),
            ('owned_live_count', 'count', none, none, 'Initiatives that are live and owned.'),
            ('improved_count', 'count', none, none, 'Owned and live, with a primary KPI that improved.'),
            ('worse_count', 'count', none, none, 'Owned and live, with a primary KPI that got worse.'),
            ('counted_count', 'count', none, none, 'Initiatives that are part of the totals.'),
            ('unowned_count', 'count', none, none, 'Initiatives that nobody owns.'),
            ('undecided_count', 'count', none, none, 'Initiatives that need a decision.'),
            ('late_count', 'count', none, none, 'Initiatives without a verdict in the promised time.'),
        ],
        'data': [
            ('checks_run', 'count', none, none, 'Checks that ran in this build.'),
            ('checks_passed', 'count', none, none, 'Checks that passed.'),
            ('checks_warned', 'count', none, none, 'Checks that warned.'),
            ('checks_failed', 'count', none, none, 'Checks that failed.'),
            ('rows_read', 'count', none, none, 'Rows that the exports hold.'),
            ('rows_loaded', 'count', none, none, 'Rows that are used.'),
            ('rows_rejected', 'count', none, none, 'Rows that were rejected.'),
            ('rows_superseded', 'count', none, none, 'Rows that newer deliveries replaced.'),
            ('rows_unaccounted', 'count', none, none, 'Rows that are not accounted for.'),
        ],
        'initiatives': [
            ('net_annual_value', 'money', 'net_annual_value_low', 'net_annual_value_high', 'Yearly value if the measured pace holds, net of run cost.'),
            ('claimed_annual_value', 'money', none, none, 'Claimed per year in the register.'),
            ('spent_to_date', 'money', none, none, 'Build and run cost to date.'),
            ('npv', 'money', none, none, 'Net present value of cash.'),
            ('cost_of_delay_per_week', 'money', 'cost_of_delay_per_week_low', 'cost_of_delay_per_week_high', 'What each further week of delay costs.'),
            ('adoption_share', 'share', none, none, 'Share of the cases that the automation handles.'),
            ('failed_run_share', 'share', none, none, 'Share of its runs that failed.'),
            ('rework_after_run_share', 'share', none, none, 'Share of handled cases that a person had to redo.'),
            ('days_since_kickoff', 'days', none, none, 'Days from kick-off to the last day of data.'),
            ('days_to_first_verdict', 'days', none, none, 'Days from kick-off to the first verdict, or to the planned one.'),
        ],
        'kpis': [
            ('improvement', 'improvement', 'improvement_low', 'improvement_high', 'change against what was expected without the automation; plus is better.'),
            ('target_improvement', 'improvement', none, none, 'promised change; plus is better.'),
            ('before_value', 'kpi', none, none, 'value before go-live.'),
            ('after_value', 'kpi', none, none, 'value after the ramp.'),
            ('expected_value', 'kpi', none, none, 'value expected after the ramp without the automation.'),
            ('effect', 'kpi', 'effect_low', 'effect_high', 'value after, less what was expected.'),
            ('raw_change', 'kpi', none, none, 'value after, less the value before, with nothing allowed for.'),
        ],
        'months': [
            ('ar_balance', 'money', none, none, 'Open receivables at the month end.'),
            ('overdue_balance', 'money', none, none, 'Past due at the month end.'),
            ('overdue_share', 'share', none, none, 'Past due over open receivables.'),
            ('dso_countback', 'days', none, none, 'Days sales outstanding by countback.'),
            ('dso_month', 'days', none, none, 'Days sales outstanding by the sales of the month.'),
            ('dso_3_month', 'days', none, none, 'Days sales outstanding by three months of sales.'),
            ('best_possible_dso', 'days', none, none, 'Days sales outstanding if nobody paid late.'),
            ('average_days_delinquent', 'days', none, none, 'Days sales outstanding less the best possible.'),
            ('collection_effectiveness', 'percent', none, none, 'Collected over what could be collected in the month.'),
            ('ar_balance_change', 'share', none, none, 'Change of open receivables since the month end compared with.'),
            ('overdue_balance_change', 'share', none, none, 'Change of what is past due since the month end compared with.'),
            ('dso_countback_change', 'days', none, none, 'Change of DSO by countback since the month end compared with.'),
            ('average_days_delinquent_change', 'days', none, none, 'Change of the delay in paying since the month end compared with.'),
        ],
        'steps': [
            ('largest_share', 'share', 'cycle_time_share', none, 'Step with the largest share of the time.'),
            ('wait_of_largest', 'hours', 'wait_hours_p50', 'cycle_time_share', 'Median wait before the step with the largest share.'),
            ('long_wait_of_largest', 'hours', 'wait_hours_p90', 'cycle_time_share', 'What one in ten waits longer than before the step with the largest share.'),
            ('longest_wait', 'hours', 'wait_hours_p50', none, 'Step with the longest median wait before it.'),
            ('most_work', 'minutes', 'touch_minutes_mean', none, 'Step with the most minutes of work.'),
            ('most_rework', 'share', 'rework_share', none, 'Step that is repeated most.'),
            ('costliest', 'money', 'cost_per_month', none, 'Step that costs most per month.'),
        ],
    }[kind]) }}
{%- endmacro %}

{#
    The rows of one table: its figures by kind, the columns that are the same for all of them, and those
    of money alone. `from_clause` joins what the columns name.
#}
{% macro headline_rows(kind, source, table, columns, money_key, other_key, from_clause) -%}
    {% for measure, unit, low, high, definition in headline_figures_of(kind) %}
    select
        {{ columns.scope }} || '/' || {{ money_key if unit == 'money' else other_key }}
        || '/{{ measure }}' as figure_id,
        {% for name in ['scope', 'company_id', 'initiative_id', 'process_id', 'kpi_id', 'item'] -%}
        {{ columns.get(name, 'cast(null as string)') }} as {{ name }},
        {% endfor -%}
        '{{ measure }}' as measure,
        {{ columns.get('currency_of_all') or (columns.get('currency') if unit == 'money')
            or 'cast(null as string)' }} as currency,
        {{ columns.get('unit_of_' ~ unit, "'" ~ unit ~ "'") }} as unit,
        cast({{ source }}.{{ measure }} as double) as value,
        {% for column, end in [('value_low', low), ('value_high', high)] -%}
        {{ source ~ '.' ~ end if end else 'cast(null as double)' }} as {{ column }},
        {% endfor -%}
        {{ columns.get('prefix', "''") }} || '{{ definition }}' as definition,
        '{{ table }}' as from_table,
        '{{ measure }}' as from_column

    {{ from_clause or 'from ' ~ source }}

    {{ 'union all' if not loop.last }}

    {% endfor %}
{%- endmacro %}
