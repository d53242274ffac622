with

effects as (

    select * from {{ ref('kpi_effects') }}

),

initiative_kpis as (

    select * from {{ ref('int_initiative_kpis') }}

),

value_by_month as (

    select * from {{ ref('initiative_value') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

kpi_definitions as (

    select
        initiative_id,
        kpi_id,
        'version ' || cast(kpi_version as string) as definition

    from initiative_kpis

),

-- figures of an initiative as a whole may rest on any of its KPIs
initiative_definitions as (

    select
        initiative_id,
        {{ dbt.listagg(
            "kpi_id || ' ' || cast(kpi_version as string)", "', '", 'order by kpi_id'
        ) }} as definition

    from initiative_kpis

    group by initiative_id

),

figures_of_kpis as (

    {% for measure in [
        'before_value', 'after_value', 'expected_value', 'effect', 'effect_low', 'effect_high'
    ] %}
    select
        effects.initiative_id,
        effects.kpi_id,
        '{{ measure }}' as measure,
        effects.{{ measure }} as value,
        effects.evidence,
        kpi_definitions.definition

    from effects

    inner join kpi_definitions
        on effects.initiative_id = kpi_definitions.initiative_id
        and effects.kpi_id = kpi_definitions.kpi_id

    {{ 'union all' if not loop.last }}

    {% endfor %}
),

figures_of_initiatives as (

    {% for measure in [
        'target_relative_change', 'claimed_annual_value', 'net_annual_value', 'npv'
    ] %}
    select
        scorecard.initiative_id,
        scorecard.primary_kpi_id as kpi_id,
        '{{ measure }}' as measure,
        scorecard.{{ measure }} as value,
        scorecard.evidence,
        initiative_definitions.definition

    from scorecard

    left join initiative_definitions
        on scorecard.initiative_id = initiative_definitions.initiative_id

    union all

    {% endfor %}
    select
        value_by_month.initiative_id,
        cast(null as string) as kpi_id,
        value_by_month.value_type || ' '
        || substr(cast(value_by_month.month_start as string), 1, 7) as measure,
        value_by_month.amount as value,
        value_by_month.evidence,
        initiative_definitions.definition

    from value_by_month

    left join initiative_definitions
        on value_by_month.initiative_id = initiative_definitions.initiative_id

),

combined as (

    select * from figures_of_kpis

    union all

    select * from figures_of_initiatives

),

figures as (

    select
        cast(
            combined.initiative_id || ' ' || coalesce(combined.kpi_id, '') || ' '
            || combined.measure as string
        ) as figure_id,
        cast(scorecard.company_id as string) as company_id,
        cast(scorecard.process_id as string) as process_id,
        cast(combined.initiative_id as string) as initiative_id,
        cast(combined.kpi_id as string) as kpi_id,
        cast(combined.measure as string) as measure,
        cast(combined.value as double) as value,
        cast(combined.evidence as string) as evidence,
        cast(combined.definition as string) as definition,
        scorecard.as_of_date

    from combined

    inner join scorecard
        on combined.initiative_id = scorecard.initiative_id

    where combined.value is not null

)

select * from figures
