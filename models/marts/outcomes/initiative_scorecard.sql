{#
    One row per initiative of the register, live or not: who answers for it, what was promised, what
    came of it, what it is worth, and what each further week of delay costs.
#}

with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

processes as (

    select * from {{ ref('stg_register__processes') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

owned as (

    select * from {{ ref('int_initiatives_owned') }}

),

joined as (

    select * from {{ ref('int_initiatives_joined') }}

),

stages as (

    select * from {{ ref('int_initiative_stages') }}

),

verdicts as (

    select * from {{ ref('int_initiative_verdicts') }}

),

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

paybacks as (

    select * from {{ ref('int_initiative_paybacks') }}

),

plans as (

    select * from {{ ref('int_initiative_plans') }}

),

adoption as (

    select * from {{ ref('int_initiative_adoption') }}

),

detectable as (

    select * from {{ ref('int_initiative_detectable_changes') }}

),

combined as (

    select
        processes.company_id,
        initiatives.*,
        companies.currency,
        owned.is_owned,
        owned.unowned_reason,
        joined.joint_with,
        -- a joint figure is owned only if all of them are
        owned.is_owned
        and coalesce(joined.are_others_owned, true)
        and (
            coalesce(annual_values.is_priced, false)
            or coalesce(
                verdicts.evidence in ('proven', 'likely', 'worse', 'looks_worse'), false
            )
        ) as is_in_total,
        stages.as_of_date,
        stages.is_live,
        stages.status,
        stages.clock,
        stages.days_since_kickoff,
        stages.days_until_go_live,
        stages.days_in_ramp,
        stages.days_measuring,
        stages.days_to_first_verdict,
        stages.first_verdict_date,
        verdicts.primary_kpi_id,
        verdicts.before_value,
        verdicts.after_value,
        verdicts.relative_effect,
        verdicts.relative_low,
        verdicts.relative_high,
        verdicts.evidence,
        verdicts.reason,
        verdicts.target_relative_change,
        verdicts.review_date,
        verdicts.target_status,
        verdicts.proposed_decision,
        verdicts.decision_reason,
        annual_values.is_priced,
        annual_values.is_carrier,
        annual_values.annual_capacity_value,
        annual_values.net_annual_cash_value,
        annual_values.net_annual_value,
        annual_values.net_annual_value_low,
        annual_values.net_annual_value_high,
        -- flows are by month, and nothing pays back before it is live
        case
            when paybacks.payback_date < initiatives.go_live_date then initiatives.go_live_date
            else paybacks.payback_date
        end as payback_date,
        paybacks.npv,
        plans.claimed_annual_value,
        plans.uncollected_cash,
        (
            greatest(
                coalesce(plans.claimed_annual_value, 0)
                - coalesce(annual_values.net_annual_value, 0),
                0
            )
            + coalesce(plans.carrying_cost_of_uncollected_cash, 0)
        ) / {{ var('weeks_per_year') }} as cost_of_delay_per_week,
        adoption.adoption_share,
        adoption.eligible_cases,
        adoption.handled_cases,
        adoption.failed_run_share,
        adoption.rework_after_run_share,
        detectable.smallest_detectable_change,
        detectable.can_tell_in_90_days

    from initiatives

    inner join processes
        on initiatives.process_id = processes.process_id

    inner join companies
        on processes.company_id = companies.company_id

    inner join owned
        on initiatives.initiative_id = owned.initiative_id

    inner join stages
        on initiatives.initiative_id = stages.initiative_id

    inner join verdicts
        on initiatives.initiative_id = verdicts.initiative_id

    left join joined
        on initiatives.initiative_id = joined.initiative_id

    left join annual_values
        on initiatives.initiative_id = annual_values.initiative_id

    left join paybacks
        on initiatives.initiative_id = paybacks.initiative_id

    left join plans
        on initiatives.initiative_id = plans.initiative_id

    left join adoption
        on initiatives.initiative_id = adoption.initiative_id

    left join detectable
        on initiatives.initiative_id = detectable.initiative_id

),

scorecard as (

    select
        cast(company_id as string) as company_id,
        cast(process_id as string) as process_id,
        cast(initiative_id as string) as initiative_id,
        cast(initiative_name as string) as initiative_name,
        cast(business_owner as string) as business_owner,
        cast(transformation_lead as string) as transformation_lead,
        cast(is_owned as boolean) as is_owned,
        cast(unowned_reason as string) as unowned_reason,
        cast(is_in_total as boolean) as is_in_total,
        cast(status as string) as status,
        cast(clock as string) as clock,
        kickoff_date,
        go_live_date,
        as_of_date,
        cast(days_since_kickoff as bigint) as days_since_kickoff,
        cast(days_until_go_live as bigint) as days_until_go_live,
        cast(days_in_ramp as bigint) as days_in_ramp,
        cast(days_measuring as bigint) as days_measuring,
        cast(days_to_first_verdict as bigint) as days_to_first_verdict,
        first_verdict_date,
        cast(primary_kpi_id as string) as primary_kpi_id,
        cast(before_value as double) as before_value,
        cast(after_value as double) as after_value,
        cast(relative_effect as double) as relative_effect,
        cast(relative_low as double) as relative_low,
        cast(relative_high as double) as relative_high,
        cast(evidence as string) as evidence,
        cast(reason as string) as reason,
        cast(target_relative_change as double) as target_relative_change,
        review_date,
        cast(target_status as string) as target_status,
        cast(currency as string) as currency,
        cast(net_annual_value as double) as net_annual_value,
        cast(net_annual_value_low as double) as net_annual_value_low,
        cast(net_annual_value_high as double) as net_annual_value_high,
        cast(net_annual_cash_value as double) as net_annual_cash_value,
        cast(annual_capacity_value as double) as annual_capacity_value,
        cast(
            case
                when not is_live then 'Not live yet: nothing is earned.'
                when not is_carrier
                    then 'The gain stands with an earlier initiative of the process; here is the run cost.'
                when evidence in ('worse', 'looks_worse') and not is_priced
                    then 'The KPI got worse; nothing prices that, so here is only what it costs to run.'
                when is_priced then 'If the measured pace holds for a year, net of run cost.'
                when net_annual_value is not null
                    then 'No gain holds, so it earns nothing; it costs this much a year to run.'
                when evidence in ('proven', 'likely')
                    then 'The gain is real in the unit of its KPI; no cost or time log prices it.'
                else 'No verdict yet, so nothing is earned.'
            end as string
        ) as value_reason,
        cast(claimed_annual_value as double) as claimed_annual_value,
        payback_date,
        cast(npv as double) as npv,
        cast(cost_of_delay_per_week as double) as cost_of_delay_per_week,
        cast(uncollected_cash as double) as uncollected_cash,
        cast(adoption_share as double) as adoption_share,
        cast(eligible_cases as bigint) as eligible_cases,
        cast(handled_cases as bigint) as handled_cases,
        cast(failed_run_share as double) as failed_run_share,
        cast(rework_after_run_share as double) as rework_after_run_share,
        cast(smallest_detectable_change as double) as smallest_detectable_change,
        cast(can_tell_in_90_days as boolean) as can_tell_in_90_days,
        cast(joint_with as string) as joint_with,
        cast(proposed_decision as string) as proposed_decision,
        cast(decision_reason as string) as decision_reason,
        cast(decision as string) as decision,
        decided_on

    from combined

)

select * from scorecard
