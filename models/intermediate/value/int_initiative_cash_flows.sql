with

annual_values as (

    select * from {{ ref('int_initiative_annual_values') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

value_by_month as (

    select * from {{ ref('initiative_value') }}

),

cash_by_month as (

    select
        initiative_id,
        month_start,
        sum(amount) as amount

    from value_by_month

    where value_type in ('cash_cost', 'carrying_cost', 'run_cost')

    group by
        initiative_id,
        month_start

),

live as (

    select
        initiatives.initiative_id,
        initiatives.go_live_date,
        coverage.as_of_date,
        coalesce(cast(initiatives.build_cost as double), 0) as build_cost,
        annual_values.net_annual_cash_value,
        coalesce(companies.cost_of_capital, {{ var('default_cost_of_capital') }}) as cost_of_capital

    from initiatives

    inner join annual_values
        on initiatives.initiative_id = annual_values.initiative_id

    inner join coverage
        on initiatives.process_id = coverage.process_id

    inner join companies
        on coverage.company_id = companies.company_id

),

days_ahead as (

    select
        live.*,
        {{ days_from_to(
            month_start('live.go_live_date'),
            add_days(month_start('live.go_live_date'), '365 * ' ~ var('payback_years'))
        ) }} as flow_date

    from live

),

months_ahead as (

    select distinct
        initiative_id,
        as_of_date,
        cost_of_capital,
        net_annual_cash_value,
        {{ month_start('flow_date') }} as month_start

    from days_ahead

),

with_shares as (

    select
        months_ahead.*,
        case
            when months_ahead.month_start > months_ahead.as_of_date then 1.0
            when {{ month_end('months_ahead.month_start') }} <= months_ahead.as_of_date then 0.0
            else cast(
                {{ days_between(
                    'months_ahead.as_of_date', month_end('months_ahead.month_start')
                ) }} as double
            ) / {{ days_in_month('months_ahead.month_start') }}
        end as share_of_month_ahead,
        row_number() over (
            partition by months_ahead.initiative_id order by months_ahead.month_start
        ) as flow_number

    from months_ahead

),

flows_of_months as (

    select
        with_shares.initiative_id,
        with_shares.flow_number,
        with_shares.month_start,
        with_shares.flow_number / 12.0 as years_after_start,
        with_shares.cost_of_capital,
        coalesce(cash_by_month.amount, 0)
        + with_shares.net_annual_cash_value / 12.0 * with_shares.share_of_month_ahead as amount

    from with_shares

    left join cash_by_month
        on with_shares.initiative_id = cash_by_month.initiative_id
        and with_shares.month_start = cash_by_month.month_start

),

flows_at_the_start as (

    select
        live.initiative_id,
        0 as flow_number,
        {{ month_start('live.go_live_date') }} as month_start,
        0.0 as years_after_start,
        live.cost_of_capital,
        -live.build_cost as amount

    from live

),

cash_flows as (

    select * from flows_at_the_start

    union all

    select * from flows_of_months

)

select * from cash_flows
