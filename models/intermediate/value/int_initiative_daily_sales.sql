with

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

flows as (

    select * from {{ ref('int_receivable_flows') }}

),

periods as (

    select
        initiatives.initiative_id,
        initiatives.process_id,
        case
            when windows.after_from <= least(coverage.invoices_to, coverage.as_of_date)
                then windows.after_from
            else greatest(
                coverage.invoices_from,
                {{ add_days(
                    'least(coverage.invoices_to, coverage.as_of_date)',
                    '1 - ' ~ var('days_per_year')
                ) }}
            )
        end as sales_from,
        least(coverage.invoices_to, coverage.as_of_date) as sales_to

    from initiatives

    inner join coverage
        on initiatives.process_id = coverage.process_id
        and coverage.has_invoices

    left join windows
        on initiatives.initiative_id = windows.initiative_id

),

daily_sales as (

    select
        periods.initiative_id,
        periods.sales_from,
        periods.sales_to,
        case
            when max(flows.currency_without_rate) is null
                then sum(flows.credit_sales)
                    / (1 + {{ days_between('periods.sales_from', 'periods.sales_to') }})
        end as credit_sales_per_day

    from periods

    inner join flows
        on periods.process_id = flows.process_id
        and flows.flow_date between periods.sales_from and periods.sales_to

    group by
        periods.initiative_id,
        periods.sales_from,
        periods.sales_to

)

select * from daily_sales
