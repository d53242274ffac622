-- One row per process whose rows name cases that the process's cases do not hold. A process without
-- cases has its cases from elsewhere, and is not judged.
select
    staged.process_id,
    count(*) as unexpected_count,
    min(staged.case_id) as example
from {batch} as staged
inner join (
    select distinct process_id from staging.stg_exports__cases
) as with_cases
    on staged.process_id = with_cases.process_id
left join staging.stg_exports__cases as cases
    on staged.process_id = cases.process_id
    and staged.case_id = cases.case_id
where staged.case_id is not null
    and cases.case_id is null
group by staged.process_id
order by unexpected_count desc, staged.process_id
