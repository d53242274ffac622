-- One row per company and process that the register does not know, or knows of another company.
select
    staged.company_id,
    staged.process_id,
    staged.unexpected_count,
    case
        when processes.process_id is null then 'seeds/processes.csv does not list it'
        else 'seeds/processes.csv gives it to the company ' || coalesce(processes.company_id, '(none)')
    end as problem
from (
    select company_id, process_id, count(*) as unexpected_count
    from {batch}
    group by company_id, process_id
) as staged
left join staging.stg_register__processes as processes
    on staged.process_id = processes.process_id
where processes.company_id is distinct from staged.company_id
order by staged.unexpected_count desc, staged.process_id
