with

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

scopes as (

    select * from {{ ref('int_initiatives_in_scopes') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

initiatives as (

    select
        scopes.scope,
        scopes.company_id,
        scorecard.company_id as company_of_initiative,
        scorecard.currency,
        scorecard.counts,
        scorecard.is_owned,
        scorecard.is_live,
        scorecard.needs_decision,
        scorecard.is_paid_back,
        scorecard.clock,
        scorecard.evidence,
        scorecard.target_status,
        scorecard.is_owned and scorecard.is_live as is_owned_live,
        coalesce(grades.is_improved, false) as is_improved,
        coalesce(grades.is_worse, false) as is_worse,
        coalesce(grades.is_verdict, false) as is_verdict

    from scorecard

    inner join scopes
        on scorecard.initiative_id = scopes.initiative_id

    left join grades
        on scorecard.evidence = grades.evidence

),

counts as (

    select
        cast(scope as string) as scope,
        cast(company_id as string) as company_id,
        cast(count(distinct company_of_initiative) as bigint) as company_count,
        cast(count(distinct currency) as bigint) as currency_count,
        cast(count(*) as bigint) as initiative_count,
        {% for column, condition in [
            ('live_count', 'is_live'),
            ('planned_count', 'not is_live'),
            ('owned_count', 'is_owned'),
            ('unowned_count', 'not is_owned'),
            ('owned_live_count', 'is_owned_live'),
            ('counted_count', 'counts'),
            ('improved_count', 'is_owned_live and is_improved'),
            ('worse_count', 'is_owned_live and is_worse'),
            ('no_change_count', "is_owned_live and evidence = 'no_change'"),
            ('inconclusive_count', "is_owned_live and evidence = 'inconclusive'"),
            ('no_verdict_count', 'is_owned_live and not is_verdict'),
            ('target_met_count', "is_owned_live and target_status = 'met'"),
            ('undecided_count', 'needs_decision'),
            ('late_count', "clock = 'late'"),
            ('at_risk_count', "clock = 'at_risk'"),
            ('paid_back_count', 'is_owned_live and is_paid_back'),
        ] %}
        cast(sum(case when {{ condition }} then 1 else 0 end) as bigint)
            as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}

    from initiatives

    group by
        scope,
        company_id

)

select * from counts
