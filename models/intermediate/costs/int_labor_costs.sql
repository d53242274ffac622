with

time_entries as (

    select * from {{ ref('stg_exports__time_entries') }}

),

labor_rates as (

    select * from {{ ref('stg_register__labor_rates') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

rates_with_validity as (

    select
        labor_rates.company_id,
        labor_rates.role,
        labor_rates.hourly_rate,
        coalesce(labor_rates.valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(
            lead(labor_rates.valid_from) over (
                partition by labor_rates.company_id, labor_rates.role
                order by labor_rates.valid_from nulls first
            ),
            cast('9999-12-31' as date)
        ) as valid_until

    from labor_rates

),

entries_with_cost as (

    select
        time_entries.company_id,
        time_entries.process_id,
        time_entries.entry_id,
        time_entries.case_id,
        time_entries.role,
        time_entries.minutes,
        cast(rates_with_validity.hourly_rate as double) as hourly_rate,
        time_entries.minutes / 60.0 * cast(rates_with_validity.hourly_rate as double) as labor_cost,
        time_entries.work_date

    from time_entries

    inner join coverage
        on time_entries.process_id = coverage.process_id
        and time_entries.work_date <= coverage.as_of_date

    left join rates_with_validity
        on time_entries.company_id = rates_with_validity.company_id
        and time_entries.role = rates_with_validity.role
        and time_entries.work_date >= rates_with_validity.valid_from
        and time_entries.work_date < rates_with_validity.valid_until

)

select * from entries_with_cost
