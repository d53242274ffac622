with

cash_flows as (

    select * from {{ ref('int_initiative_cash_flows') }}

),

present_values as (

    select
        initiative_id,
        round(
            sum({{ present_value('amount', 'cost_of_capital', 'years_after_start') }}), 4
        ) as npv

    from cash_flows

    where years_after_start <= {{ var('npv_years') }}

    group by initiative_id

),

cumulated as (

    select
        cash_flows.*,
        sum(cash_flows.amount) over (
            partition by cash_flows.initiative_id
            order by cash_flows.flow_number
            rows between unbounded preceding and current row
        ) as cumulative_amount

    from cash_flows

),

first_positive as (

    select
        initiative_id,
        min(flow_number) as flow_number

    from cumulated

    where flow_number > 0
        and cumulative_amount >= 0

    group by initiative_id

),

payback_dates as (

    select
        cumulated.initiative_id,
        {{ add_days(
            'cumulated.month_start',
            'case when cumulated.amount > cumulated.cumulative_amount then '
            ~ 'least(floor((cumulated.amount - cumulated.cumulative_amount) / cumulated.amount * '
            ~ days_in_month('cumulated.month_start') ~ '), '
            ~ days_in_month('cumulated.month_start') ~ ' - 1) else 0 end'
        ) }} as payback_date

    from cumulated

    inner join first_positive
        on cumulated.initiative_id = first_positive.initiative_id
        and cumulated.flow_number = first_positive.flow_number

),

paybacks as (

    select
        present_values.initiative_id,
        present_values.npv,
        payback_dates.payback_date

    from present_values

    left join payback_dates
        on present_values.initiative_id = payback_dates.initiative_id

)

select * from paybacks
