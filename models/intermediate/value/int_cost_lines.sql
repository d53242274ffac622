with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

run_costs as (

    select * from {{ ref('int_initiative_run_costs') }}

),

run_cost_lines as (

    select
        initiative_id,
        {{ month_start('cost_date') }} as month_start,
        'run_cost' as value_type,
        -sum(own_run_cost) as amount

    from run_costs

    group by
        initiative_id,
        {{ month_start('cost_date') }}

),

build_cost_lines as (

    select
        initiatives.initiative_id,
        case
            when initiatives.go_live_date <= coverage.as_of_date
                then {{ month_start('initiatives.go_live_date') }}
            when initiatives.kickoff_date <= coverage.as_of_date
                then {{ month_start('initiatives.kickoff_date') }}
        end as month_start,
        'build_cost' as value_type,
        -cast(initiatives.build_cost as double) as amount

    from initiatives

    inner join coverage
        on initiatives.process_id = coverage.process_id

),

combined as (

    select * from run_cost_lines

    union all

    select * from build_cost_lines

),

lines as (

    select *

    from combined

    where month_start is not null
        and amount != 0

)

select * from lines
