{#
    Working capital is released in one month, once, and no effect of an initiative that is not the
    first on its process has a row of money. Unseen, the same cash would be earned every month, or
    twice.
#}

with

value_by_month as (

    select * from {{ ref('initiative_value') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

released_more_than_once as (

    select
        initiative_id,
        'working capital in more than one month' as finding

    from value_by_month

    where value_type in ('working_capital', 'build_cost')

    group by
        initiative_id,
        value_type

    having count(*) > 1

),

gains_by_process as (

    select
        process_id,
        month_start,
        value_type

    from value_by_month

    where value_type in ('cash_cost', 'capacity', 'working_capital', 'carrying_cost')

    group by
        process_id,
        month_start,
        value_type

    having count(distinct initiative_id) > 1

),

gains_of_two as (

    select
        scorecard.initiative_id,
        'another initiative of the process has the same kind of gain' as finding

    from gains_by_process

    inner join scorecard
        on gains_by_process.process_id = scorecard.process_id

),

findings as (

    select * from released_more_than_once

    union all

    select * from gains_of_two

)

select * from findings
