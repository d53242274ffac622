with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

targets as (

    select * from {{ ref('stg_register__targets') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

kpi_weekly as (

    select * from {{ ref('kpi_weekly') }}

),

-- a balance is reported, not judged: its verdict is that of days to pay
asked as (

    select
        initiatives.initiative_id,
        initiatives.process_id,
        initiatives.comparison_process_id,
        initiatives.baseline_weeks,
        initiatives.go_live_date,
        targets.kpi_id

    from initiatives

    inner join targets
        on initiatives.initiative_id = targets.initiative_id
        and targets.is_primary

    inner join kpis
        on targets.kpi_id = kpis.kpi_id
        and kpis.kind != 'balance'

),

weeks_newest_first as (

    select
        asked.initiative_id,
        asked.comparison_process_id,
        asked.baseline_weeks,
        kpi_weekly.kpi_id,
        kpi_weekly.period_start,
        ln(kpi_weekly.value) as log_value,
        row_number() over (
            partition by asked.initiative_id, kpi_weekly.kpi_id
            order by kpi_weekly.period_start desc
        ) as weeks_back

    from asked

    inner join kpi_weekly
        on asked.process_id = kpi_weekly.process_id
        and asked.kpi_id = kpi_weekly.kpi_id

    where kpi_weekly.is_complete
        and kpi_weekly.value > 0
        and (
            asked.go_live_date is null
            or kpi_weekly.period_start < {{ week_start('asked.go_live_date') }}
        )

),

differences as (

    select
        weeks_newest_first.initiative_id,
        weeks_newest_first.comparison_process_id is not null as has_comparison,
        -weeks_newest_first.weeks_back as week_number,
        weeks_newest_first.log_value
        - case
            when weeks_newest_first.comparison_process_id is null then 0
            else ln(comparison_weeks.value)
        end as log_value

    from weeks_newest_first

    left join kpi_weekly as comparison_weeks
        on weeks_newest_first.comparison_process_id = comparison_weeks.process_id
        and weeks_newest_first.kpi_id = comparison_weeks.kpi_id
        and weeks_newest_first.period_start = comparison_weeks.period_start
        and comparison_weeks.value > 0

    where weeks_newest_first.weeks_back <= weeks_newest_first.baseline_weeks

),

with_previous_weeks as (

    select
        differences.*,
        lag(differences.log_value) over (
            partition by differences.initiative_id order by differences.week_number
        ) as previous_log_value

    from differences

    where differences.log_value is not null

),

noise as (

    select
        initiative_id,
        has_comparison,
        count(*) as week_count,
        case
            when has_comparison then stddev_samp(log_value)
            else stddev_samp(log_value) * sqrt(1 - power(corr(log_value, week_number), 2))
        end as standard_deviation,
        corr(log_value, previous_log_value) as autocorrelation

    from with_previous_weeks

    group by
        initiative_id,
        has_comparison

)

select * from noise
