with

value_lines as (

    select * from {{ ref('int_value_lines') }}

),

cost_lines as (

    select * from {{ ref('int_cost_lines') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

owned as (

    select * from {{ ref('int_initiatives_owned') }}

),

joined as (

    select * from {{ ref('int_initiatives_joined') }}

),

counted as (

    select * from {{ ref('int_initiatives_counted') }}

),

combined as (

    select
        initiative_id,
        month_start,
        value_type,
        kpi_id,
        evidence,
        amount,
        amount_low,
        amount_high

    from value_lines

    where period_grain = 'month'
        and is_carrier

    union all

    select
        initiative_id,
        month_start,
        value_type,
        cast(null as string) as kpi_id,
        cast(null as string) as evidence,
        amount,
        amount as amount_low,
        amount as amount_high

    from cost_lines

),

summed as (

    select
        initiative_id,
        month_start,
        value_type,
        nullif({{ dbt.listagg('kpi_id', "', '", 'order by kpi_id') }}, '') as kpi_ids,
        nullif({{ dbt.listagg('evidence', "', '", 'order by kpi_id') }}, '') as evidence,
        sum(amount) as amount,
        sum(amount_low) as amount_low,
        sum(amount_high) as amount_high

    from combined

    group by
        initiative_id,
        month_start,
        value_type

),

-- working capital is released once and is in no net figure
nets_of_months as (

    select
        initiative_id,
        month_start,
        sum(case when value_type != 'working_capital' then amount else 0 end) as net,
        sum(case when value_type != 'working_capital' then amount_low else 0 end) as net_low,
        sum(case when value_type != 'working_capital' then amount_high else 0 end) as net_high

    from summed

    group by
        initiative_id,
        month_start

),

running_nets as (

    select
        initiative_id,
        month_start,
        sum(net) over so_far as running_net,
        sum(net_low) over so_far as running_net_low,
        sum(net_high) over so_far as running_net_high

    from nets_of_months

    window so_far as (
        partition by initiative_id
        order by month_start
        rows between unbounded preceding and current row
    )

),

value_by_month as (

    select
        cast(coverage.company_id as string) as company_id,
        cast(coverage.process_id as string) as process_id,
        cast(summed.initiative_id as string) as initiative_id,
        summed.month_start,
        cast(summed.value_type as string) as value_type,
        cast(coverage.currency as string) as currency,
        cast(summed.amount as double) as amount,
        cast(summed.amount_low as double) as amount_low,
        cast(summed.amount_high as double) as amount_high,
        cast(running_nets.running_net as double) as running_net,
        cast(running_nets.running_net_low as double) as running_net_low,
        cast(running_nets.running_net_high as double) as running_net_high,
        cast(summed.kpi_ids as string) as kpi_ids,
        cast(summed.evidence as string) as evidence,
        cast(case when summed.kpi_ids is not null then joined.joint_with end as string)
            as joint_with,
        cast(
            owned.is_owned and (summed.kpi_ids is null or coalesce(joined.are_others_owned, true))
            as boolean
        ) as is_owned,
        cast(counted.counts as boolean) as counts

    from summed

    inner join running_nets
        on summed.initiative_id = running_nets.initiative_id
        and summed.month_start = running_nets.month_start

    inner join initiatives
        on summed.initiative_id = initiatives.initiative_id

    inner join coverage
        on initiatives.process_id = coverage.process_id

    inner join owned
        on summed.initiative_id = owned.initiative_id

    inner join counted
        on summed.initiative_id = counted.initiative_id

    left join joined
        on summed.initiative_id = joined.initiative_id

)

select * from value_by_month
