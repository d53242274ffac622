with

totals as (

    select * from {{ ref('portfolio_totals') }}

),

counts as (

    select * from {{ ref('portfolio_counts') }}

),

data_quality as (

    select * from {{ ref('data_quality_totals') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

processes as (

    select * from {{ ref('stg_register__processes') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

months as (

    select * from {{ ref('receivables_monthly') }}

),

steps as (

    select * from {{ ref('process_steps') }}

),

of_totals as (

    {{ headline_rows('totals', 'totals', 'portfolio_totals', {
        'scope': 'totals.scope',
        'company_id': 'totals.company_id',
        'currency_of_all': 'totals.currency',
    }, 'totals.currency', 'totals.currency') }}

),

of_counts as (

    {{ headline_rows('counts', 'counts', 'portfolio_counts', {
        'scope': 'counts.scope',
        'company_id': 'counts.company_id',
    }, none, "'initiatives'") }}

),

of_data as (

    {{ headline_rows('data', 'data_quality', 'data_quality_totals', {
        'scope': 'data_quality.scope',
        'company_id': 'data_quality.company_id',
    }, none, "'data'") }}

),

of_initiatives as (

    {{ headline_rows('initiatives', 'scorecard', 'initiative_scorecard', {
        'scope': "'initiative:' || scorecard.initiative_id",
        'company_id': 'scorecard.company_id',
        'initiative_id': 'scorecard.initiative_id',
        'process_id': 'scorecard.process_id',
        'currency': 'scorecard.currency',
    }, 'scorecard.currency', "'initiative'") }}

),

-- with the KPI's own unit and, of its improvement, share of what was expected or points
named_effects as (

    select
        effects.*,
        scorecard.company_id,
        scorecard.process_id,
        kpis.kpi_name,
        kpis.unit as kpi_unit,
        case when kpis.unit = 'money' then scorecard.currency end as currency

    from effects

    inner join scorecard
        on effects.initiative_id = scorecard.initiative_id

    inner join kpis
        on effects.kpi_id = kpis.kpi_id

),

of_kpis as (

    {{ headline_rows('kpis', 'named_effects', 'kpi_effects', {
        'scope': "'initiative:' || named_effects.initiative_id",
        'company_id': 'named_effects.company_id',
        'initiative_id': 'named_effects.initiative_id',
        'process_id': 'named_effects.process_id',
        'kpi_id': 'named_effects.kpi_id',
        'currency_of_all': 'named_effects.currency',
        'unit_of_kpi': 'named_effects.kpi_unit',
        'unit_of_improvement': "coalesce(named_effects.improvement_unit, 'relative')",
        'prefix': "named_effects.kpi_name || ': '",
    }, 'named_effects.kpi_id', 'named_effects.kpi_id') }}

),

of_months as (

    {{ headline_rows('months', 'months', 'receivables_monthly', {
        'scope': "'process:' || months.process_id",
        'company_id': 'months.company_id',
        'process_id': 'months.process_id',
        'item': 'cast(months.month_end as string)',
        'currency': 'months.currency',
    }, 'cast(months.month_end as string)', 'cast(months.month_end as string)') }}

),

-- the step of a process in which a column is largest
steps_in_order as (

    {% for measure, unit, column, by, definition in headline_figures_of('steps') %}
    select
        steps.process_id,
        steps.activity,
        '{{ measure }}' as measure,
        '{{ unit }}' as unit,
        cast(steps.{{ column }} as double) as value,
        '{{ definition }}' as definition,
        '{{ column }}' as from_column,
        row_number() over (
            partition by steps.process_id order by steps.{{ by or column }} desc, steps.activity
        ) as place

    from steps

    where steps.{{ column }} is not null
        and steps.{{ by or column }} is not null

    {{ 'union all' if not loop.last }}

    {% endfor %}
),

of_steps as (

    select
        'process:' || steps_in_order.process_id || '/steps/' || steps_in_order.measure as figure_id,
        'process:' || steps_in_order.process_id as scope,
        processes.company_id,
        cast(null as string) as initiative_id,
        steps_in_order.process_id,
        cast(null as string) as kpi_id,
        steps_in_order.activity as item,
        steps_in_order.measure,
        case when steps_in_order.unit = 'money' then companies.currency end as currency,
        steps_in_order.unit,
        steps_in_order.value,
        cast(null as double) as value_low,
        cast(null as double) as value_high,
        steps_in_order.definition,
        'process_steps' as from_table,
        steps_in_order.from_column

    from steps_in_order

    inner join processes
        on steps_in_order.process_id = processes.process_id

    inner join companies
        on processes.company_id = companies.company_id

    where steps_in_order.place = 1

),

combined as (

    select * from of_totals

    union all

    select * from of_counts

    union all

    select * from of_data

    union all

    select * from of_initiatives

    union all

    select * from of_kpis

    union all

    select * from of_months

    union all

    select * from of_steps

),

figures as (

    select
        cast(figure_id as string) as figure_id,
        cast(scope as string) as scope,
        cast(company_id as string) as company_id,
        cast(initiative_id as string) as initiative_id,
        cast(process_id as string) as process_id,
        cast(kpi_id as string) as kpi_id,
        cast(measure as string) as measure,
        cast(item as string) as item,
        cast(currency as string) as currency,
        cast(unit as string) as unit,
        cast(value as double) as value,
        cast(value_low as double) as value_low,
        cast(value_high as double) as value_high,
        cast(definition as string) as definition,
        cast(from_table as string) as from_table,
        cast(from_column as string) as from_column

    from combined

    where value is not null

)

select * from figures
