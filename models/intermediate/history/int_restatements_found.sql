with

figures_before as (

    select * from {{ ref('int_figures_before') }}

),

figures_now as (

    select * from {{ ref('published_figures') }}

),

register_changes as (

    select * from {{ ref('int_register_changes') }}

),

document_changes as (

    select * from {{ ref('int_document_changes') }}

),

scorecard as (

    select * from {{ ref('initiative_scorecard') }}

),

kpis as (

    select * from {{ ref('stg_register__kpis') }}

),

moved as (

    select
        figures_before.*,
        figures_now.value as value_now,
        figures_now.definition as definition_now,
        scorecard.as_of_date as as_of_date_now,
        coalesce(kpis.unit = 'money', false) as is_of_money,
        case
            when figures_before.measure in ('target_relative_change', 'claimed_annual_value')
                then 'promise'
            when figures_before.measure in (
                'before_value', 'after_value', 'expected_value', 'effect', 'effect_low', 'effect_high'
            )
                then 'measured'
            else 'money'
        end as measure_class

    from figures_before

    left join figures_now
        on figures_before.figure_id = figures_now.figure_id

    left join kpis
        on figures_before.kpi_id = kpis.kpi_id

    left join scorecard
        on figures_before.initiative_id = scorecard.initiative_id

    where figures_now.value is null
        or abs(figures_now.value - figures_before.value)
        > greatest(0.000001 * abs(figures_before.value), 0.000000001)

),

edits_of_figures as (

    select
        moved.figure_id,
        {{ dbt.listagg('register_changes.words', "', '", 'order by register_changes.words') }}
            as edited_lines

    from moved

    inner join register_changes
        on moved.initiative_id = register_changes.initiative_id
        and case
            when moved.measure_class = 'promise' then register_changes.scope = 'targets'
            when moved.measure_class = 'money' then register_changes.scope != 'targets'
            when register_changes.scope in ('windows', 'process', 'calendar', 'company') then true
            when moved.is_of_money
                then register_changes.scope in ('rates', 'exchange_rates', 'money')
            else register_changes.scope = 'exchange_rates'
        end

    group by moved.figure_id

),

with_causes as (

    select
        moved.*,
        edits_of_figures.edited_lines,
        document_changes.corrected_documents,
        document_changes.late_documents,
        -- a promise is read from the register, so no document can move it
        case
            when edits_of_figures.edited_lines is not null and moved.measure_class = 'promise'
                then 'register'
            when moved.definition_now != moved.definition then 'definition'
            when edits_of_figures.edited_lines is not null then 'register'
            when document_changes.is_corrected then 'corrected_data'
            when document_changes.is_late then 'late_data'
            when moved.as_of_date_now > moved.as_of_date then 'new_weeks'
            when moved.as_of_date_now is null then 'register'
            when moved.as_of_date_now < moved.as_of_date then 'corrected_data'
            else 'definition'
        end as cause

    from moved

    left join edits_of_figures
        on moved.figure_id = edits_of_figures.figure_id

    left join document_changes
        on moved.initiative_id = document_changes.initiative_id

),

restated as (

    select
        published_on as as_published_on,
        as_of_date_now as restated_as_of,
        company_id,
        process_id,
        initiative_id,
        kpi_id,
        measure,
        value as was,
        value_now as is_now,
        cause,
        trim(
            case
                when definition_now != definition and measure_class != 'promise'
                    then
                        'The definition changed: ' || definition || ' became ' || definition_now
                        || '. '
                else ''
            end
            || coalesce('The register was edited: ' || edited_lines || '. ', '')
            || case
                when measure_class = 'promise' then ''
                else
                    coalesce('Published documents were corrected: ' || corrected_documents || '. ', '')
                    || coalesce('Documents came late: ' || late_documents || '. ', '')
                    || case
                        when as_of_date_now > as_of_date
                            then
                                'The exports reach to ' || {{ day_in_words('as_of_date_now') }}
                                || ' instead of ' || {{ day_in_words('as_of_date') }} || '. '
                        when as_of_date_now < as_of_date
                            then
                                'The exports reach only to ' || {{ day_in_words('as_of_date_now') }}
                                || ' instead of ' || {{ day_in_words('as_of_date') }} || '. '
                        else ''
                    end
            end
            || case
                when as_of_date_now is null then 'The initiative is no longer in the register. '
                when cause = 'definition' and definition_now = definition
                    then
                        'Data, register and KPI versions are the same: the program computes it '
                        || 'differently. '
                else ''
            end
            || case
                when value_now is null and as_of_date_now is not null
                    then 'The figure is no longer given.'
                else ''
            end
        ) as sentence

    from with_causes

)

select * from restated
