{# A register column as its type: text in, typed value out, null where empty or unreadable. #}
{% macro register_value(column_name, type='text') -%}
    {%- if type == 'text' -%}
        nullif(trim({{ column_name }}), '')
    {%- else -%}
        try_cast(nullif(trim({{ column_name }}), '') as {{ type }})
    {%- endif -%}
{%- endmacro %}

{# The typed columns of the register, by seed: what cannot be read as its type is reported. #}
{% macro register_types() %}
    {{ return({
        'companies': {'key': 'company_id', 'columns': {'cost_of_capital': 'double'}},
        'processes': {'key': 'process_id', 'columns': {'sla_hours': 'double'}},
        'initiatives': {'key': 'initiative_id', 'columns': {
            'kickoff_date': 'date', 'go_live_date': 'date', 'ramp_days': 'integer',
            'baseline_weeks': 'integer', 'build_cost': 'decimal(18, 4)',
            'run_cost_per_month': 'decimal(18, 4)', 'capacity_is_cashable': 'boolean',
            'decided_on': 'date',
        }},
        'targets': {'key': 'initiative_id', 'columns': {
            'is_primary': 'boolean', 'target_relative_change': 'double', 'review_date': 'date',
            'claimed_annual_value': 'decimal(18, 4)',
        }},
        'labor_rates': {'key': 'company_id', 'columns': {
            'valid_from': 'date', 'hourly_rate': 'decimal(18, 4)',
        }},
        'holidays': {'key': 'calendar_id', 'columns': {'holiday_date': 'date'}},
        'fx_rates': {'key': 'currency', 'columns': {'rate_date': 'date', 'rate': 'double'}},
        'kpis': {'key': 'kpi_id', 'columns': {
            'plausible_low': 'double', 'plausible_high': 'double', 'version': 'integer',
        }},
    }) }}
{% endmacro %}
