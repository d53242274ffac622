with

windows as (

    select * from {{ ref('int_initiative_windows') }}

),

coverage as (

    select * from {{ ref('int_process_coverage') }}

),

owned as (

    select * from {{ ref('int_initiatives_owned') }}

),

live as (

    select
        windows.initiative_id,
        windows.process_id

    from windows

    inner join coverage
        on windows.process_id = coverage.process_id
        and windows.go_live_date <= coverage.as_of_date

),

others as (

    select
        live.initiative_id,
        {{ dbt.listagg(
            'others.initiative_id', "', '", 'order by others.initiative_id'
        ) }} as joint_with,
        nullif(
            {{ dbt.listagg(
                'case when not owned.is_owned then others.initiative_id end',
                "', '",
                'order by others.initiative_id'
            ) }},
            ''
        ) as unowned_others,
        bool_and(owned.is_owned) as are_others_owned

    from live

    inner join live as others
        on live.process_id = others.process_id
        and live.initiative_id != others.initiative_id

    inner join owned
        on others.initiative_id = owned.initiative_id

    group by live.initiative_id

),

joined as (

    select
        live.initiative_id,
        live.process_id,
        others.joint_with,
        others.unowned_others,
        coalesce(others.are_others_owned, true) as are_others_owned

    from live

    left join others
        on live.initiative_id = others.initiative_id

)

select * from joined
