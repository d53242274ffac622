{# One row per thing that landing has to say about a file: what was lost, unknown or odd. #}
-- depends_on: {{ ref('landed_files') }}

with

landed_findings as (

    select * from {{ source('landed', 'landing_findings') }}

),

landing_findings as (

    select
        company_id,
        map,
        file,
        file_id,
        table_name,
        finding,
        severity,
        row_count,
        sentence

    from landed_findings

)

select * from landing_findings
