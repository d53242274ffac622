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

counted as (

    select * from {{ ref('int_initiatives_counted') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

spent as (

    select
        initiative_id,
        sum(-amount) as spent_to_date

    from {{ ref('int_cost_lines') }}

    group by initiative_id

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
        owned.unowned_reason_code,
        owned.unowned_reason_params,
        counted.counts,
        counted.counts_reason_code,
        counted.counts_reason_params,
        counted.joint_with,
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
        verdicts.improvement,
        verdicts.improvement_low,
        verdicts.improvement_high,
        verdicts.improvement_low_95,
        verdicts.improvement_high_95,
        verdicts.improvement_unit,
        verdicts.evidence,
        verdicts.reason,
        verdicts.target_relative_change,
        verdicts.target_improvement,
        verdicts.review_date,
        verdicts.target_status,
        verdicts.proposed_decision,
        verdicts.decision_reason_code,
        verdicts.decision_reason_params,
        coalesce(grades.is_improved, false) as is_improved,
        coalesce(grades.is_worse, false) as is_worse,
        coalesce(grades.is_verdict, false) as is_verdict,
        grades.decision_order,
        coalesce(annual_values.is_priced, false) as is_priced,
        coalesce(annual_values.is_carrier, true) as is_carrier,
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
        coalesce(spent.spent_to_date, 0) as spent_to_date,
        plans.claimed_annual_value,
        plans.uncollected_cash,
        plans.cost_of_delay_per_week,
        plans.cost_of_delay_per_week_low,
        plans.cost_of_delay_per_week_high,
        plans.cost_of_delay_basis,
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

    inner join counted
        on initiatives.initiative_id = counted.initiative_id

    left join grades
        on verdicts.evidence = grades.evidence

    left join spent
        on initiatives.initiative_id = spent.initiative_id

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

-- what is undecided waits for somebody; so does what nobody answers for
with_decisions as (

    select
        combined.*,
        combined.decision is null
        and (combined.is_live or not combined.is_owned) as needs_decision,
        case
            when not combined.is_live then 'not_live'
            when not combined.is_carrier then 'gain_stands_with_the_first'
            when combined.is_priced then 'pace_of_a_year'
            when combined.is_worse then 'loss_without_a_price'
            when combined.net_annual_value is not null then 'no_gain_holds'
            when combined.is_improved then 'gain_without_a_price'
            else 'no_verdict'
        end as value_reason_code,
        -- in the forest, a row of each kind in turn, so that no kind is cut off: harm, gains, doubts
        case
            when combined.is_worse then 1
            when combined.is_improved then 2
            when combined.is_verdict then 3
            else 4
        end as forest_kind,
        abs(coalesce(combined.net_annual_value, combined.claimed_annual_value, 0)) as at_stake

    from combined

),

with_places as (

    select
        with_decisions.*,
        row_number() over (
            partition by with_decisions.forest_kind, with_decisions.currency
            order by with_decisions.at_stake desc, with_decisions.initiative_id
        ) as place_in_kind

    from with_decisions

),

ranked as (

    select
        with_places.*,
        row_number() over (
            order by
                with_places.place_in_kind,
                with_places.forest_kind,
                with_places.currency,
                with_places.initiative_id
        ) as forest_rank,
        -- harm first, then what nobody owns, then what is late, then by evidence and cost of delay
        case
            when with_places.needs_decision
                then row_number() over (
                    order by
                        with_places.needs_decision desc,
                        with_places.is_worse desc,
                        with_places.is_owned,
                        coalesce(with_places.clock = 'late', false) desc,
                        coalesce(with_places.decision_order, 8),
                        coalesce(with_places.cost_of_delay_per_week, 0) desc,
                        with_places.initiative_id
                )
        end as decision_rank

    from with_places

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
        cast(unowned_reason_code as string) as unowned_reason_code,
        cast(unowned_reason_params as string) as unowned_reason_params,
        cast(counts as boolean) as is_in_total,
        cast(counts as boolean) as counts,
        cast(counts_reason_code as string) as counts_reason_code,
        cast(counts_reason_params as string) as counts_reason_params,
        cast(status as string) as status,
        cast(is_live as boolean) as is_live,
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
        cast(improvement as double) as improvement,
        cast(improvement_low as double) as improvement_low,
        cast(improvement_high as double) as improvement_high,
        cast(improvement_low_95 as double) as improvement_low_95,
        cast(improvement_high_95 as double) as improvement_high_95,
        cast(improvement_unit as string) as improvement_unit,
        cast(forest_rank as bigint) as forest_rank,
        cast(evidence as string) as evidence,
        cast(reason as string) as reason,
        cast(target_relative_change as double) as target_relative_change,
        cast(target_improvement as double) as target_improvement,
        review_date,
        cast(target_status as string) as target_status,
        cast(currency as string) as currency,
        cast(net_annual_value as double) as net_annual_value,
        cast(net_annual_value_low as double) as net_annual_value_low,
        cast(net_annual_value_high as double) as net_annual_value_high,
        cast(net_annual_cash_value as double) as net_annual_cash_value,
        cast(annual_capacity_value as double) as annual_capacity_value,
        cast(value_reason_code as string) as value_reason_code,
        cast(claimed_annual_value as double) as claimed_annual_value,
        cast(spent_to_date as double) as spent_to_date,
        payback_date,
        coalesce(payback_date <= as_of_date, false) as is_paid_back,
        cast(npv as double) as npv,
        cast(cost_of_delay_per_week as double) as cost_of_delay_per_week,
        cast(cost_of_delay_per_week_low as double) as cost_of_delay_per_week_low,
        cast(cost_of_delay_per_week_high as double) as cost_of_delay_per_week_high,
        cast(cost_of_delay_basis as string) as cost_of_delay_basis,
        cast(uncollected_cash as double) as uncollected_cash,
        cast(adoption_share as double) as adoption_share,
        cast(eligible_cases as bigint) as eligible_cases,
        cast(handled_cases as bigint) as handled_cases,
        cast(failed_run_share as double) as failed_run_share,
        cast(rework_after_run_share as double) as rework_after_run_share,
        cast(smallest_detectable_change as double) as smallest_detectable_change,
        cast(can_tell_in_90_days as boolean) as can_tell_in_90_days,
        cast(joint_with as string) as joint_with,
        cast(joint_with as string) as joint_initiative_ids,
        cast(proposed_decision as string) as proposed_decision,
        cast(decision_reason_code as string) as decision_reason_code,
        cast(decision_reason_params as string) as decision_reason_params,
        cast(decision as string) as decision,
        decided_on,
        cast(needs_decision as boolean) as needs_decision,
        cast(decision_rank as bigint) as decision_rank

    from ranked

)

select * from scorecard
