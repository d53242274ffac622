{#
    One row per company, currency and value type, and one for the net yearly value: what enters the
    total (owned, with evidence, counted once), and beside it, never inside, what is unowned,
    unproven, claimed, or would have been counted twice. Currencies are never added up.
#}

with

value_by_month as (

    select * from {{ ref('initiative_value') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

value_lines as (

    select * from {{ ref('int_value_lines') }}

),

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

joined as (

    select * from {{ ref('int_initiatives_joined') }}

),

initiatives_with_evidence as (

    select
        scorecard.initiative_id,
        bool_or(
            scorecard.evidence in ('proven', 'likely', 'worse', 'looks_worse')
            or value_by_month.kpi_ids is not null
        ) as has_evidence

    from scorecard

    left join value_by_month
        on scorecard.initiative_id = value_by_month.initiative_id

    group by scorecard.initiative_id

),

to_date_lines as (

    select
        value_by_month.company_id,
        value_by_month.currency,
        value_by_month.value_type,
        cast(null as double) as claimed,
        case
            when value_by_month.is_owned and initiatives_with_evidence.has_evidence
                then value_by_month.amount
        end as owned_and_evidenced,
        case when not value_by_month.is_owned then value_by_month.amount end as unowned,
        case
            when value_by_month.is_owned and not initiatives_with_evidence.has_evidence
                then value_by_month.amount
        end as unproven,
        cast(null as double) as overlap_removed

    from value_by_month

    inner join initiatives_with_evidence
        on value_by_month.initiative_id = initiatives_with_evidence.initiative_id

),

overlap_lines as (

    select
        scorecard.company_id,
        scorecard.currency,
        value_lines.value_type,
        cast(null as double) as claimed,
        cast(null as double) as owned_and_evidenced,
        cast(null as double) as unowned,
        cast(null as double) as unproven,
        value_lines.amount as overlap_removed

    from value_lines

    inner join scorecard
        on value_lines.initiative_id = scorecard.initiative_id

    where value_lines.period_grain = 'month'
        and not value_lines.is_carrier

),

yearly_lines as (

    select
        scorecard.company_id,
        scorecard.currency,
        'net_annual_value' as value_type,
        scorecard.claimed_annual_value as claimed,
        case
            when scorecard.is_owned
                and coalesce(joined.are_others_owned, true)
                and initiatives_with_evidence.has_evidence
                then scorecard.net_annual_value
        end as owned_and_evidenced,
        case
            when not (scorecard.is_owned and coalesce(joined.are_others_owned, true))
                then scorecard.net_annual_value
        end as unowned,
        case
            when scorecard.is_owned
                and coalesce(joined.are_others_owned, true)
                and not initiatives_with_evidence.has_evidence
                then scorecard.claimed_annual_value
        end as unproven,
        annual_values.annual_overlap as overlap_removed

    from scorecard

    inner join initiatives_with_evidence
        on scorecard.initiative_id = initiatives_with_evidence.initiative_id

    left join joined
        on scorecard.initiative_id = joined.initiative_id

    left join annual_values
        on scorecard.initiative_id = annual_values.initiative_id

),

combined as (

    select * from to_date_lines

    union all

    select * from overlap_lines

    union all

    select * from yearly_lines

),

totals as (

    select
        cast(company_id as string) as company_id,
        cast(currency as string) as currency,
        cast(value_type as string) as value_type,
        cast(sum(claimed) as double) as claimed,
        cast(coalesce(sum(owned_and_evidenced), 0) as double) as owned_and_evidenced,
        cast(coalesce(sum(unowned), 0) as double) as unowned,
        cast(coalesce(sum(unproven), 0) as double) as unproven,
        cast(coalesce(sum(overlap_removed), 0) as double) as overlap_removed

    from combined

    group by
        company_id,
        currency,
        value_type

)

select * from totals
