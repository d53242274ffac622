with

observations as (

    select * from {{ ref('int_initiative_observations') }}

),

summed as (

    select
        initiative_id,
        kpi_id,
        role,
        segment,
        period_start,
        phase,
        is_complete,
        sum(unit_count) as n,
        sum(numerator_for_verdict) as numerator,
        -- what the outlier cap took away: money and headline figures are uncapped
        sum(numerator - numerator_for_verdict) as cut_off,
        sum(denominator) as denominator,
        -- what the sampling noise of a week is worked out from; costs that are spread are no sample
        sum(
            case
                when denominator = 0 and segment = '' then 0
                else numerator_for_verdict * numerator_for_verdict
            end
        ) as sum_of_squares,
        sum(numerator_for_verdict * denominator) as sum_of_products,
        sum(denominator * denominator) as sum_of_squared_denominators,
        sum(case when is_open then 1 else 0 end) as open_count,
        sum(case when denominator = 0 and segment = '' then numerator_for_verdict else 0 end)
            as unsegmented_numerator

    from observations

    group by
        initiative_id,
        kpi_id,
        role,
        segment,
        period_start,
        phase,
        is_complete

),

with_week_totals as (

    select
        summed.*,
        sum(summed.denominator) over (
            partition by summed.initiative_id, summed.kpi_id, summed.role, summed.period_start
        ) as denominator_of_week,
        sum(summed.unsegmented_numerator) over (
            partition by summed.initiative_id, summed.kpi_id, summed.role, summed.period_start
        ) as unsegmented_numerator_of_week

    from summed

),

spread as (

    select
        with_week_totals.initiative_id,
        with_week_totals.kpi_id,
        with_week_totals.role,
        with_week_totals.segment,
        with_week_totals.period_start,
        with_week_totals.phase,
        with_week_totals.is_complete,
        cast(with_week_totals.n as bigint) as n,
        case
            when with_week_totals.denominator_of_week > 0
                then with_week_totals.numerator - with_week_totals.unsegmented_numerator
                    + with_week_totals.unsegmented_numerator_of_week
                    * with_week_totals.denominator / with_week_totals.denominator_of_week
            else with_week_totals.numerator
        end as numerator,
        cast(with_week_totals.denominator as double) as denominator,
        cast(coalesce(with_week_totals.cut_off, 0) as double) as cut_off,
        cast(with_week_totals.sum_of_squares as double) as sum_of_squares,
        cast(with_week_totals.sum_of_products as double) as sum_of_products,
        cast(with_week_totals.sum_of_squared_denominators as double)
            as sum_of_squared_denominators,
        cast(with_week_totals.open_count as bigint) as open_count

    from with_week_totals

    -- the row that only held the costs that were spread is empty now
    where with_week_totals.denominator > 0
        or with_week_totals.n > 0
        or with_week_totals.denominator_of_week = 0
        or with_week_totals.segment != ''

)

select * from spread
