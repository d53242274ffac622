with

lines_before as (

    select * from {{ ref('int_register_lines_before') }}

),

lines_now as (

    select * from {{ ref('register_lines') }}

),

figures_before as (

    select * from {{ ref('int_figures_before') }}

),

initiatives as (

    select * from {{ ref('stg_register__initiatives') }}

),

processes as (

    select * from {{ ref('stg_register__processes') }}

),

companies as (

    select * from {{ ref('stg_register__companies') }}

),

initiatives_before as (

    select
        initiative_id,
        max(as_of_date) as as_of_date

    from figures_before

    group by initiative_id

),

edited_lines as (

    select
        coalesce(lines_before.scope, lines_now.scope) as scope,
        coalesce(lines_before.owner_id, lines_now.owner_id) as owner_id,
        lines_before.line_id is null as is_new,
        lines_now.line_date

    from lines_before

    full join lines_now
        on lines_before.line_id = lines_now.line_id

    where lines_before.content is distinct from lines_now.content

),

-- what an edited line has to name for the initiative to rest on it
owners as (

    select
        initiatives_before.initiative_id,
        initiatives_before.as_of_date,
        'initiative' as owner_type,
        initiatives_before.initiative_id as owner_id

    from initiatives_before

    union

    select
        initiatives_before.initiative_id,
        initiatives_before.as_of_date,
        'process' as owner_type,
        processes.process_id as owner_id

    from initiatives_before

    inner join initiatives
        on initiatives_before.initiative_id = initiatives.initiative_id

    inner join processes
        on processes.process_id in (initiatives.process_id, initiatives.comparison_process_id)

    union

    select
        initiatives_before.initiative_id,
        initiatives_before.as_of_date,
        'calendar' as owner_type,
        processes.calendar_id as owner_id

    from initiatives_before

    inner join initiatives
        on initiatives_before.initiative_id = initiatives.initiative_id

    inner join processes
        on processes.process_id in (initiatives.process_id, initiatives.comparison_process_id)

    union

    select
        initiatives_before.initiative_id,
        initiatives_before.as_of_date,
        'company' as owner_type,
        processes.company_id as owner_id

    from initiatives_before

    inner join initiatives
        on initiatives_before.initiative_id = initiatives.initiative_id

    inner join processes
        on initiatives.process_id = processes.process_id

    union

    select
        initiatives_before.initiative_id,
        initiatives_before.as_of_date,
        'currency' as owner_type,
        companies.currency as owner_id

    from initiatives_before

    inner join initiatives
        on initiatives_before.initiative_id = initiatives.initiative_id

    inner join processes
        on initiatives.process_id = processes.process_id

    inner join companies
        on processes.company_id = companies.company_id

),

edited_for_initiatives as (

    select distinct
        owners.initiative_id,
        edited_lines.scope

    from edited_lines

    inner join owners
        on case
            when edited_lines.scope in ('windows', 'money', 'targets')
                then owners.owner_type = 'initiative' and owners.owner_id = edited_lines.owner_id
            when edited_lines.scope = 'process'
                then owners.owner_type = 'process' and owners.owner_id = edited_lines.owner_id
            when edited_lines.scope = 'calendar'
                then owners.owner_type = 'calendar' and owners.owner_id = edited_lines.owner_id
            when edited_lines.scope in ('company', 'rates')
                then owners.owner_type = 'company' and owners.owner_id = edited_lines.owner_id
            else owners.owner_type = 'currency'
                and edited_lines.owner_id like '%' || owners.owner_id || '%'
        end

    where not edited_lines.is_new
        or edited_lines.line_date is null
        or edited_lines.line_date <= owners.as_of_date

),

changes as (

    select
        initiative_id,
        scope,
        case scope
            when 'windows' then 'dates and windows'
            when 'money' then 'costs of the automation'
            when 'rates' then 'labor rates'
            when 'exchange_rates' then 'exchange rates'
            else scope
        end as words

    from edited_for_initiatives

)

select * from changes
