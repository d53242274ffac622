with

rules as (

    select
        cast({{ var('days_to_verdict_at_risk') }} as bigint) as days_to_verdict_at_risk,
        cast({{ var('days_to_verdict_late') }} as bigint) as days_to_verdict_late,
        cast({{ var('weeks_for_a_baseline') }} as bigint) as weeks_for_a_baseline,
        cast({{ var('weeks_for_a_verdict') }} as bigint) as weeks_for_a_verdict,
        cast({{ var('weeks_until_a_balance_turns') }} as bigint) as weeks_until_a_balance_turns,
        cast({{ var('confidence') }} as double) as confidence,
        cast({{ var('inner_confidence') }} as double) as inner_confidence,
        cast({{ var('no_change_confidence') }} as double) as no_change_confidence,
        cast({{ var('no_change_margin') }} as double) as no_change_margin,
        cast({{ var('false_discovery_rate') }} as double) as false_discovery_rate,
        cast({{ var('low_adoption_share') }} as double) as low_adoption_share,
        cast({{ var('npv_years') }} as bigint) as npv_years,
        cast({{ var('payback_years') }} as bigint) as payback_years,
        cast({{ var('default_cost_of_capital') }} as double) as default_cost_of_capital,
        cast({{ var('days_per_year') }} as bigint) as days_per_year,
        cast({{ var('weeks_per_year') }} as bigint) as weeks_per_year,
        cast({{ var('trailing_sales_days') }} as bigint) as trailing_sales_days,
        cast({{ var('months_before_first_report') }} as bigint) as months_before_first_report,
        cast({{ var('outlier_quantile') }} as double) as outlier_quantile,
        cast({{ var('outlier_least_multiple') }} as double) as outlier_least_multiple,
        cast({{ var('small_write_off_share') }} as double) as small_write_off_share

)

select * from rules
