with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

stages as (

    select * from {{ ref('int_initiative_stages') }}

),

owned as (

    select * from {{ ref('int_initiatives_owned') }}

),

adoption as (

    select * from {{ ref('int_initiative_adoption') }}

),

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

paybacks as (

    select * from {{ ref('int_initiative_paybacks') }}

),

-- more than one primary target is a mistake of the register: it is unowned, and one of them shown
primary_targets as (

    select
        targets.*,
        row_number() over (
            partition by targets.initiative_id order by targets.kpi_id
        ) as target_number

    from targets

    where targets.is_primary

),

-- only one of the initiatives on a process carries the gain, so the rule sees all of them together
money_of_processes as (

    select
        initiatives.process_id,
        sum(annual_values.net_annual_value) as net_annual_value,
        sum(annual_values.net_annual_value_low) as net_annual_value_low,
        sum(annual_values.net_annual_cash_value) as net_annual_cash_value,
        sum(annual_values.annual_capacity_value) as annual_capacity_value,
        sum(paybacks.npv) as npv

    from annual_values

    inner join initiatives
        on annual_values.initiative_id = initiatives.initiative_id

    left join paybacks
        on annual_values.initiative_id = paybacks.initiative_id

    group by initiatives.process_id

),

primary_effects as (

    select
        initiatives.initiative_id,
        primary_targets.kpi_id as primary_kpi_id,
        primary_targets.target_relative_change,
        primary_targets.review_date,
        effects.before_value,
        effects.after_value,
        effects.relative_effect,
        effects.relative_low,
        effects.relative_high,
        effects.improvement,
        effects.improvement_low,
        effects.improvement_high,
        effects.improvement_low_95,
        effects.improvement_high_95,
        effects.improvement_unit,
        effects.target_improvement,
        effects.evidence,
        effects.reason,
        effects.more_weeks_needed,
        coalesce(grades.is_verdict, false) as is_verdict,
        coalesce(grades.is_improved, false) as is_improved,
        coalesce(grades.is_worse, false) as is_worse,
        stages.is_live,
        owned.is_owned,
        adoption.adoption_share,
        money_of_processes.net_annual_value,
        money_of_processes.net_annual_value_low,
        money_of_processes.net_annual_cash_value,
        money_of_processes.annual_capacity_value,
        money_of_processes.npv,
        case
            when primary_targets.target_relative_change is not null
                then coalesce(effects.target_status, 'too_early')
        end as target_status

    from initiatives

    inner join stages
        on initiatives.initiative_id = stages.initiative_id

    inner join owned
        on initiatives.initiative_id = owned.initiative_id

    left join primary_targets
        on initiatives.initiative_id = primary_targets.initiative_id
        and primary_targets.target_number = 1

    left join effects
        on primary_targets.initiative_id = effects.initiative_id
        and primary_targets.kpi_id = effects.kpi_id

    left join grades
        on effects.evidence = grades.evidence

    left join adoption
        on initiatives.initiative_id = adoption.initiative_id

    left join money_of_processes
        on initiatives.process_id = money_of_processes.process_id

),

with_codes as (

    select
        primary_effects.*,
        case
            when not is_live or not is_verdict then 'no_verdict'
            when not is_owned then 'unowned'
            when is_worse then 'worse'
            when evidence = 'no_change'
                then case
                    when adoption_share < {{ var('low_adoption_share') }} then 'no_change_little_used'
                    else 'no_change'
                end
            when evidence = 'inconclusive'
                then case
                    when more_weeks_needed > 0 then 'inconclusive_more_weeks'
                    else 'inconclusive_not_by_weeks'
                end
            when net_annual_value < 0 then 'costs_more_than_it_brings'
            when evidence = 'likely' then 'likely'
            when (net_annual_cash_value < 0 or npv < 0) and annual_capacity_value > 0
                then 'only_if_hours_are_used'
            when net_annual_cash_value < 0 or npv < 0 then 'does_not_pay_back'
            when net_annual_value_low < 0 then 'low_end_loses_money'
            when target_status != 'met' then 'target_not_met'
            when net_annual_value is null then 'target_met_without_a_price'
            else 'target_met'
        end as decision_reason_code

    from primary_effects

),

verdicts as (

    select
        with_codes.*,
        case
            when decision_reason_code in ('worse', 'no_change') then 'stop'
            when decision_reason_code in (
                'unowned',
                'no_change_little_used',
                'inconclusive_not_by_weeks',
                'costs_more_than_it_brings',
                'only_if_hours_are_used',
                'does_not_pay_back'
            )
                then 'fix'
            when decision_reason_code in (
                'inconclusive_more_weeks', 'likely', 'low_end_loses_money', 'target_not_met'
            )
                then 'extend'
            when decision_reason_code in ('target_met', 'target_met_without_a_price') then 'scale'
        end as proposed_decision,
        case
            when decision_reason_code = 'no_change_little_used'
                then {{ json_text({
                    'adoption_share': 'adoption_share',
                    'low_adoption_share': var('low_adoption_share'),
                }) }}
            when decision_reason_code = 'inconclusive_more_weeks'
                then {{ json_text({'more_weeks': 'more_weeks_needed'}) }}
            when decision_reason_code = 'costs_more_than_it_brings'
                then {{ json_text({'net_annual_value': 'net_annual_value'}) }}
            when decision_reason_code = 'only_if_hours_are_used'
                then {{ json_text({
                    'net_annual_cash_value': 'net_annual_cash_value',
                    'annual_capacity_value': 'annual_capacity_value',
                    'npv': 'npv',
                }) }}
            when decision_reason_code = 'does_not_pay_back'
                then {{ json_text({
                    'net_annual_cash_value': 'net_annual_cash_value',
                    'npv': 'npv',
                    'npv_years': var('npv_years'),
                }) }}
            when decision_reason_code = 'low_end_loses_money'
                then {{ json_text({'net_annual_value_low': 'net_annual_value_low'}) }}
        end as decision_reason_params

    from with_codes

)

select * from verdicts
