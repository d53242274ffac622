{#
    One row per initiative: the weeks before, in and after its ramp. Before: the last baseline_weeks
    whole weeks that end before go-live. Ramp: every week with go-live or one of the ramp_days after
    it. After: all later weeks. An initiative that is not live has no windows yet.
#}

with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

processes as (

    select * from {{ ref('stg_register__processes') }}

),

-- the comparison counts only until it is automated itself
first_go_lives as (

    select
        process_id,
        min(go_live_date) as first_go_live_date

    from initiatives

    group by process_id

),

windows as (

    select
        processes.company_id,
        initiatives.initiative_id,
        initiatives.process_id,
        initiatives.comparison_process_id,
        initiatives.go_live_date,
        initiatives.ramp_days,
        initiatives.baseline_weeks,
        first_go_lives.first_go_live_date as comparison_go_live_date,
        {{ add_days(week_start('initiatives.go_live_date'), '-7 * initiatives.baseline_weeks') }}
            as before_from,
        {{ add_days(week_start('initiatives.go_live_date'), -1) }} as before_to,
        {{ week_start('initiatives.go_live_date') }} as ramp_from,
        {{ add_days(
            week_start(add_days('initiatives.go_live_date', 'initiatives.ramp_days')), 6
        ) }} as ramp_to,
        {{ add_days(
            week_start(add_days('initiatives.go_live_date', 'initiatives.ramp_days')), 7
        ) }} as after_from

    from initiatives

    inner join processes
        on initiatives.process_id = processes.process_id

    left join first_go_lives
        on initiatives.comparison_process_id = first_go_lives.process_id

)

select * from windows
