with

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

kpi_coverage as (

    select * from {{ ref('int_kpi_coverage') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

baseline_caps as (

    select * from {{ ref('int_baseline_caps') }}

),

cap_maturity as (

    select * from {{ ref('int_cap_maturity') }}

),

roles as (

    select
        windows.*,
        'treated' as role,
        windows.process_id as observed_process_id

    from windows

    union all

    select
        windows.*,
        'comparison' as role,
        windows.comparison_process_id as observed_process_id

    from windows

    where windows.comparison_process_id is not null

),

rules as (

    select
        roles.initiative_id,
        roles.role,
        roles.observed_process_id as process_id,
        kpi_coverage.kpi_id,
        kpis.kind,
        roles.go_live_date,
        roles.before_from,
        roles.before_to,
        roles.ramp_from,
        -- a balance holds old documents for about a quarter: until then it shows both sides
        case
            when kpis.kind = 'balance'
                then greatest(
                    roles.ramp_to,
                    {{ add_days(
                        week_start('roles.go_live_date'),
                        '7 * ' ~ var('weeks_until_a_balance_turns') ~ ' - 1'
                    ) }}
                )
            else roles.ramp_to
        end as ramp_to,
        roles.after_from,
        -- a case opened within the truncation time before go-live is half treated
        case
            when kpis.kind = 'duration'
                then {{ add_days('roles.go_live_date', '-7 * baseline_caps.cap_weeks') }}
            else roles.go_live_date
        end as untreated_until,
        baseline_caps.cap,
        baseline_caps.cap_weeks,
        baseline_caps.value_cap,
        kpi_coverage.covers_from,
        kpi_coverage.covers_to,
        kpi_coverage.first_whole_week,
        case
            when kpis.kind != 'duration' then kpi_coverage.covers_to
            when cap_maturity.matured_through_date is not null
                then least(kpi_coverage.covers_to, cap_maturity.matured_through_date)
        end as complete_through_date

    from roles

    inner join kpi_coverage
        on roles.observed_process_id = kpi_coverage.process_id

    inner join kpis
        on kpi_coverage.kpi_id = kpis.kpi_id

    left join baseline_caps
        on roles.initiative_id = baseline_caps.initiative_id
        and roles.role = baseline_caps.role
        and kpi_coverage.kpi_id = baseline_caps.kpi_id

    left join cap_maturity
        on baseline_caps.process_id = cap_maturity.process_id
        and baseline_caps.kpi_id = cap_maturity.kpi_id
        and baseline_caps.cap = cap_maturity.cap

    where roles.go_live_date is not null

)

select * from rules
