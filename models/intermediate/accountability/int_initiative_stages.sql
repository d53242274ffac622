with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

initiative_kpis as (

    select * from {{ ref('int_initiative_kpis') }}

),

effects as (

    select * from {{ ref('kpi_effects') }}

),

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

grades as (

    select * from {{ ref('evidence_grades') }}

),

primary_effects as (

    select
        effects.initiative_id,
        bool_or(grades.is_verdict) as has_verdict,
        max(case when initiative_kpis.kind = 'duration' then initiative_kpis.cap_weeks else 0 end)
            as weeks_to_mature

    from effects

    inner join initiative_kpis
        on effects.initiative_id = initiative_kpis.initiative_id
        and effects.kpi_id = initiative_kpis.kpi_id

    inner join grades
        on effects.evidence = grades.evidence

    where effects.is_primary

    group by effects.initiative_id

),

dated as (

    select
        initiatives.initiative_id,
        coverage.as_of_date,
        initiatives.kickoff_date,
        initiatives.go_live_date,
        windows.after_from,
        coalesce(initiatives.go_live_date <= coverage.as_of_date, false) as is_live,
        coalesce(primary_effects.has_verdict, false) as has_verdict,
        {{ add_days(
            'windows.after_from',
            '7 * (' ~ var('weeks_for_a_verdict') ~ ' + coalesce(primary_effects.weeks_to_mature, 0))'
        ) }} as first_verdict_date

    from initiatives

    left join coverage
        on initiatives.process_id = coverage.process_id

    left join windows
        on initiatives.initiative_id = windows.initiative_id

    left join primary_effects
        on initiatives.initiative_id = primary_effects.initiative_id

),

with_days as (

    select
        dated.*,
        case
            when dated.kickoff_date <= dated.as_of_date
                then {{ days_between('dated.kickoff_date', 'dated.as_of_date') }}
        end as days_since_kickoff,
        case
            when dated.kickoff_date <= dated.as_of_date
                then {{ days_between(
                    'dated.kickoff_date',
                    'case when dated.is_live then dated.go_live_date else dated.as_of_date end'
                ) }}
        end as days_until_go_live,
        case
            when dated.is_live
                then {{ days_between(
                    'dated.go_live_date', 'least(dated.after_from, dated.as_of_date)'
                ) }}
        end as days_in_ramp,
        case
            when dated.is_live and dated.after_from <= dated.as_of_date
                then {{ days_between(
                    'dated.after_from',
                    'case when dated.has_verdict '
                    ~ 'then least(dated.first_verdict_date, dated.as_of_date) '
                    ~ 'else dated.as_of_date end'
                ) }}
        end as days_measuring,
        {{ days_between('dated.kickoff_date', 'dated.first_verdict_date') }}
            as days_to_first_verdict

    from dated

),

stages as (

    select
        with_days.*,
        case
            when with_days.as_of_date is null then 'no_data'
            when with_days.has_verdict then 'judged'
            when with_days.is_live and with_days.after_from <= with_days.as_of_date
                then 'measuring'
            when with_days.is_live then 'ramping'
            when with_days.days_since_kickoff is not null then 'in_progress'
            else 'planned'
        end as status,
        case
            when with_days.days_since_kickoff is null then null
            when with_days.has_verdict
                then case
                    when with_days.days_to_first_verdict <= {{ var('days_to_verdict_late') }}
                        then 'met'
                    else 'late'
                end
            when with_days.days_since_kickoff > {{ var('days_to_verdict_late') }} then 'late'
            when with_days.days_since_kickoff > {{ var('days_to_verdict_at_risk') }}
                or with_days.days_to_first_verdict > {{ var('days_to_verdict_late') }}
                then 'at_risk'
            else 'on_track'
        end as clock

    from with_days

)

select * from stages
